// Arithmetic on numbers from outside: project files, journals, Delta logs, options. Swift's own traps where a result does
// not fit, and a program that dies of a number in a file says neither which nor where. An extreme stays an extreme here.

extension FixedWidthInteger {
  /// The nearest whole number there is: NaN is 0, what is too large the greatest, what is too small the least.
  package init(saturating value: Double) {
    if let exact = Self(exactly: value.rounded()) {
      self = exact
    } else {
      self = value.isNaN ? 0 : value < 0 ? .min : .max
    }
  }

  package func saturatingAdd(_ other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  package func saturatingSubtract(_ other: Self) -> Self {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (other < 0 ? .max : .min) : difference
  }

  package func saturatingMultiply(_ other: Self) -> Self {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? ((self < 0) == (other < 0) ? .max : .min) : product
  }
}

extension Sequence {
  package func saturatingSum<Number: FixedWidthInteger>(_ value: (Element) throws -> Number) rethrows -> Number {
    var sum: Number = 0
    for element in self { sum = sum.saturatingAdd(try value(element)) }
    return sum
  }
}
