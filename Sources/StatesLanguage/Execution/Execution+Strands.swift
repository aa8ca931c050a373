import Foundation
import JSON
import Words

/// Strands and the history.
extension Execution {
  mutating func addStrand(_ strand: Strand) -> Int {
    guard let place = freeStrands.popLast() else {
      strands.append(strand)
      return strands.count - 1
    }
    let epoch = strands[place].epoch
    strands[place] = strand
    strands[place].epoch = epoch
    return place
  }

  /// The strand enters its state when its turn comes.
  mutating func turn(_ strand: Int, _ phase: Strand.Phase = .entering) {
    strands[strand].phase = phase
    strands[strand].epoch += 1
    ready.add(strand, strands[strand].epoch)
  }

  mutating func wake(_ strand: Int, _ epoch: Int) {
    guard strands[strand].epoch == epoch else { return }
    if case .wait = strands[strand].definition.work {
      finish(strand)
    } else {
      turn(strand, .retrying)
    }
  }

  mutating func pause(_ strand: Int, until moment: Date) {
    strands[strand].phase = .paused
    strands[strand].epoch += 1
    timers.add(.strand(strand, epoch: strands[strand].epoch), at: moment)
  }

  mutating func free(_ strand: Int) {
    strands[strand].phase = .free
    strands[strand].epoch += 1
    strands[strand].input = .null
    strands[strand].mapItem = nil
    strands[strand].variables = Variables()
    childEvents[strand] = nil
    left[strand] = nil
    freeStrands.append(strand)
  }

  /// Ends a strand, and all that it started, for good.
  mutating func abort(_ strand: Int) {
    if case .working(let token) = strands[strand].phase { cancel(token) }
    if let group = groups.removeValue(forKey: strand) {
      for inner in group.running.sorted() { abort(inner) }
    }
    free(strand)
  }

  mutating func cancel(_ token: TaskToken) {
    if tasks.removeValue(forKey: token) != nil { effects.append(.cancel(token)) }
  }

  // MARK: History

  mutating func record(_ detail: HistoryEvent.Detail, _ strand: Int) {
    if let child = strands[strand].child {
      recordOfChild(child)
    } else {
      append(detail, after: strands[strand].lastEvent, of: strands[strand].definition.name)
      strands[strand].lastEvent = eventCount
    }
  }

  /// The last event there is room for says that there is no more.
  mutating func append(_ detail: HistoryEvent.Detail, after previous: Int, of state: String? = nil) {
    guard eventCount < limits.events - 1 else { return isFull = true }
    write(detail, after: previous, of: state)
  }

  private mutating func write(_ detail: HistoryEvent.Detail, after previous: Int, of state: String? = nil) {
    eventCount += 1
    events.append(HistoryEvent(id: eventCount, previous: previous, at: now, state: state, detail: detail))
  }

  /// A child execution has a history of its own, of which only the length is kept.
  private mutating func recordOfChild(_ child: Int) {
    let count = childEvents[child, default: 1] + 1
    childEvents[child] = count
    if count == limits.events { fullChildren.append(child) }
  }

  // MARK: The end

  mutating func conclude(_ status: ExecutionStatus, _ failure: StateFailure, after previous: Int) {
    let state = strands.first?.definition.name
    if !strands.isEmpty {
      remains = remains(of: 0)
      abort(0)
    }
    self.status = status
    self.failure = failure
    switch status {
    case .timedOut: write(.executionTimedOut(failure), after: previous, of: state)
    case .aborted: write(.executionAborted(failure), after: previous, of: state)
    default: write(.executionFailed(failure), after: previous, of: state)
    }
  }

  mutating func succeed(_ output: JSONValue) {
    status = .succeeded
    self.output = output
    append(.executionSucceeded(output: output), after: strands[0].lastEvent)
    if isFull { status = .running }
  }
}
