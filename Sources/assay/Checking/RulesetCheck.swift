import Canvas
import DataQuality
import Foundation
import Lake
import LocalOperations
import Operations
import Reports

/// A ruleset held against a file.
struct RulesetCheck {
  /// Absolute paths.
  let rules: String
  let data: JudgedData
  let references: [String: JudgedData]

  func run() throws -> DataCheck.Outcome {
    let ruleset = try Ruleset(parsing: try FolderPath.text(of: rules), file: rules)
    for path in ([data] + references.values).map(\.path) where !FolderPath.isFolder(path) {
      try FolderPath.requireFile(path)
    }
    let scratch = try ScratchProject()
    let check = DataCheck(data: data, references: references)
    return try withExtendedLifetime(scratch) {
      let session = try scratch.session(readingTables: check.reach.folders, files: check.reach.files)
      do {
        return try check.run(ruleset, session: session, now: Date())
      } catch let error as LakeError {
        // What was given cannot be read: that is for who gave it to mend, whatever it would be in a run.
        throw Failure.usage(error.cause)
      }
    }
  }
}

/// A ruleset's verdict on a file as text.
enum RulesetCheckText {
  static func lines(_ outcome: DataCheck.Outcome, data: String, _ page: Page) -> [StyledLine] {
    let report = outcome.report
    let rules = report.results.map { result in
      RuleVerdict(
        rule: result.rule, status: result.status, value: result.value, message: result.message)
    }
    var lines = [head(report, data, page)]
    if outcome.malformed > 0 {
      let records = outcome.malformed == 1 ? "1 record is" : "\(outcome.malformed) records are"
      lines.append(StyledLine("\(records) malformed and no row: no rule has looked at them", .late))
    }
    lines.append("")
    if !rules.isEmpty { lines += QualityText.rules(rules, page) }
    return lines + report.measures.flatMap(measures)
  }

  private static func head(_ report: QualityReport, _ data: String, _ page: Page) -> StyledLine {
    var head = StyledLine(data, .title)
    if let score = report.score {
      let tenths = (score * 1000).rounded(.down) / 1000
      head.append("  score \(NumberText.percent(tenths))", score < 1 ? .failed : .ok)
    } else {
      head.append("  nothing was judged", .late)
    }
    if let passed = report.rowsPassed, let failed = report.rowsFailed, !report.results.isEmpty {
      head.append(page.glyphs.separator + "\(passed) rows pass, \(failed) fail", .dim)
    }
    return head
  }

  private static func measures(_ result: AnalyzerResult) -> [StyledLine] {
    var lines = [StyledLine(result.analyzer)]
    for measure in result.measures {
      lines.append(
        StyledLine(
          "  \(measure.name) \(measure.value.isNull ? "–" : measure.value.stringValue ?? measure.value.text)", .dim))
    }
    if !result.message.isEmpty { lines.append(StyledLine("  \(result.message)", .late)) }
    return lines
  }
}
