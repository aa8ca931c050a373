import Foundation

/// What a strand that did not come to its end would go on with.
struct Remains {
  var strand: Strand
  /// The branches or iterations of its state: results, and what was not begun. Nil where the state starts over.
  var group: StrandGroup?
  /// Those that were at work.
  var inner: [Remains] = []
  /// Events of the child execution that it is the root of.
  var childEvents: Int?
}

/// Going on after an end without success: original definition and input, results of what had succeeded.
extension Execution {
  /// As it stands now, with all that is at work within it.
  func remains(of strand: Int) -> Remains {
    var remains = left[strand] ?? Remains(strand: strands[strand])
    remains.strand = strands[strand]
    remains.childEvents = childEvents[strand]
    if let group = groups[strand] {
      remains.group = group
      remains.inner = group.running.sorted().map { self.remains(of: $0) }
    }
    return remains
  }

  /// Takes up every state that was entered and not left. Retriers, timeouts and the machine's own limit start over.
  mutating func redrive(at moment: Date) {
    guard status.isFinal, status != .succeeded else { return }
    now = max(now, moment)
    constants = constants.redriven(at: now)
    let before = failure ?? StateFailure(error: nil, cause: nil)
    (status, failure, isFull) = (.running, nil, false)
    (strands, freeStrands, groups, left, tasks) = ([], [], [:], [:], [:])
    (ready, timers, childEvents, fullChildren) = (TurnQueue(), TimerQueue(), [:], [])
    append(.executionRedriven(count: constants.redriveCount), after: eventCount)
    // One that was refused at its start would be so again.
    guard let remains else { return conclude(.failed, before, after: eventCount) }
    self.remains = nil
    if let seconds = definition.timeoutSeconds { timers.add(.machine, at: now.later(by: Double(seconds))) }
    takeUp(remains, within: nil)
    advance()
  }

  mutating func takeUp(_ remains: Remains, within parent: Int?) {
    var strand = remains.strand
    strand.parent = parent
    (strand.retries, strand.retryCount, strand.lastEvent) = ([], 0, eventCount)
    let place = addStrand(strand)
    if let parent {
      let isChild = groups[parent]?.kind == .distributed
      strands[place].child = isChild ? place : strands[parent].child
      if isChild { childEvents[place] = remains.childEvents ?? 1 }
      groups[parent]?.running.insert(place)
      if groups[parent]?.kind == .inline {
        record(.iteration(.started, name: strands[parent].definition.name, index: strand.index), place)
      }
    }
    if let group = remains.group { return takeUp(group, remains.inner, at: place) }
    if case .entering = strand.phase { turn(place) } else { turn(place, .retrying) }
  }

  private mutating func takeUp(_ kept: StrandGroup, _ inner: [Remains], at place: Int) {
    var group = kept
    group.finished -= group.failed.count
    group.again = (group.again + inner + group.failed).sorted { $0.strand.index > $1.strand.index }
    (group.running, group.failed, group.firstFailure) = ([], [], nil)
    strands[place].phase = .grouped
    strands[place].epoch += 1
    let definition = strands[place].definition
    if group.kind == .distributed, case .map(let map) = definition.work {
      record(.mapRunRedriven(arn: mapRun(definition, map), count: constants.redriveCount), place)
    }
    groups[place] = group
    if group.kind == .parallel {
      while let next = groups[place]?.takeAgain() { takeUp(next, within: place) }
    }
    goOn(place)
  }
}
