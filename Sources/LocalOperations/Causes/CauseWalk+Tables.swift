import Deliveries
import Foundation
import Ledger
import Operations
import Project
import Words

extension CauseWalk {
  /// From how a table is to what made it so.
  mutating func follow(table name: String) throws {
    guard visit(.table, name), let table = tables[name] else { return }
    let step = newest[name]
    switch step?.status {
    case .failed where table.state == .failed: try failed(table, step)
    case .skipped: try leftOut(table, step)
    case .stopped: try stopped(table, step)
    default: try judged(table, step)
    }
  }

  private func link(
    _ table: TableStatus, _ step: StepRecord?, saying sentence: String? = nil
  ) throws -> CauseLink {
    var link = CauseLink(
      .table, table.name, .table(table.state), sentence ?? table.reason, at: table.lastLoadedAt,
      execution: step?.execution.rawValue)
    if let step { link.evidence = try evidence(of: step) }
    return link
  }

  private mutating func failed(_ table: TableStatus, _ step: StepRecord?) throws {
    links.append(try link(table, step))
    if let step { try behind(step) }
  }

  /// The newest run did not come to it.
  private mutating func leftOut(_ table: TableStatus, _ step: StepRecord?) throws {
    guard let step else { return }
    links.append(try link(table, step))
    let others = try journal.steps(of: step.execution)
    let blocker = step.dependsOn.first { name in
      others.contains { $0.name == name && [.failed, .skipped, .stopped].contains($0.status) }
    }
    guard let blocker else { return try follow(execution: step.execution.rawValue) }
    guard let now = newest[blocker], now.execution != step.execution, now.status == .succeeded else {
      return try follow(table: blocker)
    }
    links.append(
      CauseLink(
        .execution, now.execution.rawValue, .execution(.succeeded),
        "\(blocker) has succeeded since; \(table.name) was not run again", at: now.endedAt,
        execution: now.execution.rawValue, evidence: try evidence(of: now)))
    remedies.append(CauseRemedy("assay run --table \(table.name) --downstream", "builds it, and what is made from it"))
  }

  private mutating func stopped(_ table: TableStatus, _ step: StepRecord?) throws {
    guard let step else { return }
    links.append(try link(table, step))
    try follow(execution: step.execution.rawValue)
  }

  /// Its newest step ended well, or there is none.
  private mutating func judged(_ table: TableStatus, _ step: StepRecord?) throws {
    if let input = illInput(of: table, step) {
      links.append(try link(table, step))
      return try follow(table: input)
    }
    if table.state == .ok, table.warning == nil {
      return well(try link(table, step, saying: "nothing is wrong with it"))
    }
    links.append(try link(table, step, saying: table.warning))
    switch table.state {
    case .running: remedies.append(CauseRemedy(nil, "a build runs; wait for it"))
    case .ok, .warn: try warned(table)
    case .late, .overdue, .unknown, .failed: try old(table)
    }
  }

  /// The worst of the tables it is made from that is not well, where it is not well because of it.
  private func illInput(of table: TableStatus, _ step: StepRecord?) -> String? {
    guard table.state != .ok || table.warning == nil else { return nil }
    guard [.late, .overdue, .unknown, .failed].contains(table.state) else { return nil }
    let inputs = (step?.dependsOn ?? []).compactMap { tables[$0] }
    let ill = inputs.filter { [.late, .overdue, .failed].contains($0.state) }
    return ill.max { $0.state < $1.state }?.name
  }

  private mutating func warned(_ table: TableStatus) throws {
    let record = try journal.latestQualities()[table.name]
    if let record, try failedRules(of: record) { return }
    if table.reason.contains("--full-refresh") || project.models.contains(where: { $0.table.description == table.name })
    {
      remedies.append(
        CauseRemedy("assay run --table \(table.name) --full-refresh", "writes it anew by what stands now"))
    } else {
      remedies.append(CauseRemedy("assay table history \(table.name)", "shows the files it was told of"))
    }
  }

  /// It is too old, or was never there: no file came, or nobody ran.
  private mutating func old(_ table: TableStatus) throws {
    guard let source = project.sources.first(where: { $0.table.description == table.name }) else {
      return try notRun(table)
    }
    let waiting = try SourceOutlook(source: source, project: project, journal: journal).waiting()
    guard waiting.files.isEmpty else {
      let more = waiting.files.count == 1 ? "" : " and \(waiting.files.count - 1) more"
      links.append(
        CauseLink(
          .file, waiting.files[0], .waiting, "\(waiting.files[0])\(more): there, and not taken in yet",
          evidence: waiting.files.prefix(5).map { CauseEvidence(.file, $0) }))
      return try notRun(table)
    }
    try noFile(source, table)
  }

  private mutating func noFile(_ source: SourceDefinition, _ table: TableStatus) throws {
    let last = try journal.newestManifest(of: source.name)
    let patterns = source.paths.map(\.pattern).joined(separator: ", ")
    let since = last.map { " since \($0.name)" } ?? ""
    var link = CauseLink(.source, source.name, .missing, "no new file has come\(since)", at: last?.ingestedAt)
    link.evidence.append(CauseEvidence(.definition, patterns, "where it looks"))
    if let last { link.evidence.append(CauseEvidence(.file, last.name, "the newest it took in", at: last.ingestedAt)) }
    if let step = newest[table.name] {
      link.evidence.append(
        CauseEvidence(.run, step.execution.rawValue, "the newest look for files", at: step.endedAt))
    }
    links.append(link)
    remedies += [
      CauseRemedy(nil, "bring the next file to \(patterns)"), CauseRemedy("assay run", "takes it in"),
    ]
  }
}
