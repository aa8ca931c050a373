import Clocks
import Foundation
import ModelSQL
import PipelineSupport
import Project
import SampleShop
import Testing

/// The sample project as its tests drive it.
enum SampleProject {
  static let sample = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("sample_data").path
  static let shop = ShopGenerator(seed: 42, until: CalendarDay(year: 2026, month: 11, day: 21))

  /// The project without its incoming files.
  static func emptyShop(stopsAtRules: Bool = true) throws -> Pipeline {
    let pipeline = try Pipeline([:], startingAt: "2026-11-08T06:10:00Z")
    for part in ["project.yml", "models", "quality", "queries", "dashboards", "metrics", "metric_dashboards"] {
      try FileManager.default.copyItem(atPath: sample + "/" + part, toPath: pipeline.folder.path(part))
    }
    if !stopsAtRules {
      let settings = try pipeline.folder.read("project.yml").replacingOccurrences(of: "gate: stop", with: "gate: warn")
      try pipeline.folder.write(settings, to: "project.yml")
    }
    let secret = try pipeline.folder.write("pepper", to: ".assay/secrets/masking_salt")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
    return pipeline
  }

  static func deliver(_ files: [ShopFile], to pipeline: Pipeline) throws {
    for file in files { try pipeline.folder.write(file.bytes, to: file.path) }
  }

  static func run(_ pipeline: Pipeline, day: Int, fullRefresh: Bool = false) throws {
    let date = shop.date(ofDay: day)
    pipeline.now = date.start.addingTimeInterval(6 * 3600 + 600)
    let result = try pipeline.run(fullRefresh: fullRefresh, day: date.description)
    #expect(result.status == .succeeded, "day \(day): \(result.trouble)")
  }

  /// All rows of all models' tables, in an order of their own; for comparing runs.
  static func contents(_ pipeline: Pipeline, withProvenance: Bool = true) throws -> [String: [[String]]] {
    let (workspace, _) = try pipeline.environment()
    var tables: [String: [[String]]] = [:]
    for model in workspace.project.models {
      let columns = withProvenance ? "*" : "columns(lambda c: c not in ('_file', '_record'))"
      tables[model.table.description] = try pipeline.query("select \(columns) from \(model.table) order by all")
    }
    return tables
  }
}
