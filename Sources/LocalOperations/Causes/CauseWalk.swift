import Foundation
import Ledger
import Operations
import Project
import Words

/// One walk from what was asked about to its first cause. Each stop adds a link; the last one adds what mends it.
struct CauseWalk {
  let operations: LocalOperations
  let status: StatusReport
  /// Every table's newest step.
  let newest: [String: StepRecord]
  let tables: [String: TableStatus]
  var links: [CauseLink] = []
  var remedies: [CauseRemedy] = []
  private(set) var isWell = false
  private var seen: Set<String> = []

  init(_ operations: LocalOperations) throws {
    self.operations = operations
    status = try operations.status(asOf: nil)
    let lost = try LostExecutions(operations.journal)
    newest = try operations.journal.latestSteps().mapValues(lost.shown)
    tables = Dictionary(status.layers.flatMap(\.tables).map { ($0.name, $0) }) { first, _ in first }
  }

  var journal: any RunLedger { operations.journal }
  var project: ProjectDefinition { operations.project }

  func report(on subject: CauseSubject) -> CauseReport {
    CauseReport(at: status.at, subject: subject, isWell: isWell, links: links, remedies: remedies)
  }

  mutating func begin(_ subject: CauseSubject) throws {
    switch subject {
    case .everything: try everything()
    case .table(let name):
      let table = try operations.known(name).description
      try follow(table: table)
    case .execution(let id): try follow(execution: id)
    case .step(let name, let id): try follow(step: name, of: id)
    case .alarm(let name): try follow(alarm: name)
    case .schedule(let name): try follow(schedule: name)
    case .tile(let tile, let dashboard): try follow(tile: tile, of: dashboard)
    }
  }

  /// Where definitions are wrong nothing runs, whatever else there is: mending them comes first.
  mutating func noteObstacles(_ subject: CauseSubject) {
    guard let first = operations.local.obstacles.first else { return }
    let more = operations.local.obstacles.count - 1
    var link = CauseLink(
      .definition, "\(first.file):\(first.line)", .wrong,
      "\(first.message)\(more > 0 ? ", and \(more) more" : ""): nothing runs until that is mended")
    if subject == .everything {
      // What else there is stands beside it: it can wait, as nobody could run its cure.
      link.evidence = links.prefix(isWell ? 0 : 1).map {
        CauseEvidence(.definition, "besides", "\($0.name) is \($0.state): \($0.sentence)")
      }
      links = [link]
    } else if isWell {
      links.append(link)
    }
    isWell = false
    remedies.insert(
      CauseRemedy("assay validate", "says where definitions are wrong: \(first.file):\(first.line)"), at: 0)
  }

  /// The end of a walk that found nothing wrong.
  mutating func well(_ link: CauseLink) {
    isWell = links.isEmpty
    links.append(link)
  }

  /// False where one has been here before: what goes in a circle has no first cause.
  mutating func visit(_ kind: CauseLink.Kind, _ name: String) -> Bool { seen.insert("\(kind) \(name)").inserted }

  /// The worst of all: a table that is ill by itself before one that is made from it.
  private mutating func everything() throws {
    let ill = status.layers.flatMap(\.tables).filter { $0.state >= .warn || $0.warning != nil }
    if let worst = ill.max(by: { $0.state < $1.state }) {
      // Layers come in the order of the data, so that of equal ones the first is the nearest to the cause.
      return try follow(table: ill.first { $0.state == worst.state }?.name ?? worst.name)
    }
    if let alarm = status.alarms.first(where: \.isBad) { return try follow(alarm: alarm.name) }
    if let last = status.lastExecution, last.status.isFinal, last.status != .succeeded {
      return try follow(execution: last.id)
    }
    well(CauseLink(.environment, status.identity.environment, .well, "nothing is late, failed or in ALARM"))
  }
}
