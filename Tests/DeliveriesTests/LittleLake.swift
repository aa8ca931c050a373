import Clocks
import Foundation
import Journal
import LakeSupport
import PipelineSupport
import Project
import Storage
import StorageSupport
import Synchronization
import TestSupport
import Testing
import Words

@testable import Deliveries
@testable import Lake
@testable import Ledger

/// A lake with one source, `orders`, on an engine that computes nothing and under a clock that the test moves.
struct LittleLake {
  let folder: TemporaryFolder
  let clock: MovedClock
  let workspace: Workspace
  let journal: Journal
  let compute: FakeCompute
  let log = HeardLog()

  /// - Parameters:
  ///   - source: further settings of the source, as in project.yml.
  ///   - inBucket: the lake is in a bucket, whose objects are in memory.
  init(_ source: String = "", settings: String = "", now: String = "2026-11-08T06:10:00Z", inBucket: Bool = false)
    throws
  {
    try self.init(
      in: try TemporaryFolder(), source, settings: settings, now: now, store: inBucket ? MemoryStore() : nil)
  }

  private init(
    in folder: TemporaryFolder, _ source: String, settings: String, now: String, store: MemoryStore?
  ) throws {
    self.folder = folder
    clock = MovedClock(now)
    let lake = store == nil ? "lake/dev" : "s3://bucket/lake"
    let own = source.isEmpty ? "" : ", " + source
    try folder.write(
      """
      name: little
      default_environment: dev
      environments:
        dev: {lake: "\(lake)"}
      sources:
        orders: {path: "incoming/*.csv"\(own)}
      \(settings)
      """, to: "project.yml")
    let loading = ProjectDefinition.load(folder: folder.path, variables: [:])
    let project = try #require(loading.project, "\(loading.problems)")
    if let store {
      workspace = Workspace(project: project, clock: clock, store: store)
    } else {
      workspace = Workspace(project: project, clock: clock)
    }
    journal = try Journal(path: project.environment.journalPath, clock: clock)
    compute = FakeCompute(workspace)
  }

  var session: LakeSession { LakeSession(workspace: workspace, journal: journal, compute: compute) }
  var source: SourceDefinition { workspace.project.sources[0] }
  var manifest: SourceManifest { SourceManifest(workspace: workspace, source: source) }

  /// Lays a file into incoming, written an hour ago by the lake's clock where nothing else is said.
  func deliver(_ name: String, _ text: String, age: TimeInterval = 3600) throws {
    let path = try folder.write(text, to: "incoming/" + name)
    let moment = clock.now().addingTimeInterval(-age)
    try FileManager.default.setAttributes([.modificationDate: moment], ofItemAtPath: path)
  }

  /// One run of the source's step.
  @discardableResult
  func ingest(day: String? = nil, rereading: SourceIngest.Rereading = .none) throws -> StepOutcome {
    defer { clock.advance(by: 60) }
    return try SourceIngest(
      session: session, source: source, execution: "run", runDate: day.flatMap(CalendarDay.init), reporter: log,
      rereading: rereading
    ).run()
  }

  /// Names of loaded files in the order of loading, without their folder.
  func loaded() throws -> [String] {
    try journal.allManifests(of: "orders").filter { $0.status == .loaded }
      .map { String($0.name.dropFirst("incoming/".count)) }
  }

  /// A journal that knows nothing, over the lake that is there.
  func withoutJournal() throws -> LakeSession {
    let other = try Journal(path: folder.path("other.sqlite"), clock: clock)
    return LakeSession(workspace: workspace, journal: other, compute: compute)
  }
}

/// What a step said.
final class HeardLog: StepReporter {
  private let heard = Mutex<[(level: LogLevel, message: String)]>([])

  var isStopped: Bool { false }
  func log(_ level: LogLevel, _ message: String) { heard.withLock { $0.append((level, message)) } }
  func progress(_ fraction: Double?, _ message: String) {}

  /// What was said loudly enough for a person to act.
  var warnings: [String] { heard.withLock { $0.filter { $0.level >= .warning }.map(\.message) } }

  /// The same, and forgets it.
  func takeWarnings() -> [String] {
    defer { heard.withLock { $0 = [] } }
    return warnings
  }
}
