import Canvas

/// A line of values without axes: heights 0…1, or nothing where nothing was measured.
package struct SparklineGeometry: Hashable, Sendable {
  package enum Baseline: Hashable, Sendable {
    /// Heights are honest parts of the largest value.
    case zero
    /// A fixed range, the same for all sparklines that are to be compared.
    case range(ClosedRange<Double>)
  }

  /// One height a place, 0…1; nil for a gap.
  package let heights: [Double?]
  package let last: Double?
  package let lowest: Double?
  package let highest: Double?
  /// The last place belongs to a bucket that is still filling.
  package let isLastPartial: Bool

  /// - Parameter width: places there are; more values than that are averaged in equal groups.
  package init(_ values: [Double?], width: Int, baseline: Baseline = .zero, isLastPartial: Bool = false) {
    let clean = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
    let known = clean.compactMap { $0 }
    last = clean.last ?? nil
    lowest = known.min()
    highest = known.max()
    self.isLastPartial = isLastPartial
    let (low, high): (Double, Double) =
      switch baseline {
      case .zero: (min(0, known.min() ?? 0), max(0, known.max() ?? 0))
      case .range(let range): (range.lowerBound, range.upperBound)
      }
    heights = Self.grouped(clean, max(0, width)).map { value in
      value.map { high > low ? min(1, max(0, ($0 - low) / (high - low))) : 0 }
    }
  }

  private static func grouped(_ values: [Double?], _ width: Int) -> [Double?] {
    guard values.count > width, width > 0 else { return width == 0 ? [] : values }
    return (0..<width).map { place in
      let group = values[place * values.count / width..<(place + 1) * values.count / width].compactMap { $0 }
      return group.isEmpty ? nil : group.reduce(0, +) / Double(group.count)
    }
  }

  /// `from 12 to 18, between 9 and 21`; says when there is nothing.
  package func summary(_ format: ValueFormat) -> String {
    guard let lowest, let highest else { return "no data" }
    let end = last.map { "last \(format.short($0)), " } ?? "last missing, "
    return end + "between \(format.short(lowest)) and \(format.short(highest))"
  }
}
