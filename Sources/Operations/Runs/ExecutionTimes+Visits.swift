import Foundation

/// The visits to one state: a machine may come to it more than once, and items of a Map do at the same time.
struct Visits {
  typealias Span = ExecutionTimes.Span

  private var all: [Visit] = []
  /// Of which visit an event is, by its id.
  private var places: [Int64: Int] = [:]

  mutating func follow(_ event: HistoryEntry) {
    if event.state == nil { return close(event.at, isFailed: event.isFailure) }
    let isEntry = event.type.hasSuffix("StateEntered")
    if isEntry || all.isEmpty { all.append(Visit()) }
    let place = isEntry ? all.count - 1 : places[event.previousID] ?? all.count - 1
    places[event.id] = place
    all[place].follow(event)
  }

  /// What is open goes on until now, or until it was ended.
  mutating func close(_ moment: Date, isFailed: Bool) {
    for place in all.indices { all[place].close(moment, isFailed: isFailed) }
  }

  /// In order of time. Where visits were at the same time, what one of them did is shown rather than that another waited.
  var spans: [Span] {
    let spans = all.flatMap(\.spans).enumerated().sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }
      .map(\.element)
    let isParallel = zip(spans, spans.dropFirst()).contains { $1.from < $0.until }
    return isParallel ? Self.flattened(spans) : spans
  }

  private static func flattened(_ spans: [Span]) -> [Span] {
    let moments = Set(spans.flatMap { [$0.from, $0.until] }).sorted()
    return zip(moments, moments.dropFirst()).reduce(into: []) { flat, edge in
      let kinds = Set(spans.filter { $0.from <= edge.0 && $0.until >= edge.1 }.map(\.kind))
      guard let kind = [Span.Kind.run, .failed, .backOff].first(where: kinds.contains) else { return }
      let goesOn = flat.last.map { $0.kind == kind && $0.until == edge.0 } ?? false
      if goesOn { flat[flat.count - 1].until = edge.1 } else { flat.append(Span(kind, edge.0, edge.1)) }
    }
  }
}

/// Follows the events of one visit.
private struct Visit {
  typealias Span = ExecutionTimes.Span

  private(set) var spans: [Span] = []
  private var entered: Date?
  private var tried: Date?
  private var failed: Date?
  private var hasTried = false

  mutating func follow(_ event: HistoryEntry) {
    switch event.type {
    case let type where type.hasSuffix("StateEntered"):
      (entered, tried, failed, hasTried) = (event.at, nil, nil, false)
    case "TaskScheduled": begin(event.at)
    case "TaskStarted" where tried == nil: begin(event.at)
    case "TaskFailed", "TaskTimedOut":
      finish(.failed, event.at)
      failed = event.at
    case "TaskSucceeded": finish(.run, event.at)
    case let type where type.hasSuffix("StateExited"): leave(event.at)
    case let type where type.hasSuffix("StateAborted"): finish(.run, event.at)
    default: break
    }
  }

  private mutating func begin(_ moment: Date) {
    if let failed { spans.append(Span(.backOff, failed, moment)) }
    (tried, failed, hasTried) = (moment, nil, true)
  }

  private mutating func finish(_ kind: Span.Kind, _ moment: Date) {
    guard let begun = tried else { return }
    spans.append(Span(kind, begun, moment))
    tried = nil
  }

  private mutating func leave(_ moment: Date) {
    if let entered, !hasTried { spans.append(Span(.run, entered, moment)) }
    (entered, tried, failed) = (nil, nil, nil)
  }

  /// What is open goes on until a moment.
  mutating func close(_ moment: Date, isFailed: Bool) {
    defer { (entered, tried, failed) = (nil, nil, nil) }
    if tried != nil { return finish(isFailed ? .failed : .run, moment) }
    guard let entered else { return }
    if let failed, failed < moment, !isFailed { return spans.append(Span(.backOff, failed, moment)) }
    if !hasTried { spans.append(Span(isFailed ? .failed : .run, entered, moment)) }
  }
}
