import Foundation
import JSON
import Words

/// One execution of a state machine: a value that goes on by what it is told, and never waits.
///
/// Whoever drives it takes `effects` and `events` after each call, starts the tasks, reports on them, and calls `apply` with
/// the clock when `nextWake` has come. Expressions call themselves deeply: drive it where there is stack (`DeepStack`).
package struct Execution {
  package let definition: MachineDefinition
  var constants: ExecutionConstants

  package internal(set) var status = ExecutionStatus.running
  /// Nil until it succeeded.
  package internal(set) var output: JSONValue?
  /// Nil unless it failed, was stopped, or took too long.
  package internal(set) var failure: StateFailure?
  /// The latest moment it was told of.
  package internal(set) var now: Date
  /// Events of the execution's own history.
  package internal(set) var eventCount = 0

  /// Not yet taken.
  package internal(set) var effects: [Effect] = []
  package internal(set) var events: [HistoryEvent] = []

  /// The ways that were taken, where the limits say to keep them; child executions' too.
  package internal(set) var transitions: Set<Transition> = []

  var random: RandomSource
  var strands: [Strand] = []
  var freeStrands: [Int] = []
  var groups: [Int: StrandGroup] = [:]
  var ready = TurnQueue()
  var timers = TimerQueue()
  var tasks: [TaskToken: RunningTask] = [:]
  var tokens = 0
  /// Events of the child executions that are at work, by the strand they began with.
  var childEvents: [Int: Int] = [:]
  var variableBytes = 0
  /// Histories that are full: their executions fail.
  var isFull = false
  var fullChildren: [Int] = []
  /// What a state's branches or iterations left when one of them failed, by the state's strand.
  var left: [Int: Remains] = [:]
  /// What a redrive goes on with, once the execution ended without success.
  var remains: Remains?

  struct RunningTask {
    let strand: Int
    let request: TaskRequest
    /// What ResultWriter leaves out of its request.
    var results: JSONValue?
  }

  /// - Parameter seed: decides on jitter, random numbers and UUIDs.
  package init(
    _ definition: MachineDefinition, input: JSONValue, facts: ExecutionFacts, at start: Date, seed: UInt64,
    limits: ExecutionLimits = ExecutionLimits()
  ) {
    self.definition = definition
    constants = ExecutionConstants(facts: facts, input: input, startTime: start.inMilliseconds, limits: limits)
    now = constants.startTime
    random = RandomSource(seed: seed)
    begin()
  }

  private mutating func begin() {
    append(.executionStarted(input: input), after: 0)
    guard input.byteCount <= limits.payload else {
      let cause = "The input is larger than \(limits.payload) bytes"
      return conclude(.failed, StateFailure(error: "States.DataLimitExceeded", cause: cause), after: 1)
    }
    if let seconds = definition.timeoutSeconds { timers.add(.machine, at: startTime.later(by: Double(seconds))) }
    let root = addStrand(
      Strand(block: definition.body, state: definition.body.start, input: input, enteredTime: now, lastBeat: now))
    turn(root)
    advance()
  }

  package var facts: ExecutionFacts { constants.facts }
  package var limits: ExecutionLimits { constants.limits }
  package var input: JSONValue { constants.input }
  package var startTime: Date { constants.startTime }

  // MARK: From outside

  /// When it has to be told the time next, if nothing else happens before; nil: no clock moves it.
  package var nextWake: Date? { status == .running ? timers.first?.due : nil }

  package mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }

  package mutating func takeEvents() -> [HistoryEvent] {
    defer { events = [] }
    return events
  }

  /// Reports on tasks that are not at work any more change nothing.
  package mutating func apply(_ input: ExecutionInput) {
    if case .redrive(let moment) = input { return redrive(at: moment.inMilliseconds) }
    guard status == .running else { return }
    switch input {
    case .redrive: break
    case .clock(let moment):
      now = max(now, moment.inMilliseconds)
      fireTimers()
    case .report(let token, let report, let moment):
      now = max(now, moment.inMilliseconds)
      take(report, of: token)
      advance()
    case .abort(let failure, let moment):
      now = max(now, moment.inMilliseconds)
      conclude(.aborted, failure, after: lastOfMachine)
    case .breakdown(let failure, let moment):
      now = max(now, moment.inMilliseconds)
      conclude(.failed, failure, after: lastOfMachine)
    }
  }

  private var lastOfMachine: Int { strands.first?.lastEvent ?? 0 }

  /// One due timer after the other, each with all that follows from it.
  private mutating func fireTimers() {
    while status == .running, let timer = timers.first, timer.due <= now {
      timers.removeFirst()
      switch timer.purpose {
      case .strand(let strand, let epoch): wake(strand, epoch)
      case .timeout(let token): timeOut(token, "States.Timeout")
      case .heartbeat(let token): missBeat(of: token)
      case .machine: conclude(.timedOut, StateFailure(error: "States.Timeout", cause: nil), after: lastOfMachine)
      }
      advance()
    }
    dropStaleTimers()
  }

  /// Timers nobody waits for any more would wake the driver for nothing.
  private mutating func dropStaleTimers() {
    while let timer = timers.first, isStale(timer.purpose) { timers.removeFirst() }
  }

  private func isStale(_ purpose: TimerQueue.Purpose) -> Bool {
    switch purpose {
    case .strand(let strand, let epoch): strands[strand].epoch != epoch
    case .timeout(let token), .heartbeat(let token): tasks[token] == nil
    case .machine: false
    }
  }

  // MARK: Turns

  /// Gives every strand that can go on its turn, one state at a time, until none can.
  mutating func advance() {
    while status == .running, let (strand, epoch) = ready.next() {
      if strands[strand].epoch == epoch { step(strand) }
      if isFull { failOfHistory() }
      while let child = fullChildren.popLast() { failChildOfHistory(child) }
    }
    dropStaleTimers()
  }

  private mutating func step(_ strand: Int) {
    switch strands[strand].phase {
    case .entering: enter(strand)
    case .retrying: work(strand)
    case .free, .paused, .working, .grouped: break
    }
  }

  private mutating func failOfHistory() {
    let cause = "The execution reached the maximum number of history events (\(limits.events))."
    conclude(.failed, StateFailure(error: "States.Runtime", cause: cause), after: eventCount)
  }

  private mutating func failChildOfHistory(_ child: Int) {
    guard childEvents[child] != nil else { return }
    let cause = "The child execution reached the maximum number of history events (\(limits.events))."
    endStrand(child, failing: StateFailure(error: "States.Runtime", cause: cause))
  }
}

/// Whose turn is next, first come first served.
struct TurnQueue {
  private var turns: [(strand: Int, epoch: Int)] = []
  private var at = 0

  mutating func add(_ strand: Int, _ epoch: Int) { turns.append((strand, epoch)) }

  mutating func next() -> (strand: Int, epoch: Int)? {
    guard at < turns.count else { return nil }
    defer {
      at += 1
      if at == turns.count {
        turns.removeAll(keepingCapacity: true)
        at = 0
      } else if at > 4096, at * 2 > turns.count {
        turns.removeFirst(at)
        at = 0
      }
    }
    return turns[at]
  }
}
