import Foundation

/// One part of a number's picture.
struct NumberSubpicture {
  var prefix: String
  private let suffix: String
  private var minimumInteger: Int
  private var minimumFraction: Int
  private var maximumFraction: Int
  /// Digits before the point of a mantissa.
  private let scale: Int
  private let minimumExponent: Int
  private let factor: Double
  private let grouping: Grouping
  /// Marks within the fraction, in digits after the point.
  private let fractionMarks: [Int]
  private let hasPoint: Bool

  init(_ text: Substring, _ symbols: NumberSymbols) throws(EvaluationError) {
    let parts = Parts(text, symbols)
    try parts.check(symbols)
    prefix = parts.prefix
    suffix = parts.suffix
    factor = text.contains(symbols.percent) ? 100 : text.contains(symbols.perMille) ? 1000 : 1
    hasPoint = text.contains(symbols.decimalSeparator)
    let integerDigits = parts.integer.count { symbols.isDecimal($0) }
    (minimumInteger, scale) = (integerDigits, integerDigits)
    minimumFraction = parts.fraction.count { symbols.isDecimal($0) }
    maximumFraction = parts.fraction.count { symbols.isDigit($0) }
    minimumExponent = parts.exponent?.count { symbols.isDecimal($0) } ?? 0
    grouping = Grouping(
      parts.positions(in: parts.integer, fromRight: true, symbols).map { ($0, symbols.groupingSeparator) })
    fractionMarks = parts.positions(in: parts.fraction, fromRight: false, symbols)
    if minimumInteger == 0, maximumFraction == 0 {
      if parts.exponent != nil { (minimumFraction, maximumFraction) = (1, 1) } else { minimumInteger = 1 }
    }
    if parts.exponent != nil, minimumInteger == 0, parts.integer.contains(symbols.digit) { minimumInteger = 1 }
    if minimumInteger == 0, minimumFraction == 0 { minimumFraction = 1 }
  }

  /// - Parameter number: not negative.
  func text(of number: Double, _ symbols: NumberSymbols) -> String {
    var mantissa = number * factor
    var exponent = 0
    if minimumExponent > 0, mantissa > 0 {
      let (most, least) = (pow(10, Double(scale)), pow(10, Double(scale - 1)))
      while mantissa < least {
        mantissa *= 10
        exponent -= 1
      }
      while mantissa > most {
        mantissa /= 10
        exponent += 1
      }
    }
    let rounded = Numbers.rounded(mantissa, maximumFraction)
    let plain = String(format: "%.*f", maximumFraction, rounded).split(separator: ".", omittingEmptySubsequences: false)
    var integer = String(plain[0].drop { $0 == "0" })
    var fraction = plain.count > 1 ? String(plain[1]) : ""
    while fraction.last == "0" { fraction.removeLast() }
    integer = String(repeating: "0", count: max(0, minimumInteger - integer.count)) + integer
    fraction += String(repeating: "0", count: max(0, minimumFraction - fraction.count))
    let point = hasPoint && !fraction.isEmpty ? String(symbols.decimalSeparator) : ""
    return prefix + grouping.applied(to: symbols.mapped(integer)) + point + marked(symbols.mapped(fraction), symbols)
      + exponentText(exponent, symbols) + suffix
  }

  private func marked(_ fraction: String, _ symbols: NumberSymbols) -> String {
    var result = ""
    for (index, digit) in fraction.enumerated() {
      if fractionMarks.contains(index) { result.append(symbols.groupingSeparator) }
      result.append(digit)
    }
    return result
  }

  private func exponentText(_ exponent: Int, _ symbols: NumberSymbols) -> String {
    guard minimumExponent > 0 else { return "" }
    let digits = String(exponent.magnitude)
    let padded = String(repeating: "0", count: max(0, minimumExponent - digits.count)) + digits
    return "\(symbols.exponentSeparator)" + (exponent < 0 ? symbols.minusSign : "") + symbols.mapped(padded)
  }
}

/// A part of a picture, taken apart.
private struct Parts {
  let whole: Substring
  let prefix: String
  let suffix: String
  let active: Substring
  let mantissa: Substring
  let integer: Substring
  let fraction: Substring
  let exponent: Substring?

  init(_ text: Substring, _ symbols: NumberSymbols) {
    func isPassive(_ character: Character) -> Bool {
      !symbols.isActive(character) || character == symbols.exponentSeparator
    }
    whole = text
    let head = text.prefix(while: isPassive)
    let tail = text.dropFirst(head.count).reversed().prefix(while: isPassive)
    prefix = String(head)
    suffix = String(tail.reversed())
    active = text.dropFirst(head.count).dropLast(tail.count)
    if let place = active.firstIndex(of: symbols.exponentSeparator) {
      mantissa = active[..<place]
      exponent = active[active.index(after: place)...]
    } else {
      mantissa = active
      exponent = nil
    }
    if let point = mantissa.firstIndex(of: symbols.decimalSeparator) {
      integer = mantissa[..<point]
      fraction = mantissa[mantissa.index(after: point)...]
    } else {
      integer = mantissa
      fraction = ""
    }
  }

  func positions(in part: Substring, fromRight: Bool, _ symbols: NumberSymbols) -> [Int] {
    part.indices.filter { part[$0] == symbols.groupingSeparator }.map { index in
      (fromRight ? part[index...] : part[..<index]).count { symbols.isDigit($0) }
    }
  }

  func check(_ symbols: NumberSymbols) throws(EvaluationError) {
    let grouping = symbols.groupingSeparator
    func times(_ character: Character) -> Int { whole.count { $0 == character } }
    try require(times(symbols.decimalSeparator) <= 1, "D3081", "a picture has one decimal separator at most")
    try require(times(symbols.percent) <= 1, "D3082", "a picture has one percent sign at most")
    try require(times(symbols.perMille) <= 1, "D3083", "a picture has one per-mille sign at most")
    try require(
      times(symbols.percent) + times(symbols.perMille) <= 1, "D3084", "a picture is in percent or per mille, not both")
    try require(mantissa.contains(where: symbols.isDigit), "D3085", "a picture needs a digit")
    try require(active.allSatisfy(symbols.isActive), "D3086", "nothing else may stand between the digits")
    let point = symbols.decimalSeparator
    try require(
      !whole.contains("\(grouping)\(point)") && !whole.contains("\(point)\(grouping)"), "D3087",
      "a grouping separator cannot stand beside the decimal separator")
    try require(integer.last != grouping, "D3088", "the digits before the point cannot end with a grouping separator")
    try require(!whole.contains("\(grouping)\(grouping)"), "D3089", "two grouping separators cannot stand side by side")
    try checkOrder(symbols)
    if let exponent {
      try require(
        times(symbols.percent) + times(symbols.perMille) == 0, "D3092", "an exponent does not go with percent")
      try require(
        !exponent.isEmpty && exponent.allSatisfy(symbols.isDecimal), "D3093", "an exponent is made of digits")
    }
  }

  private func checkOrder(_ symbols: NumberSymbols) throws(EvaluationError) {
    if let optional = integer.lastIndex(of: symbols.digit) {
      try require(
        !integer[..<optional].contains(where: symbols.isDecimal), "D3090",
        "before the point, optional digits stand first")
    }
    if let optional = fraction.firstIndex(of: symbols.digit) {
      try require(
        !fraction[optional...].contains(where: symbols.isDecimal), "D3091",
        "after the point, optional digits stand last")
    }
  }

  private func require(_ holds: Bool, _ code: String, _ message: String) throws(EvaluationError) {
    if !holds { throw EvaluationError(code, message) }
  }
}
