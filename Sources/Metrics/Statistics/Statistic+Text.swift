extension Statistic: CustomStringConvertible {
  /// Reads a statistic as CloudWatch spells it: `SampleCount`, `Sum`, `Average`, `Minimum`, `Maximum`, `IQM`, `p99.9`,
  /// `tm90` (also `wm`, `tc`, `ts`), `TM(10%:90%)`, `TM(150:1000)`, `WM(:95%)`, `TC(…)`, `TS(…)`, `PR(:300)`.
  package init?(_ text: String) {
    switch text {
    case "SampleCount": self = .sampleCount
    case "Sum": self = .sum
    case "Average": self = .average
    case "Minimum": self = .minimum
    case "Maximum": self = .maximum
    case "IQM": self = .trimmedMean(.percent(25, 75))
    default:
      guard let statistic = Self.short(text) ?? Self.bounded(text) else { return nil }
      self = statistic
    }
  }

  package var description: String {
    switch self {
    case .sampleCount: "SampleCount"
    case .sum: "Sum"
    case .average: "Average"
    case .minimum: "Minimum"
    case .maximum: "Maximum"
    case .percentile(let share): "p" + StatisticBounds.text(share)
    case .trimmedMean(.percent(25, 75)): "IQM"
    case .trimmedMean(let bounds): "TM" + bounds.text
    case .winsorizedMean(let bounds): "WM" + bounds.text
    case .trimmedCount(let bounds): "TC" + bounds.text
    case .trimmedSum(let bounds): "TS" + bounds.text
    case .percentileRank(let bounds): "PR" + bounds.text
    }
  }

  /// `p99.9`; `tm90`, whose lower side is open.
  private static func short(_ text: String) -> Statistic? {
    let name = text.prefix { $0.isLetter }
    guard let share = StatisticBounds.number(text.dropFirst(name.count)), share <= 100 else { return nil }
    return switch name {
    case "p": .percentile(share)
    case "tm": .trimmedMean(.percent(nil, share))
    case "wm": .winsorizedMean(.percent(nil, share))
    case "tc": .trimmedCount(.percent(nil, share))
    case "ts": .trimmedSum(.percent(nil, share))
    default: nil
    }
  }

  private static func bounded(_ text: String) -> Statistic? {
    guard text.last == ")", let open = text.firstIndex(of: "("),
      let bounds = StatisticBounds(text[text.index(after: open)...].dropLast())
    else { return nil }
    switch (text[..<open], bounds) {
    case ("TM", _): return .trimmedMean(bounds)
    case ("WM", _): return .winsorizedMean(bounds)
    case ("TC", _): return .trimmedCount(bounds)
    case ("TS", _): return .trimmedSum(bounds)
    // A rank by shares would say how many of 90 % are within 90 %.
    case ("PR", .absolute): return .percentileRank(bounds)
    default: return nil
    }
  }
}

extension StatisticBounds {
  /// Reads what stands between the parentheses: two sides of one kind with a colon between, one of which may be empty.
  init?(_ text: Substring) {
    let sides = text.split(separator: ":", omittingEmptySubsequences: false)
    guard sides.count == 2, !(sides[0].isEmpty && sides[1].isEmpty) else { return nil }
    let filled = sides.filter { !$0.isEmpty }
    let inPercent = filled.allSatisfy { $0.last == "%" }
    guard inPercent || filled.allSatisfy({ $0.last != "%" }) else { return nil }
    let values = sides.map { inPercent ? Self.number($0.dropLast()) : Self.number($0) }
    for (side, value) in zip(sides, values) where !side.isEmpty && value == nil { return nil }
    if let low = values[0], let high = values[1], low >= high { return nil }
    if inPercent, values.contains(where: { ($0 ?? 0) > 100 }) { return nil }
    self = inPercent ? .percent(values[0], values[1]) : .absolute(values[0], values[1])
  }

  var text: String {
    func side(_ value: Double?, _ unit: String) -> String { value.map { Self.text($0) + unit } ?? "" }
    return switch self {
    case .absolute(let low, let high): "(\(side(low, "")):\(side(high, "")))"
    case .percent(let low, let high): "(\(side(low, "%")):\(side(high, "%")))"
    }
  }

  /// Digits and at most one point; `Double` would also read "nan", "1e1" and "+5".
  static func number(_ text: Substring) -> Double? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }) else { return nil }
    return Double(text)
  }

  static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }
}
