import Clocks
import Foundation
import Ledger
import PipelineSupport
import Processes
import Testing
import Words

@testable import Runs

@Suite("A day of a backfill that runs")
struct BackfillWayTests {
  @Test(
    "is asked to stop by any other run that begins, also while nobody drives the backfill; by another day it is not",
    arguments: [(ExecutionTrigger.manual, true), (.schedule("daily"), true), (.init(rawValue: "backfill b"), false)])
  func way(trigger: ExecutionTrigger, stops: Bool) throws {
    let pipeline = try Pipeline([
      "project.yml": """
      name: little
      default_environment: dev
      environments:
        dev: {lake: lake/dev}
      sources:
        orders: {path: "incoming/*.csv", format: csv}
      """, "incoming/a.csv": "id\n1\n",
    ])
    let (workspace, journal) = try pipeline.environment()
    func execution(_ trigger: ExecutionTrigger) throws -> ExecutionID {
      try journal.createExecution(
        NewExecution(
          pipeline: "little", environment: "dev", trigger: trigger, input: RunInput().json, host: ProcessIdentity.host)
      ).id
    }
    let day = try execution(ExecutionTrigger(rawValue: BackfillDriver.trigger + "backfill-1"))
    #expect(try journal.attach(ProcessIdentity.current(), host: ProcessIdentity.host, to: day))
    let other = try execution(trigger)
    // What the run itself comes to is not asked here: it makes way before it plans.
    _ = try? ExecutionWorker(workspace: workspace, journal: journal, execution: other)
      .run(with: { throw CocoaError(.featureUnsupported) })
    #expect((try journal.execution(day)?.stopRequestedAt != nil) == stops)
  }
}
