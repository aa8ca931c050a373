import Clocks
import Foundation

/// Calculates the queries of metric math over a grid. What an expression needs of longer ago, the training of a band, it
/// asks for by itself.
struct MathCalculation {
  let math: MetricMath
  let grid: SeriesGrid
  /// The datapoints of a metric's query over a grid.
  let source: (String, SeriesGrid) -> [Double?]
  let bands: AnomalyBands

  func value(of id: String) -> MathValue {
    guard let query = math.queries.first(where: { $0.id == id }) else { return .series(nothing) }
    return switch query.content {
    case .metric: .series(source(id, grid))
    case .expression(let expression): value(expression.root)
    }
  }

  private var nothing: [Double?] { [Double?](repeating: nil, count: grid.count) }

  private func value(_ node: MathNode) -> MathValue {
    switch node.content {
    case .number(let number): .scalar(number)
    case .id(let id): value(of: id)
    case .negative(let operand): value(operand).map { -$0 }
    case .binary(let operation, let left, let right): .joined(value(left), value(right), operation.value)
    case .list(let items): .list(items.flatMap { value($0).all })
    case .call(let function, let arguments): value(function, arguments)
    // The checks let texts and keywords stand only where functions look at them.
    case .text, .keyword: .scalar(nil)
    }
  }

  private func value(_ function: MathFunction, _ arguments: [MathNode]) -> MathValue {
    switch function {
    case .metrics: metrics(arguments.first)
    case .fill: fill(arguments)
    case .choose: choose(arguments.map(value))
    case .slice: slice(value(arguments[0]).all, arguments.dropFirst().map { index(value($0)) })
    case .sort: sorted(arguments)
    case .band: band(arguments)
    default: value(function, of: value(arguments[0]))
    }
  }

  private func value(_ function: MathFunction, of argument: MathValue) -> MathValue {
    switch function {
    case .abs: argument.map { Swift.abs($0) }
    case .ceil: argument.map { $0.rounded(.up) }
    case .floor: argument.map { $0.rounded(.down) }
    case .log: argument.map { Foundation.log($0) }
    case .log10: argument.map { Foundation.log10($0) }
    case .average: argument.reduced(Self.mean)
    case .maximum: argument.reduced { $0.max() }
    case .minimum: argument.reduced { $0.min() }
    case .sum: argument.reduced { $0.isEmpty ? nil : $0.reduce(0, +) }
    case .deviation: argument.reduced(Self.deviation)
    case .datapointCount: argument.reduced { Double($0.count) }
    case .metricCount: .scalar(Double(argument.all.count))
    case .difference: argument.mapSeries { steps($0) { new, old, _ in new - old } }
    case .timeDifference: argument.mapSeries { steps($0) { _, _, seconds in seconds } }
    case .rate: argument.mapSeries { steps($0) { new, old, seconds in (new - old) / seconds } }
    case .runningSum: argument.mapSeries(Self.runningSum)
    case .first: .series(argument.all.first ?? nothing)
    case .last: .series(argument.all.last ?? nothing)
    case .removeEmpty: .list(argument.all.filter { $0.contains { $0 != nil } })
    case .period: .scalar(Double(grid.period.period))
    case .timeSeries: .series(argument.series(grid.count))
    default: .series(clock(function, argument.series(grid.count)))
    }
  }

  private func metrics(_ filter: MathNode?) -> MathValue {
    var part = ""
    if case .text(let text)? = filter?.content { part = text }
    let wanted = math.metrics.map(\.id).filter { part.isEmpty || $0.contains(part) }
    return .list(wanted.map { source($0, grid) })
  }

  private func choose(_ parts: [MathValue]) -> MathValue {
    let isNumber = parts.allSatisfy { if case .scalar = $0 { true } else { false } }
    let count = isNumber ? 1 : grid.count
    let all = parts.map { $0.series(count) }
    let chosen = (0..<count).map { slot -> Double? in
      guard let condition = all[0][slot] else { return nil }
      return condition != 0 ? all[1][slot] : all.count > 2 ? all[2][slot] : nil
    }
    return isNumber ? .scalar(chosen[0]) : .series(chosen)
  }

