import Foundation
import JSON
import JSONata
import TestSupport
import Testing

/// The public suite of JSONata 2.0.6 (MIT licence; its half that is at hand), case by case.
@Suite("The public suite of JSONata") struct PublicSuiteTests {
  private struct Case: Sendable {
    let name: String
    let fields: JSONValue
    subscript(key: String) -> JSONValue? { fields[key] }
  }

  private static let folder = PublicSuites.folder("jsonata")

  /// Cases by their name, in the order of the file.
  private static func cases(_ folder: String) throws -> [Case] {
    let text = try String(contentsOfFile: folder + "/cases.jsonl", encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let fields = try JSONValue(parsing: wellFormed(String(line)))
      return Case(name: "\(fields["group"]?.stringValue ?? "")/\(fields["case"]?.stringValue ?? "")", fields: fields)
    }
  }

  /// Half a surrogate pair, which only JavaScript's texts can hold, stands as the replacement character.
  private static func wellFormed(_ line: String) -> String {
    line.replacingOccurrences(
      of: #"\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])"#, with: #"\\ufffd"#, options: .regularExpression)
  }

  @Test(
    "every case has its result, or fails with its code",
    .enabled(if: folder != nil, "\(PublicSuites.reason("jsonata"))"))
  func allCases() throws {
    let folder = try #require(Self.folder)
    let cases = try Self.cases(folder)
    #expect(cases.count > 500)
    var data: [String: JSONValue] = [:]
    for name in Set(cases.compactMap { $0["dataset"]?.stringValue }) {
      data[name] = try JSONValue(parsing: String(contentsOfFile: "\(folder)/datasets/\(name).json", encoding: .utf8))
    }
    let datasets = data
    let wrong = DeepStack.run {
      cases.compactMap { single in
        Self.complaint(single, input: single["dataset"]?.stringValue.flatMap { datasets[$0] } ?? single["data"])
      }
    }
    #expect(wrong == [])
  }

  /// What is wrong with the outcome of a case; nil for nothing.
  private static func complaint(_ single: Case, input: JSONValue?) -> String? {
    let text = single["expr"]?.stringValue ?? ""
    let bindings = single["bindings"]?.objectValue?.entries.map { (name: $0.key, value: $0.value) } ?? []
    var limits = EvaluationLimits()
    if let depth = single["depth"]?.intValue { limits.depth = Int(depth) }
    // Its times are for an optimized interpreter; an endless expression is one here as well.
    if single["code"]?.stringValue == "U1001" { limits.seconds = 1 }
    let wanted = single["code"]?.stringValue ?? single["error"]?["code"]?.stringValue
    do throws(EvaluationError) {
      // The suite's null data set means no input.
      let result = try JSONataExpression(text).evaluate(
        input == .null ? nil : input, bindings: bindings, limits: limits)
      if let wanted { return "\(single.name): \(text) gave \(result?.text ?? "nothing"), not \(wanted)" }
      let isAsWanted = single["undefinedResult"] != nil ? result == nil : agree(result, single["result"])
      return isAsWanted
        ? nil : "\(single.name): \(text) gave \(result?.text ?? "nothing"), not \(single["result"]?.text ?? "nothing")"
    } catch {
      return error.code == wanted ? nil : "\(single.name): \(text) failed with \(error) (\(error.position ?? -1))"
    }
  }

  /// Numbers by value: a text of a number is not its only one.
  private static func agree(_ a: JSONValue?, _ b: JSONValue?) -> Bool {
    switch (a, b) {
    case (nil, nil): return true
    case (.number(let a)?, .number(let b)?): return Double(a) == Double(b)
    case (.array(let a)?, .array(let b)?): return a.count == b.count && zip(a, b).allSatisfy { agree($0, $1) }
    case (.object(let a)?, .object(let b)?):
      return a.entries.count == b.entries.count && a.entries.allSatisfy { agree($0.value, b[$0.key]) }
    default: return a == b
    }
  }
}
