import Clocks
import Foundation
import JSON
import Ledger
import TestSupport
import Words

@testable import Journal

/// A journal in a folder of its own, with a clock the test moves.
struct JournalFixture {
  let folder: TemporaryFolder
  let clock = SteppingClock()
  let journal: Journal

  init() throws {
    folder = try TemporaryFolder()
    journal = try Journal(path: folder.path("journal.sqlite"), clock: clock)
  }

  /// The same file, opened once more, as another process would.
  func another(readOnly: Bool = false) throws -> Journal {
    try Journal(path: journal.path, clock: clock, readOnly: readOnly)
  }

  @discardableResult
  func execution(_ pipeline: String = "daily", worker: Worker? = nil, steps: [String] = []) throws -> ExecutionID {
    let new = NewExecution(pipeline: pipeline, environment: "dev", trigger: .manual, host: "here", worker: worker)
    let id = try journal.createExecution(new).id
    try journal.planSteps(
      steps.enumerated().map { StepPlan(name: $1, kind: .build, ordinal: $0 + 1) }, in: id)
    return id
  }

  /// A whole execution of one step that succeeds.
  @discardableResult
  func success(of step: String) throws -> ExecutionID {
    let id = try execution(steps: [step])
    try journal.startStep(step, in: id)
    try journal.commitStep(StepCommit(execution: id, step: step))
    try journal.finishExecution(id, as: .succeeded)
    return id
  }

  func manifest(_ name: String, source: String = "orders", status: ManifestStatus = .loaded) -> NewManifest {
    NewManifest(
      source: source, name: name, storedPath: "bronze/\(source)/\(name)", sha256: String(repeating: "a", count: 64),
      size: 120, modifiedAt: Date(timeIntervalSince1970: 1), format: "csv", columns: ["id", "a \"b\""], records: 10,
      rejected: 1, blocks: [["byteOffset": 0]], status: status, error: status == .failed ? "broken" : nil,
      execution: ExecutionID("20261121-061000-test"))
  }
}

/// What a step's commit writes beside other things, on its own.
extension Journal {
  func recordQuality(_ quality: NewQuality, execution: ExecutionID) throws {
    let now = clock.now()
    try write(.power) { db in try insert(quality, execution, at: now, db) }
  }

  func recordDrift(_ drift: [NewSchemaDrift], execution: ExecutionID?) throws {
    let now = clock.now()
    try write(.power) { db in try insert(drift, execution, at: now, db) }
  }
}
