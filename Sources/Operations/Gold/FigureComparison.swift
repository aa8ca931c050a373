import JSON

/// What the change of a key figure is against: as many days just before those of the figure that the data reach.
package struct FigureComparison: Sendable, Hashable, Codable {
  /// Days of the figure that the data reach.
  package var days: Int
  /// How many of the days before the data reach; fewer than `days` make a change that means little.
  package var covered: Int
  package init(days: Int, covered: Int) {
    self.days = days
    self.covered = covered
  }

  package var isWhole: Bool { covered >= days }

  /// `on 28 d before`, `on 15 of 40 d before`.
  package var text: String { isWhole ? "on \(days) d before" : "on \(covered) of \(days) d before" }
  /// `28 d`, `15/40 d`.
  package var shortText: String { isWhole ? "\(days) d" : "\(covered)/\(days) d" }
}

extension DayRange {
  /// The days that both have; nil when there is none.
  package func intersection(_ other: DayRange) -> DayRange? {
    let (first, last) = (max(from, other.from), min(to, other.to))
    return first <= last ? DayRange(from: first, to: last) : nil
  }

  package func contains(_ other: DayRange) -> Bool { from <= other.from && to >= other.to }
}
