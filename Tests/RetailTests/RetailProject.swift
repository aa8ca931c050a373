import Foundation
import ModelSQL
import PipelineSupport
import Testing

/// The project of this folder over invoices that a test delivers file by file.
final class RetailProject {
  let pipeline: Pipeline

  /// The folder of the daily files: ASSAY_RETAIL_DATA, or the shared data beside the repository; nil where neither is.
  static let data: String? = {
    let beside = repository.deletingLastPathComponent().appendingPathComponent("shared/data/online_retail_by_day").path
    let folders = [ProcessInfo.processInfo.environment["ASSAY_RETAIL_DATA"], beside].compactMap { $0 }
    return folders.first { FileManager.default.fileExists(atPath: $0 + "/2010-12-01.csv") }
  }()

  /// Names of the daily files, oldest first.
  static let days: [String] = {
    guard let data else { return [] }
    // A folder that cannot be listed is a folder without files, and every test then fails by its figures.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: data)) ?? []
    return names.filter { $0.hasSuffix(".csv") }.sorted()
  }()

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let repository = folder.deletingLastPathComponent().deletingLastPathComponent()

  init() throws {
    pipeline = try Pipeline([:], startingAt: "2011-12-10T06:00:00Z")
    let project = Self.folder.appendingPathComponent("Project").path
    for part in ["models", "quality", "queries", "dashboards"] {
      try FileManager.default.copyItem(atPath: project + "/" + part, toPath: pipeline.folder.path(part))
    }
    let settings = try String(contentsOfFile: project + "/project.yml", encoding: .utf8)
    try pipeline.folder.write(
      settings.replacingOccurrences(of: "${ASSAY_RETAIL_DATA}", with: "incoming"), to: "project.yml")
    try FileManager.default.createDirectory(atPath: pipeline.folder.path("incoming"), withIntermediateDirectories: true)
  }

  /// Delivers the days, so many with each run, and expects every run to succeed.
  func load(_ days: some Sequence<String>, perRun: Int) throws {
    let days = Array(days)
    for start in stride(from: 0, to: days.count, by: perRun) {
      let batch = days[start..<min(start + perRun, days.count)]
      for day in batch {
        try FileManager.default.copyItem(
          atPath: Self.data.map { $0 + "/" + day } ?? day, toPath: pipeline.folder.path("incoming/" + day))
      }
      try run()
    }
  }

  @discardableResult
  func run(fullRefresh: Bool = false) throws -> RunResult {
    let result = try pipeline.run(fullRefresh: fullRefresh)
    try #require(result.status == .succeeded, "\(result.trouble)")
    for step in result.steps where step.kind == .build {
      let counts = step.counts
      let written = counts.inserted + counts.updated + counts.deleted
      #expect(counts.read == written + counts.superseded + counts.rejected, "\(step.name) lost rows")
    }
    return result
  }

  /// For every Gold table its rows and a sum over the hashes of their values: equal when the tables hold the same rows.
  func gold() throws -> [String: [[String]]] {
    let (workspace, _) = try pipeline.environment()
    var tables: [String: [[String]]] = [:]
    for model in workspace.project.models where model.table.layer == .gold {
      tables[model.table.description] = try pipeline.query(
        "select count(*), cast(sum(cast(hash(t) as hugeint)) as varchar) from \(model.table) t")
    }
    return tables
  }

  /// The version of every table that a model makes.
  func versions() throws -> [String: Int64] {
    let (workspace, _) = try pipeline.environment()
    let session = try pipeline.session()
    var versions: [String: Int64] = [:]
    for model in workspace.project.models {
      versions[model.table.description] = try session.deltaTable(model.table).snapshot()?.version
    }
    return versions
  }
}
