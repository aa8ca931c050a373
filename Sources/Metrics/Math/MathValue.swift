/// What a part of an expression gives over the periods of a grid; nil is no datapoint.
package enum MathValue: Sendable, Hashable {
  case scalar(Double?)
  case series([Double?])
  case list([[Double?]])

  /// By number of each series; what is no finite number is no datapoint, as a division by zero is none.
  func map(_ transform: (Double) -> Double) -> MathValue {
    func one(_ value: Double?) -> Double? { value.map(transform).flatMap(Self.finite) }
    return switch self {
    case .scalar(let value): .scalar(one(value))
    case .series(let values): .series(values.map(one))
    case .list(let all): .list(all.map { $0.map(one) })
    }
  }

  func mapSeries(_ transform: ([Double?]) -> [Double?]) -> MathValue {
    switch self {
    case .scalar: self
    case .series(let values): .series(transform(values))
    case .list(let all): .list(all.map(transform))
    }
  }

  /// One number out of a series, and one series out of several, period by period.
  func reduced(_ reduce: ([Double]) -> Double?) -> MathValue {
    switch self {
    case .scalar: self
    case .series(let values): .scalar(reduce(values.compactMap(\.self)).flatMap(Self.finite))
    case .list(let all):
      .series((all.first ?? []).indices.map { slot in reduce(all.compactMap { $0[slot] }).flatMap(Self.finite) })
    }
  }

  /// Both sides of each period must have a datapoint.
  static func joined(_ left: MathValue, _ right: MathValue, _ join: (Double, Double) -> Double) -> MathValue {
    func one(_ a: Double?, _ b: Double?) -> Double? {
      guard let a, let b else { return nil }
      return finite(join(a, b))
    }
    switch (left, right) {
    case (.scalar(let a), .scalar(let b)): return .scalar(one(a, b))
    case (.list(let all), let other): return .list(all.map { joined(.series($0), other, join).series($0.count) })
    case (let other, .list(let all)): return .list(all.map { joined(other, .series($0), join).series($0.count) })
    case (.series(let a), .scalar(let b)): return .series(a.map { one($0, b) })
    case (.scalar(let a), .series(let b)): return .series(b.map { one(a, $0) })
    case (.series(let a), .series(let b)): return .series(zip(a, b).map { one($0, $1) })
    }
  }

  /// As a series of so many periods; a number is the same in each.
  func series(_ count: Int) -> [Double?] {
    switch self {
    case .scalar(let value): [Double?](repeating: value, count: count)
    case .series(let values): values
    case .list(let all): all.first ?? [Double?](repeating: nil, count: count)
    }
  }

  var all: [[Double?]] {
    switch self {
    case .scalar: []
    case .series(let values): [values]
    case .list(let all): all
    }
  }

  var number: Double? { if case .scalar(let value) = self { value } else { nil } }

  static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
