import Foundation
import JSON
import Testing

/// The suites, and the short list of where this project decided otherwise (data-quality-dqdl.md).
enum PublicRules {
  static let folder: String? = {
    let named = ProcessInfo.processInfo.environment["ASSAY_SUITES"] ?? ""
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let path = (named.isEmpty ? root + "/../shared/suites" : named) + "/dqdl"
    return FileManager.default.fileExists(atPath: path + "/parse.jsonl") ? path : nil
  }()

  static func path(_ name: String) throws -> String { try #require(folder) + "/" + name }

  static func lines(_ name: String) throws -> [JSONValue] {
    try String(contentsOfFile: try path(name), encoding: .utf8).split(separator: "\n")
      .map { try JSONValue(parsing: String($0)) }
  }

  /// A rule's text as both sides write it.
  static func key(_ outcome: JSONValue) -> String {
    (outcome["rule"]?.stringValue ?? "").replacing(" AND ", with: " and ").replacing(" OR ", with: " or ")
      .replacing(" ", with: "")
  }

  /// One decision, and the differences that follow from it: AWS's verdict, ours, and what the rules look like.
  struct Decision: Sendable {
    let reason: String
    /// `FAIL PASS`: AWS's verdict, then ours; nil where either is the other.
    let verdicts: String?
    let rules: @Sendable (String) -> Bool
    var message: String?
    /// How many lines there are in the part of the suites that stands beside the repository, by the file's lines.
    let counts: [Int: Int]

    init(
      _ reason: String, _ verdicts: String?, message: String? = nil, _ counts: [Int: Int],
      _ rules: @escaping @Sendable (String) -> Bool
    ) {
      (self.reason, self.verdicts, self.rules, self.message, self.counts) = (reason, verdicts, rules, message, counts)
    }
  }

  private static let parsed = 274
  private static let executed = 134
  private static let generated = 4059

  static let decisions: [Decision] = [
    Decision("text behind the last ] is refused", "valid refused", [parsed: 4]) {
      $0.hasSuffix("] ]") && $0.count { $0 == "]" } > $0.count { $0 == "[" }
    },
    Decision(
      "a where that matches no row passes, whatever the rule", "FAIL PASS", message: "no row matches", [generated: 84]
    ) { $0.contains(" where ") },
    Decision("SQL that does not run is ERROR", "FAIL ERROR", [executed: 2, generated: 5]) {
      $0.contains(" where \"nosuch > 1\"") || $0.contains("%%")
    },
    Decision("a threshold of ColumnValues counts, as the manual says", "FAIL PASS", [generated: 60]) {
      $0.hasPrefix("ColumnValues ") && $0.contains(" with threshold ")
    },
    Decision("NULL has the length 0, as the manual says", nil, [generated: 6]) { $0.hasPrefix("ColumnLength ") },
    Decision("!= and not in of EMPTY pass NULL, as the manual says", "FAIL PASS", [generated: 5]) {
      $0.contains(/^ColumnValues .*(!=|not in) .*(EMPTY|WHITESPACES_ONLY)/) && !$0.contains(" with threshold ")
    },
    Decision("not between of dates fails NULL, as the manual says", "PASS FAIL", [generated: 3]) {
      $0.hasPrefix("ColumnValues ") && $0.contains(" not between \"20")
    },
    Decision("a key with a part missing is none", "PASS FAIL", message: "without a complete key", [generated: 3]) {
      $0.contains(/^IsPrimaryKey "[^"]*" "/)
    },
    Decision("only ColumnExists compares case", "FAIL PASS", [generated: 1]) {
      $0.contains(" \"I\"") && !$0.hasPrefix("ColumnExists ")
    },
    Decision(
      "texts that are numbers are compared as such: a table made of a CSV file has no others", "FAIL PASS",
      [generated: 1]
    ) { $0.contains(/^ColumnValues "n" (between|[<>]=?|=) -?[0-9]/) },
    Decision(
      "NULL is not 0: a sum of no rows is unknown", "PASS FAIL", message: "the statement gave NULL", [generated: 1]
    ) {
      $0.hasPrefix("CustomSql ")
    },
    Decision("the executor counts repeated rows twice", "FAIL PASS", [generated: 1]) {
      $0 == "CustomSql \"select * from primary\""
    },
    Decision("a CSV file holds the struct as a text", "PASS FAIL", message: "is not there", [executed: 1]) {
      $0.contains("\"info._1\"")
    },
    // Its data were some hours old when AWS was asked, so how many differ depends on today.
    Decision("time has passed", nil, [:]) { $0.contains(/^DataFreshness "`?Some.Date/) },
  ]

  /// The differences found in one file of a suite.
  struct Differences {
    private var found: [String: Int] = [:]

    mutating func compare(_ expected: JSONValue, _ verdict: JSONValue) {
      guard expected["status"] != verdict["status"] else { return }
      note(expected, verdict["status"]?.stringValue ?? "", verdict["message"]?.stringValue ?? "")
    }

    mutating func note(_ expected: JSONValue, _ ours: String, _ message: String) {
      let theirs = expected["status"]?.stringValue ?? (expected["valid"] == true ? "valid" : "invalid")
      let rule = expected["rule"]?.stringValue ?? expected["text"]?.stringValue ?? ""
      let decision = decisions.first { decision in
        decision.verdicts.map { $0 == "\(theirs) \(ours)" } ?? true
          && decision.message.map(message.contains) ?? true && decision.rules(rule)
      }
      if let decision { found[decision.reason, default: 0] += 1 }
      #expect(decision != nil, "\(expected): \(ours) \(message)")
    }

    /// As many of each kind as are known; of a file of another size only the kinds are.
    func expectKnown(of lines: Int) {
      guard [parsed, executed, generated].contains(lines) else { return }
      let known = decisions.filter { !$0.counts.isEmpty }
      for decision in known {
        #expect(found[decision.reason, default: 0] == decision.counts[lines, default: 0], "\(decision.reason)")
      }
    }
  }
}
