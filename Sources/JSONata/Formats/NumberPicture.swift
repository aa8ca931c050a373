import Foundation

/// How a number is written (XPath `format-number`): `#,##0.00`, `0.0e0`, `0%`, with a second picture for negative ones.
struct NumberPicture {
  private let positive: NumberSubpicture
  private let negative: NumberSubpicture
  private let symbols: NumberSymbols

  init(_ picture: String, options: ValueObject?) throws(EvaluationError) {
    symbols = NumberSymbols(options)
    let parts = picture.split(separator: symbols.patternSeparator, omittingEmptySubsequences: false)
    guard parts.count <= 2 else { throw EvaluationError("D3080", "a picture has at most two parts") }
    let first = try NumberSubpicture(parts.first ?? "", symbols)
    positive = first
    if parts.count == 2 {
      negative = try NumberSubpicture(parts[1], symbols)
    } else {
      var copy = first
      copy.prefix = symbols.minusSign + first.prefix
      negative = copy
    }
  }

  func text(of number: Double) throws(EvaluationError) -> String {
    guard number.isFinite else { throw EvaluationError("D1001", "a number is out of range") }
    return (number < 0 ? negative : positive).text(of: number.magnitude, symbols)
  }
}

/// The characters of a picture, which options may change.
struct NumberSymbols {
  var decimalSeparator: Character = "."
  var groupingSeparator: Character = ","
  var exponentSeparator: Character = "e"
  var minusSign = "-"
  var percent: Character = "%"
  var perMille: Character = "\u{2030}"
  var zeroDigit: Character = "0"
  var digit: Character = "#"
  var patternSeparator: Character = ";"

  init(_ options: ValueObject?) {
    func symbol(_ name: String, _ standard: Character) -> Character { options?[name].string?.first ?? standard }
    decimalSeparator = symbol("decimal-separator", decimalSeparator)
    groupingSeparator = symbol("grouping-separator", groupingSeparator)
    exponentSeparator = symbol("exponent-separator", exponentSeparator)
    minusSign = options?["minus-sign"].string ?? minusSign
    percent = symbol("percent", percent)
    perMille = symbol("per-mille", perMille)
    zeroDigit = symbol("zero-digit", zeroDigit)
    digit = symbol("digit", digit)
    patternSeparator = symbol("pattern-separator", patternSeparator)
  }

  private var zero: UInt32 { zeroDigit.unicodeScalars.first?.value ?? 0x30 }

  func isDecimal(_ character: Character) -> Bool {
    guard let value = character.unicodeScalars.first?.value, character.unicodeScalars.count == 1 else { return false }
    return value >= zero && value - zero <= 9
  }

  func isDigit(_ character: Character) -> Bool { character == digit || isDecimal(character) }

  func isActive(_ character: Character) -> Bool {
    isDigit(character)
      || [decimalSeparator, groupingSeparator, exponentSeparator, patternSeparator].contains(character)
  }

  func mapped(_ digits: String) -> String { DigitFamily.mapped(digits, to: zero) }
}
