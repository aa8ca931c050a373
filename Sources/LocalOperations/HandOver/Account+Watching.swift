import Foundation
import JSON
import Ledger
import Operations
import Words

extension Account {
  private var journal: any RunLedger { operations.journal }
  private static var page: Int { 200 }

  /// Everything of a kind that is kept newest first, until it is older than the hours that are told of.
  private func each<Record>(
    _ next: (Record?) throws -> [Record], at: (Record) -> Date, _ body: (Record) -> Void
  ) throws {
    var last: Record?
    while true {
      let page = try next(last)
      for record in page where at(record) >= handOver.since && at(record) <= handOver.until { body(record) }
      guard page.count == Self.page, let oldest = page.last, at(oldest) >= handOver.since else { return }
      last = oldest
    }
  }

  mutating func tellAlarms() throws {
    var found: [Happening] = []
    try each({ try journal.alarmHistory(of: nil, kind: nil, before: $0?.id, limit: Self.page) }, at: \.at) { event in
      guard event.kind != .configurationUpdate else { return }
      let outcome = event.outcome.map { " (\($0.lowercased()))" } ?? ""
      found.append(Happening(.alarm, at: event.at, event.alarm, event.summary + outcome, cause: event.alarm))
    }
    let on = Set(try operations.alarms(at: handOver.until).filter(\.isBad).map(\.name))
    let newest = Dictionary(found.map { ($0.subject, $0.at) }) { max($0, $1) }
    for var happening in found {
      happening.isOpen = on.contains(happening.subject) && newest[happening.subject] == happening.at
      add(happening)
    }
  }

  mutating func tellDrift() throws {
    var found: [Happening] = []
    try each({ try journal.schemaDrift(of: nil, before: $0?.id, limit: Self.page) }, at: \.at) { record in
      let drift = record.drift
      let types = [drift.declared, drift.found].compactMap(\.self).joined(separator: " → ")
      let text =
        "\(drift.file): column \(drift.column) is \(drift.kind.rawValue)\(types.isEmpty ? "" : " (\(types))"), \(drift.reaction.rawValue)"
      found.append(
        Happening(
          .drift, at: record.at, drift.source, text, cause: "\(drift.source) \(drift.column)",
          execution: record.execution?.rawValue))
    }
    for happening in found { add(happening) }
  }

  mutating func tellFires() throws {
    var found: [Happening] = []
    try each({ try journal.fires(of: nil, before: $0?.sequence, limit: Self.page) }, at: \.decidedAt) { fire in
      guard fire.state == .missed || fire.state == .skipped else { return }
      let number = fire.number == 1 ? "a fire" : "\(fire.number) fires"
      let note = fire.note.map { ": \($0)" } ?? ""
      found.append(
        Happening(
          .schedule, at: fire.decidedAt, fire.schedule, "\(number) \(fire.state.rawValue.lowercased())\(note)",
          cause: fire.schedule))
    }
    for happening in found { add(happening) }
  }

  mutating func tellDeeds() throws {
    var found: [Happening] = []
    var redriven: [(execution: String, at: Date)] = []
    try each({ try journal.audit(target: nil, before: $0?.id, limit: Self.page) }, at: \.at) { record in
      if record.action == "redrive" { redriven.append((record.target, record.at)) }
      let told = record.arguments.entries.filter { Self.saysSomething($0.value) }
        .map { "\($0.key) \($0.value.stringValue ?? $0.value.text)" }.joined(separator: ", ")
      let text = "\(record.action) \(record.target)" + (told.isEmpty ? "" : " (\(told))")
      found.append(Happening(.deed, at: record.at, record.target, text, cause: record.actor, actor: record.actor))
    }
    for happening in found { add(happening) }
    for (execution, moment) in redriven { try tellEnd(of: execution, beforeGoingOn: moment) }
  }

  /// How an execution ended that somebody then let go on: its record says only how it ended at last.
  private mutating func tellEnd(of id: String, beforeGoingOn moment: Date) throws {
    guard let record = try journal.execution(ExecutionID(id)) else { return }
    let isGood = record.status == .succeeded && (record.endedAt ?? .distantFuture) <= handOver.until
    let happened = try operations.history(HistoryQuery(execution: id), asOf: nil).prefix {
      $0.type != EventType.executionRedriven.rawValue || $0.at < moment
    }
    let ends = [EventType.executionFailed, .executionTimedOut, .executionAborted].map(\.rawValue)
    guard let end = happened.last(where: { ends.contains($0.type) }) else { return }
    let isStop = end.type == EventType.executionAborted.rawValue
    let failed = happened.last { $0.state != nil && $0.isFailure }
    let error = (failed ?? end).details["error"]?.stringValue ?? record.status.rawValue
    let cause = (failed ?? end).details["cause"]?.stringValue.map(ServiceCause.told) ?? ""
    let place = failed?.state.map { $0 + " " } ?? ""
    var happening = Happening(
      isStop ? .stop : .failure, at: end.at, id,
      isStop ? "stopped, and gone on with" : "failed at \(place.isEmpty ? "its plan " : place)with \(error): \(cause)",
      cause: isStop ? "stopped runs" : place + error, execution: id)
    happening.repairedBy = isGood ? id : nil
    // Where it failed once more, that is what is open.
    happening.isOpen = record.status == .running
    add(happening)
  }

  private static func saysSomething(_ value: JSONValue) -> Bool {
    switch value {
    case .null, .bool(false): false
    case .array(let items): !items.isEmpty
    case .object(let object): !object.entries.isEmpty
    default: true
    }
  }

  /// What each run found otherwise than the run before it.
  ///
  /// - Parameter records: oldest first.
  mutating func tellDefinitions(_ records: [ExecutionRecord]) throws {
    guard let first = records.first else { return }
    var before = try journal.executions(ExecutionFilter(before: first.id), limit: 20).first { $0.definitions != nil }
    for record in records where record.definitions != nil {
      if let before, before.definitions != record.definitions {
        add(try change(from: before, to: record))
      }
      before = record
    }
  }

  private func change(from before: ExecutionRecord, to record: ExecutionRecord) throws -> Happening {
    let old = try journal.definitionHashes(of: before.id) ?? [:]
    let new = try journal.definitionHashes(of: record.id) ?? [:]
    let changed = new.keys.filter { old[$0] != nil && old[$0] != new[$0] }.sorted()
    let parts = [
      ("changed", changed), ("new", new.keys.filter { old[$0] == nil }.sorted()),
      ("gone", old.keys.filter { new[$0] == nil }.sorted()),
    ].filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.joined(separator: ", "))" }
    let names = "\(before.revision ?? "") → \(record.revision ?? "")"
    return Happening(
      .definition, at: record.startedAt, record.revision ?? "", "\(parts.joined(separator: "; ")) (\(names))",
      cause: "definitions", execution: record.id.rawValue)
  }
}
