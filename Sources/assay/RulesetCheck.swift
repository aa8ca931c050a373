import Canvas
import Clocks
import DataQuality
import Foundation
import Lake
import ModelSQL
import Operations
import Reports

/// A ruleset held against a file.
struct RulesetCheck {
  /// Absolute paths.
  let rules: String
  let data: String

  func run() throws -> QualityReport {
    let ruleset = try Ruleset(parsing: try FolderPath.text(of: rules), file: rules)
    guard FileManager.default.fileExists(atPath: data) else { throw Failure.usage("there is no file \(data)") }
    if !FolderPath.isFolder(data) { try FolderPath.requireFile(data) }
    let scratch = try ScratchProject()
    let folder = FolderPath.isFolder(data) ? data : (data as NSString).deletingLastPathComponent
    let session = try scratch.session(reading: folder)
    let relation =
      FolderPath.isFolder(data) ? try scratch.relation(deltaTable: data, session) : try fileRelation()
    return try QualityReading.check(ruleset, relation: relation, session: session, now: Date())
  }

  private func fileRelation() throws -> String {
    let name = try SQLQuote.literal(data)
    switch (data as NSString).pathExtension.lowercased() {
    case "csv", "tsv", "txt": return "read_csv(\(name))"
    case "jsonl", "ndjson", "json": return "read_json(\(name), format = 'newline_delimited')"
    case "parquet": return "read_parquet(\(name))"
    default:
      throw Failure.usage("\(data): the name must end in .csv, .jsonl or .parquet, or be the folder of a Delta table")
    }
  }
}

/// A ruleset's verdict on a file as text.
enum RulesetCheckText {
  static func lines(_ report: QualityReport, data: String, _ page: Page) -> [StyledLine] {
    let rules = report.results.map { result in
      RuleVerdict(rule: result.rule, status: result.status.rawValue, value: result.value, message: result.message)
    }
    var head = StyledLine(data, .title)
    head.append("  score \(NumberText.percent(report.score))", report.score < 1 ? .failed : .ok)
    if let passed = report.rowsPassed, let failed = report.rowsFailed {
      head.append(page.glyphs.separator + "\(passed) rows pass, \(failed) fail", .dim)
    }
    return [head, ""] + QualityText.rules(rules, page)
  }
}
