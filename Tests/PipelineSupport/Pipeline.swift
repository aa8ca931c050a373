import Clocks
import DuckDBCompute
import Engine
import Foundation
import Journal
import Lake
import Ledger
import ModelSQL
import Processes
import Project
import Reading
import Runs
import SparkCompute
import TestSupport
import Words

/// A project in a folder of its own, run in this process: what tests of the lake and of runs set up with.
package final class Pipeline: @unchecked Sendable {  // tests that share one between threads only run it
  package let folder: TemporaryFolder
  /// When the next run starts; moves on by a minute with each.
  package var now: Date

  /// - Parameter files: path in the project to text.
  package init(_ files: [String: String], startingAt now: String = "2026-11-08T06:10:00Z") throws {
    folder = try TemporaryFolder()
    self.now = Timestamp.parse(now) ?? Date(timeIntervalSince1970: 0)
    for (path, text) in files { try folder.write(text, to: path) }
  }

  /// - Parameter clock: by default one that is set to `now` and runs on.
  package func environment(clock: (any WallClock)? = nil) throws -> (Workspace, Journal) {
    let loading = ProjectDefinition.load(folder: folder.path, variables: ["ASSAY_SECRET_SALT": "pepper"])
    guard let project = loading.project else { throw InvalidProject(problems: loading.problems) }
    let clock = clock ?? ShiftedClock(startingAt: now)
    return (
      Workspace(project: project, clock: clock), try Journal(path: project.environment.journalPath, clock: clock)
    )
  }

  /// Runs everything, or the named tables, to the end.
  @discardableResult
  package func run(
    _ tables: [String] = [], fullRefresh: Bool = false, day: String? = nil
  ) throws -> RunResult {
    let (workspace, journal) = try environment()
    defer { now = now.addingTimeInterval(60) }
    let input = RunInput(
      tables: try tables.map(TableName.init(parsing:)), fullRefresh: fullRefresh,
      runDate: day.flatMap(CalendarDay.init) ?? CalendarDay(now))
    let execution = try journal.createExecution(
      NewExecution(
        pipeline: workspace.project.name, environment: workspace.environment.name, trigger: .other("test"),
        runDate: input.runDate, input: input.json, host: ProcessIdentity.host))
    let worker = ExecutionWorker(workspace: workspace, journal: journal, execution: execution.id)
    let library = try EngineLibrary.load(environment: ProcessInfo.processInfo.environment)
    let queries = SparkCompute(workspace)
    defer { queries?.end() }
    let status = try worker.run(with: {
      try DuckDBSession(workspace: workspace, library: library, queries: queries)
    })
    let result = RunResult(
      id: execution.id, status: status, record: try journal.execution(execution.id),
      steps: try journal.steps(of: execution.id))
    // A test may put another journal in its place next, which SQLite does not bear while this one is open.
    try journal.close()
    return result
  }

  /// Rows of a SELECT over the lake, each value as it is displayed; null is "∅".
  package func query(_ sql: String) throws -> [[String]] {
    let (workspace, journal) = try environment()
    let session = LakeSession(workspace: workspace, journal: journal, compute: try engine(workspace))
    let result = try RowReading(session, for: .owner).run(
      SQLText(sql), file: "query", parameters: RunParameters(runDate: CalendarDay(now), runTimestamp: now))
    try journal.close()
    return result.rows.map { $0.map { $0.isNull ? "∅" : $0.displayText } }
  }

  package func session(_ resources: EngineResources = EngineResources()) throws -> LakeSession {
    let (workspace, journal) = try environment()
    return LakeSession(workspace: workspace, journal: journal, compute: try engine(workspace, resources))
  }

  /// An engine over the lake, for what a test does behind the program's back.
  package func engine() throws -> DuckDBSession { try engine(try environment().0) }

  private func engine(_ workspace: Workspace, _ resources: EngineResources = .init()) throws -> DuckDBSession {
    try DuckDBSession(
      workspace: workspace, library: try EngineLibrary.load(environment: ProcessInfo.processInfo.environment),
      resources: resources)
  }
}

package struct InvalidProject: Error, CustomStringConvertible {
  package let problems: [Problem]
  package var description: String { problems.map(\.description).joined(separator: "\n") }
}

package struct RunResult {
  package let id: ExecutionID
  package let status: ExecutionStatus
  package let record: ExecutionRecord?
  package let steps: [StepRecord]

  package func step(_ name: String) -> StepRecord? { steps.first { $0.name == name } }

  /// Steps that did not succeed, with why: what a failed expectation should show.
  package var trouble: String {
    ([record?.cause].compactMap { $0 }
      + steps.filter { $0.status != .succeeded }.map {
        "\($0.name) \($0.status.rawValue): \($0.cause ?? $0.message ?? "")"
      })
      .joined(separator: "\n")
  }
}
