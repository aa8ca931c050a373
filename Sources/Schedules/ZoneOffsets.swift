import Foundation

/// A time zone's offsets from UTC, with the stretch that was looked up last kept: fires come in order, and one look-up
/// serves all of a season.
struct ZoneOffsets {
  let zone: TimeZone
  private var known: (stretch: Range<Int>, offset: Int)?

  init(_ zone: TimeZone) { self.zone = zone }

  /// Seconds to add to UTC at a moment, given in seconds since 1970.
  mutating func offset(at moment: Int) -> Int {
    if let known, known.stretch.contains(moment) { return known.offset }
    let date = Date(timeIntervalSince1970: TimeInterval(moment))
    let offset = zone.secondsFromGMT(for: date)
    known = (moment..<end(of: date, moment), offset)
    return offset
  }

  /// The moment at which the local clock first shows a time; nil for one that a change of the clock leaves out. A time
  /// that comes twice is meant the first time (EventBridge Scheduler: it runs once, not again).
  mutating func moment(local seconds: Int) -> Int? {
    // No change of a clock is longer than a day, so these are the offsets before and after any change near by.
    let before = offset(at: seconds - 86_400)
    let after = offset(at: seconds + 86_400)
    let candidates = before == after ? [seconds - before] : [seconds - before, seconds - after].sorted()
    for moment in candidates where offset(at: moment) == seconds - moment { return moment }
    return nil
  }

  private func end(of date: Date, _ moment: Int) -> Int {
    guard let next = zone.nextDaylightSavingTimeTransition(after: date) else { return Int.max }
    let seconds = next.timeIntervalSince1970
    // A zone without further changes may answer with a date out of all reach.
    guard seconds.isFinite, seconds < 1e12 else { return Int.max }
    return max(Int(seconds.rounded(.up)), moment + 1)
  }
}