  /// From a datapoint to the one before it, whatever lies between.
  private func steps(_ values: [Double?], _ step: (Double, Double, Double) -> Double) -> [Double?] {
    var last: (slot: Int, value: Double)?
    return values.indices.map { slot in
      guard let value = values[slot] else { return nil }
      defer { last = (slot, value) }
      return last.flatMap {
        MathValue.finite(step(value, $0.value, Double(slot - $0.slot) * Double(grid.period.period)))
      }
    }
  }

  private static func runningSum(_ values: [Double?]) -> [Double?] {
    var sum = 0.0
    return values.map { value in
      value.map {
        sum += $0
        return sum
      }
    }
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// Of the whole population, as the values are all there are.
  private static func deviation(_ values: [Double]) -> Double? {
    mean(values).flatMap { centre in mean(values.map { ($0 - centre) * ($0 - centre) }) }?.squareRoot()
  }

  private func index(_ value: MathValue) -> Int { value.number.map { Int(saturating: $0) } ?? 0 }

  private func slice(_ all: [[Double?]], _ places: [Int]) -> MathValue {
    let from = min(max(places.first ?? 0, 0), all.count)
    guard places.count > 1 else { return .series(from < all.count ? all[from] : nothing) }
    return .list(Array(all[from..<min(max(places[1], from), all.count)]))
  }

  private func sorted(_ arguments: [MathNode]) -> MathValue {
    let measures: [String: MathFunction] = ["AVG": .average, "MIN": .minimum, "MAX": .maximum]
    let function = arguments[1].keyword.flatMap { measures[$0] } ?? .sum
    let rises = arguments[2].keyword == "ASC"
    let measured = value(arguments[0]).all.map { ($0, value(function, of: .series($0)).number ?? -.infinity) }
    let ordered = measured.sorted { rises ? $0.1 < $1.1 : $0.1 > $1.1 }.map(\.0)
    let most = arguments.count > 3 ? max(0, index(value(arguments[3]))) : ordered.count
    return .list(Array(ordered.prefix(most)))
  }

  private func clock(_ function: MathFunction, _ values: [Double?]) -> [Double?] {
    values.indices.map { slot in
      guard values[slot] != nil else { return nil }
      let seconds = grid.start(slot).timeIntervalSince1970
      let day = CalendarDay(grid.start(slot))
      return switch function {
      case .minute: ((seconds / 60).rounded(.down)).truncatingRemainder(dividingBy: 60)
      case .hour: ((seconds / 3600).rounded(.down)).truncatingRemainder(dividingBy: 24)
      case .day: Double(day.weekday)
      case .date: Double(day.components.day)
      case .month: Double(day.components.month)
      case .year: Double(day.components.year)
      default: seconds
      }
    }
  }

  private func fill(_ arguments: [MathNode]) -> MathValue {
    let values = value(arguments[0])
    switch arguments[1].keyword {
    case "REPEAT": return values.mapSeries(Self.repeated)
    case "LINEAR": return values.mapSeries(Self.straight)
    default:
      let filling = value(arguments[1]).series(grid.count)
      return values.mapSeries { values in zip(values, filling).map { $0 ?? $1 } }
    }
  }

  private static func repeated(_ values: [Double?]) -> [Double?] {
    var last: Double?
    return values.map { value in
      last = value ?? last
      return last
    }
  }

  /// A straight line over each gap; what lies before the first datapoint or after the last stays missing.
  private static func straight(_ values: [Double?]) -> [Double?] {
    var filled = values
    var last: Int?
    for (slot, value) in values.enumerated() {
      guard let value else { continue }
      if let last, let start = values[last], slot - last > 1 {
        for gap in last + 1..<slot { filled[gap] = start + (value - start) * Double(gap - last) / Double(slot - last) }
      }
      last = slot
    }
    return filled
  }

  /// Two series: the lower edge and the upper one.
  private func band(_ arguments: [MathNode]) -> MathValue {
    let width = arguments.count > 1 ? value(arguments[1]).number ?? 2 : 2
    let edges = (0..<grid.count).map { slot in
      bands.edges(at: grid.start(slot), of: arguments[0], width: width, period: grid.period) { training in
        MathCalculation(math: math, grid: training, source: source, bands: bands).value(arguments[0])
          .series(training.count)
      }
    }
    return .list([edges.map { $0?.lowerBound }, edges.map { $0?.upperBound }])
  }
}
