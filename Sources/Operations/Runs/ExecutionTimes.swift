import Foundation

/// When each step of an execution waited, ran, was tried again and ended, which of them the end was due to, and when what
/// runs will be over.
package struct ExecutionTimes: Sendable, Hashable {
  package struct Span: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
      /// All it needs is there, and nobody has begun with it.
      case queue
      case run
      /// A try that failed.
      case failed
      /// Between a try that failed and the next one.
      case backOff
      /// What it will take still, by the runs before.
      case expected
    }

    package var kind: Kind
    package var from: Date
    package var until: Date

    package init(_ kind: Kind, _ from: Date, _ until: Date) { (self.kind, self.from, self.until) = (kind, from, until) }
    package var seconds: Double { max(0, until.timeIntervalSince(from)) }
  }

  package struct Row: Sendable, Hashable {
    package var step: StepSummary
    package var spans: [Span]
    /// The execution would have ended sooner, had this one.
    package var isCritical = false

    package func seconds(_ kinds: Set<Span.Kind>) -> Double {
      spans.filter { kinds.contains($0.kind) }.map(\.seconds).reduce(0, +)
    }
  }

  /// In the order they were planned.
  package private(set) var rows: [Row] = []
  package let start: Date
  /// When it ended, or will, by the runs before; now where that is not known.
  package private(set) var end: Date
  /// Nil when it is over, and where the runs before tell nothing.
  package private(set) var expectedEnd: Date?
  /// Of some steps nothing is known, so that it may take longer.
  package private(set) var isAtLeast = false

  /// - Parameters:
  ///   - usual: how long steps, states and machines took before.
  package init(_ detail: ExecutionDetail, _ history: [HistoryEntry], usual: UsualTimes, now: Date) {
    start = detail.summary.startedAt
    let over = detail.summary.endedAt
    end = over ?? now
    let events = Dictionary(grouping: history.filter { $0.state != nil }) { $0.state ?? "" }
    // What a redrive goes on from had ended before.
    let endings = history.filter { $0.state == nil && Self.endings.contains($0.type) }
    rows = detail.steps.map { step in
      let own = events[step.name].map { ($0 + endings).sorted { $0.id < $1.id } } ?? []
      return Row(step: step, spans: Self.spans(of: step, own, until: over ?? now))
    }
    addQueues()
    if detail.summary.isRunning { expect(usual, now) }
    markCritical()
  }

  // MARK: what was

  private static let endings: Set = ["ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted"]

  private static func spans(of step: StepSummary, _ events: [HistoryEntry], until now: Date) -> [Span] {
    guard !events.isEmpty else {
      guard let begun = step.startedAt, step.status != .skipped else { return [] }
      return [Span(step.status == .failed ? .failed : .run, begun, step.endedAt ?? now)]
    }
    var visits = Visits()
    for event in events { visits.follow(event) }
    visits.close(step.endedAt ?? now, isFailed: step.status == .failed)
    return visits.spans
  }

  /// From where all it needs was there to where it began. States of machines follow at once.
  private mutating func addQueues() {
    let ends = Dictionary(rows.map { ($0.step.name, $0.step.endedAt) }) { first, _ in first }
    for (index, row) in rows.enumerated() where row.step.state == nil {
      guard let begun = row.spans.first?.from else { continue }
      let ready = row.step.dependsOn.compactMap { ends[$0] ?? nil }.max() ?? start
      if begun > ready { rows[index].spans.insert(Span(.queue, ready, begun), at: 0) }
    }
  }

  // MARK: what will be

  private mutating func expect(_ usual: UsualTimes, _ now: Date) {
    guard !rows.contains(where: { $0.step.state != nil }) else { return expectMachine(usual, now) }
    var ends: [String: Date] = [:]
    var isKnown = false
    for (index, row) in rows.enumerated() {
      if let ended = row.step.endedAt {
        ends[row.step.name] = ended
        continue
      }
      guard let seconds = usual.steps[row.step.name] else {
        isAtLeast = true
        continue
      }
      isKnown = true
      let ready = max(now, row.step.dependsOn.compactMap { ends[$0] }.max() ?? now)
      let from = row.step.startedAt == nil ? ready : now
      let over = max(from, (row.step.startedAt ?? ready).addingTimeInterval(seconds))
      rows[index].spans.append(Span(.expected, from, over))
      ends[row.step.name] = over
    }
    if isKnown { expectedEnd = ends.values.max().map { max($0, now) } }
    end = max(end, expectedEnd ?? end)
  }

  /// By the states that it is in, each with what came after it before; where none of them ever succeeded, by the machine.
  private mutating func expectMachine(_ usual: UsualTimes, _ now: Date) {
    var ends: [Date] = []
    for (index, row) in rows.enumerated() where row.step.status == .running {
      guard let begun = row.step.startedAt else { continue }
      if let seconds = usual.toEnd[row.step.name] { ends.append(begun.addingTimeInterval(seconds)) }
      guard let seconds = usual.steps[row.step.name] else { continue }
      let over = begun.addingTimeInterval(seconds)
      if over > now { rows[index].spans.append(Span(.expected, now, over)) }
    }
    if let last = ends.max() ?? usual.whole.map({ start.addingTimeInterval($0) }) { expectedEnd = max(now, last) }
    end = expectedEnd ?? end
  }

  /// Back from the step that ended last over what it waited for longest.
  private mutating func markCritical() {
    let ended = rows.indices.filter { !rows[$0].spans.isEmpty && rows[$0].step.status != .skipped }
    let places = Dictionary(ended.map { (rows[$0].step.name, $0) }) { first, _ in first }
    var place = ended.max { finish($0) < finish($1) }
    while let here = place, !rows[here].isCritical {
      rows[here].isCritical = true
      place = rows[here].step.dependsOn.compactMap { places[$0] }.max { finish($0) < finish($1) }
    }
  }

  private func finish(_ row: Int) -> Date { rows[row].spans.last?.until ?? .distantPast }
}
