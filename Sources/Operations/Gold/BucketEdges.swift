import Clocks

/// Which ends of a curve are not whole: the bucket that is still filling, and buckets that the days asked for cut.
package struct BucketEdges: Sendable, Hashable, Codable {
  /// Values from here on are not complete.
  package var partialFrom: CalendarDay?
  /// Values before are not complete.
  package var completeFrom: CalendarDay?

  package init(partialFrom: CalendarDay? = nil, completeFrom: CalendarDay? = nil) {
    self.partialFrom = partialFrom
    self.completeFrom = completeFrom
  }

  /// - Parameters:
  ///   - days: of the values, ascending, each once.
  ///   - today: a bucket that holds it, or comes after, is still filling.
  ///   - known: the days the data reach; a week or month that goes on after them is not whole.
  ///   - asked: the days the query was asked for; nil for one that does not care.
  package init(_ days: [CalendarDay], today: CalendarDay, known: DayRange?, asked: DayRange?) {
    guard let first = days.first else { return }
    let cadence = Cadence(days) ?? .days(1)
    var end = today.advanced(by: -1)
    if cadence.isBucket {
      if let known { end = min(end, known.to) }
      if let asked {
        end = min(end, asked.to)
        if first < asked.from { completeFrom = cadence.next(after: first) }
      }
    }
    partialFrom = days.first { cadence.next(after: $0).advanced(by: -1) > end }
  }
}
