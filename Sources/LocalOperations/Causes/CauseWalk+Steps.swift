import Foundation
import Ledger
import Operations
import Project
import Runs
import Words

extension CauseWalk {
  mutating func follow(step name: String, of id: String) throws {
    let record = try operations.existing(id)
    let lost = try LostExecutions(journal)
    guard let step = try journal.step(name, of: record.id).map(lost.shown) else {
      throw OperationsError.notFound("\(id) has no step \(name); `assay runs \(id)` lists them")
    }
    guard step.status == .failed else { return try skippedOrWell(step) }
    links.append(try link(step))
    try behind(step)
  }

  private mutating func skippedOrWell(_ step: StepRecord) throws {
    switch step.status {
    case .skipped, .stopped:
      links.append(try link(step))
      let others = try journal.steps(of: step.execution)
      let blocker = others.first { step.dependsOn.contains($0.name) && $0.status != .succeeded }
      guard let blocker else { return try follow(execution: step.execution.rawValue) }
      try follow(step: blocker.name, of: step.execution.rawValue)
    default: well(try link(step))
    }
  }

  func link(_ step: StepRecord) throws -> CauseLink {
    CauseLink(
      .step, step.name, .step(step.status),
      step.cause.map(ServiceCause.told) ?? step.message ?? step.error?.rawValue ?? "",
      at: step.endedAt, execution: step.execution.rawValue, evidence: try evidence(of: step))
  }

  /// The run, the step with its error, and the line of the log that says so.
  func evidence(of step: StepRecord) throws -> [CauseEvidence] {
    let run = try journal.execution(step.execution)
    let day = run?.runDate.map { "for \($0), " } ?? ""
    var found = [
      CauseEvidence(
        .run, step.execution.rawValue, "\(day)\(run?.trigger.rawValue ?? "")", at: run?.startedAt),
      CauseEvidence(
        .step, step.name, [step.status.rawValue, step.error?.rawValue].compactMap(\.self).joined(separator: " "),
        at: step.endedAt),
    ]
    guard step.status == .failed else { return found }
    var filter = LogFilter(execution: step.execution, step: step.name)
    filter.minimumLevel = .error
    if let line = try journal.logs(filter, after: 0, limit: 1).first {
      found.append(CauseEvidence(.log, "line \(line.id)", line.message, at: line.at))
    }
    return found
  }

  /// From a failed step to the rule, the file, the definition or the process at fault.
  mutating func behind(_ step: StepRecord) throws {
    switch step.error {
    case .qualityStop?: try brokenRules(step)
    case .sourceMissing?: try missingFile(step)
    case .columnsWrong?, .fileEmpty?, .fileUnreadable?, .schemaChanged?: try refusedFile(step)
    case .fileChanged?:
      remedies.append(
        CauseRemedy(nil, "put the new bytes under a new name, or take the loaded ones out: assay source withdraw FILE"))
      try again(step)
    case .modelWrong?, .projectInvalid?, .modelChanged?: try wrongDefinition(step)
    case .rowsRejected?:
      remedies.append(
        CauseRemedy("assay quality \(step.name)", "shows the rejected rows with their reasons; mend them at the source")
      )
      try again(step)
    default: try again(step)
    }
  }

  /// Runs it again, and what was left out with it.
  mutating func again(_ step: StepRecord) throws {
    if step.execution == newest[step.name]?.execution, step.status == .failed,
      ![.qualityStop, .modelWrong, .projectInvalid, .modelChanged, .rowsRejected].contains(step.error),
      try canBeRedriven(step.execution)
    {
      return remedies.append(
        CauseRemedy("assay run --redrive \(step.execution)", "goes on at the steps that did not succeed"))
    }
    remedies.append(
      CauseRemedy(
        "assay run --table \(step.name) --downstream", "runs it again, and what is made from it"))
  }

  func canBeRedriven(_ id: ExecutionID) throws -> Bool {
    guard let run = try journal.execution(id) else { return false }
    return try Redrivability(of: run, in: journal, now: operations.local.clock.now()).reason == nil
  }

  private mutating func brokenRules(_ step: StepRecord) throws {
    let record = try journal.qualities(of: step.execution).last { $0.quality.table == step.name }
    guard let record, try failedRules(of: record) else { return try again(step) }
  }

  /// Adds the rules that failed, and what to do about them; false where all passed.
  mutating func failedRules(of record: QualityRecord) throws -> Bool {
    let failed = record.quality.rules.filter { $0.status != .pass }
    guard let first = failed.first else { return false }
    let (table, gate) = (record.quality.table, record.quality.gate)
    var link = CauseLink(
      .rule, first.rule, .rule(first.status),
      first.message.isEmpty ? "it does not hold for \(table)" : first.message, at: record.at,
      execution: record.execution.rawValue)
    if let file = project.rulesets.first(where: { $0.table.description == table })?.path {
      link.evidence.append(CauseEvidence(.definition, file, "its gate: \(gate.rawValue)"))
    }
    link.evidence += failed.map { CauseEvidence(.rule, $0.rule, $0.message, at: record.at) }
    links.append(link)
    remedies += [
      CauseRemedy("assay quality \(table)", "shows the rows that fail"),
      CauseRemedy(nil, "mend the rows at the source, or the rule, where it asks too much"),
      CauseRemedy("assay run --table \(table) --downstream", "builds and judges it again, and what is made from it"),
    ]
    return true
  }

  private mutating func missingFile(_ step: StepRecord) throws {
    let day = try journal.execution(step.execution)?.runDate
    guard let day, let source = project.sources.first(where: { $0.table.description == step.name }),
      let path = source.expectedPath(for: day)
    else { return try again(step) }
    let isThere = FileManager.default.fileExists(atPath: path)
    links.append(
      CauseLink(
        .file, path, isThere ? .arrived : .missing,
        isThere ? "it has come since; nobody ran since" : "it was expected for \(day) and has not come",
        execution: step.execution.rawValue, evidence: [CauseEvidence(.file, path)]))
    if !isThere { remedies.append(CauseRemedy(nil, "bring the file to \(path)")) }
    try again(step)
  }

  private mutating func refusedFile(_ step: StepRecord) throws {
    let failed = try journal.manifests(of: step.execution, after: 0, limit: 1000)
      .filter { $0.status == .failed && $0.source == TableNameText.name(of: step.name) }
    if let first = failed.first {
      links.append(
        CauseLink(
          .file, first.name, .refused, first.error ?? step.cause ?? "", at: first.ingestedAt,
          execution: step.execution.rawValue,
          evidence: failed.prefix(5).map { CauseEvidence(.file, $0.name, $0.error ?? "", at: $0.ingestedAt) }))
    }
    let name = failed.first.map { "the file \($0.name)" } ?? "the file"
    remedies.append(CauseRemedy(nil, "mend \(name), or say in project.yml how it is to be read"))
    try again(step)
  }

  private mutating func wrongDefinition(_ step: StepRecord) throws {
    let model = project.models.first { $0.table.description == step.name }?.path
    if let model {
      links.append(
        CauseLink(
          .definition, model, .wrong, step.cause ?? "", at: step.endedAt, execution: step.execution.rawValue,
          evidence: [CauseEvidence(.definition, model)]))
    }
    remedies += [CauseRemedy("assay validate", "says where the definition is wrong; mend it there")]
    try again(step)
  }
}

/// A table's name without its layer.
private enum TableNameText {
  static func name(of table: String) -> String { table.split(separator: ".").last.map(String.init) ?? table }
}
