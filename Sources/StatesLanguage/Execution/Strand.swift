import Foundation
import JSON

/// One line of work of an execution: the machine itself, a branch, or an iteration.
struct Strand {
  enum Phase {
    /// Not in use.
    case free
    /// About to enter its state.
    case entering
    /// About to try its state again.
    case retrying
    /// A Wait, or a pause before a retry: a timer goes on.
    case paused
    /// A task is at work.
    case working(TaskToken)
    /// Branches or iterations are at work.
    case grouped
  }

  var phase = Phase.free
  /// Counts what became of this place, so that timers and turns of before mean nothing.
  var epoch = 0
  var block: BlockDefinition
  var parent: Int?
  /// Of a branch or an iteration, from 0.
  var index = 0
  /// The strand whose history this one's events are in; nil: the execution's.
  var child: Int?
  var state: Int
  /// The raw input of the state.
  var input: JSONValue
  var variables = Variables()
  var mapItem: ContextObject.MapItem?
  /// The last event, which the next one follows from.
  var lastEvent = 0

  // Of one visit of a state:
  var enteredID = 0
  var enteredTime: Date
  /// Retries by each retrier of the state; empty before the first.
  var retries: [Int] = []
  var retryCount = 0
  var lastBeat: Date

  var definition: StateDefinition { block.states[state] }
}

/// The branches of a Parallel or the iterations of a Map, at work.
struct StrandGroup {
  enum Kind { case parallel, inline, distributed }

  let kind: Kind
  /// The state's effective input.
  var input: JSONValue
  /// Of a Map.
  var items: [JSONValue] = []
  var results: [JSONValue]
  var running: Set<Int> = []
  /// The index of the next branch or iteration to start.
  var next = 0
  var finished = 0
  var concurrency = Int.max
  var tolerance = Tolerance()
  /// Child executions that failed.
  var failed: [Remains] = []
  var firstFailure: StateFailure?
  /// What a redrive takes up before anything new, the last one first.
  var again: [Remains] = []

  var isDone: Bool { finished == results.count }

  mutating func takeItem() -> (input: JSONValue, item: JSONValue, index: Int)? {
    guard next < items.count, running.count < concurrency else { return nil }
    let (item, index) = (items[next], next)
    items[next] = .null
    next += 1
    return (input, item, index)
  }

  /// The item that was taken last could not be begun with.
  mutating func putBack(_ item: JSONValue) {
    next -= 1
    items[next] = item
  }

  mutating func takeAgain() -> Remains? { running.count < concurrency ? again.popLast() : nil }

  struct Tolerance {
    var count: Int?
    var percentage: Double?

    func isExceeded(by failed: Int, of total: Int) -> Bool {
      if let count, failed > count { return true }
      if let percentage { return Double(failed) * 100 > percentage * Double(total) }
      return count == nil && failed > 0
    }
  }
}

/// Moments at which something is to happen.
struct TimerQueue {
  enum Purpose {
    /// Goes on after a pause.
    case strand(Int, epoch: Int)
    case timeout(TaskToken)
    case heartbeat(TaskToken)
    case machine
  }

  struct Timer {
    let due: Date
    /// Of two timers of one moment the one set first is first.
    let order: Int
    let purpose: Purpose

    func isBefore(_ other: Timer) -> Bool { due < other.due || due == other.due && order < other.order }
  }

  private var heap: [Timer] = []
  private var count = 0

  var first: Timer? { heap.first }

  mutating func add(_ purpose: Purpose, at due: Date) {
    heap.append(Timer(due: due, order: count, purpose: purpose))
    count += 1
    var child = heap.count - 1
    while child > 0, heap[child].isBefore(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    heap[0] = last
    var parent = 0
    while true {
      let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < heap.count }
      guard let least = children.min(by: { heap[$0].isBefore(heap[$1]) }), heap[least].isBefore(heap[parent]) else {
        return
      }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
