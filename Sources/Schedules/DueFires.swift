import Foundation

/// What is to be done about a schedule's fires up to now: which of them start, and which were missed. Values alone: the
/// same question has the same answer whoever asks, and asking again after the answer was written down gives nothing.
package struct DueFires: Sendable, Hashable {
  /// To be started, oldest first.
  package var starting: [Start] = []
  /// Fires that nobody started in time and nobody will: how many, and the first and last of them.
  package var missed: Missed?
  /// Every fire up to here is decided, here or before.
  package var decidedUntil: Date

  package struct Start: Sendable, Hashable {
    package let at: Date
    /// It starts after its window.
    package let isLate: Bool

    package init(at: Date, isLate: Bool) { (self.at, self.isLate) = (at, isLate) }
  }

  package struct Missed: Sendable, Hashable {
    package let count: Int
    package let first: Date
    package let last: Date
  }

  /// The most fires decided at once; what is left comes with the next look.
  package static let most = 1000

  /// - Parameters:
  ///   - decidedUntil: as the look before left it; at first, just before the schedule was seen.
  ///   - isPaused: fires that come meanwhile are passed over without a word, as EventBridge does with a disabled schedule.
  package init(
    of schedule: ScheduleDefinition, decidedUntil: Date, firstSeen: Date, isPaused: Bool = false, now: Date
  ) {
    // A clock that was set back decides nothing twice.
    self.decidedUntil = decidedUntil
    guard now > decidedUntil else { return }
    guard schedule.isEnabled, !isPaused else {
      self.decidedUntil = now
      return
    }
    let keepsAll = schedule.missed == .each
    var late = Late()
    var isCut = false
    for fire in schedule.fires(after: decidedUntil, firstSeen: firstSeen) {
      guard fire <= now else { break }
      let isLate = now.timeIntervalSince(fire) > schedule.window
      if isLate, !keepsAll {
        late.add(fire)
      } else {
        starting.append(Start(at: fire, isLate: isLate))
      }
      self.decidedUntil = fire
      isCut = starting.count == Self.most
      if isCut { break }
    }
    if !isCut { self.decidedUntil = now }
    settle(late, schedule.missed)
  }

  /// Of the late ones the last is made up for, unless one that is on time does that anyway.
  private mutating func settle(_ late: Late, _ rule: MissedFires) {
    guard let last = late.last else { return }
    var late = late
    if rule == .once, starting.isEmpty {
      starting = [Start(at: last, isLate: true)]
      late.dropLast()
    }
    guard late.count > 0, let first = late.first, let end = late.last else { return }
    missed = Missed(count: late.count, first: first, last: end)
  }

  private struct Late {
    private(set) var count = 0
    private(set) var first: Date?
    private(set) var last: Date?
    private var beforeLast: Date?

    mutating func add(_ fire: Date) {
      count += 1
      first = first ?? fire
      (beforeLast, last) = (last, fire)
    }

    mutating func dropLast() {
      count -= 1
      (last, beforeLast) = (beforeLast, nil)
    }
  }
}
