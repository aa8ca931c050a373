import Clocks
import Foundation
import JSON
import Journal
import Ledger
import Metrics
import Project
import Synchronization
import TestSupport
import Testing
import Words

@testable import Watch

/// A project with alarms, a journal, and a clock that moves when it is told to.
struct WatchFixture {
  final class Clock: WallClock {
    // Saturday 2026-11-28, six in the morning.
    private let moment = Mutex(Date(timeIntervalSince1970: 1_795_845_600))
    func now() -> Date { moment.withLock { $0 } }
    func advance(_ seconds: TimeInterval) { moment.withLock { $0 += seconds } }
  }

  let folder: TemporaryFolder
  let clock = Clock()
  let journal: Journal

  init(_ files: [String: String]) throws {
    folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: "shop/" + name) }
    if files["project.yml"] == nil { try folder.write("name: shop\n", to: "shop/project.yml") }
    journal = try Journal(path: folder.path("journal.sqlite"), clock: clock)
  }

  func project() throws -> ProjectDefinition {
    let loading = ProjectDefinition.load(folder: folder.path("shop"), variables: [:])
    return try #require(loading.project, "\(loading.problems)")
  }

  func evaluate() throws { try keeper().evaluate() }

  /// Its runs are executions that nobody carries out.
  func keeper() throws -> AlarmKeeper {
    AlarmKeeper(project: try project(), journal: journal, clock: clock) { [journal] start, alarm in
      let input: JSONValue =
        switch start {
        case .tables(let tables): ["tables": .array(tables.map { .string("\($0)") })]
        case .workflow(let name, let input): ["workflow": .string(name), "input": input]
        }
      return try journal.createExecution(
        NewExecution(pipeline: "shop", environment: "dev", trigger: .alarm(alarm), input: input, host: "here")
      ).id.rawValue
    }
  }

  func state(_ name: String) throws -> AlarmState {
    let all = try AlarmOutlook(project: try project(), journal: journal).progress(at: clock.now())
    return try #require(all.first { $0.name == name }).record.state
  }

  func put(_ name: String, _ value: Double) throws {
    let metric = MetricName(namespace: "Custom", name: name)
    try journal.put([Datapoint(metric, unit: .count, value: value, at: clock.now())])
  }

  /// An execution that ends at once.
  func run(_ status: ExecutionStatus) throws {
    let record = try journal.createExecution(
      NewExecution(pipeline: "shop", environment: "dev", trigger: .manual, host: "here"))
    try journal.finishExecution(record.id, as: status)
  }

  func history(_ kind: AlarmEventKind) throws -> [AlarmEvent] { try journal.alarmHistory(kind: kind).reversed() }
}
