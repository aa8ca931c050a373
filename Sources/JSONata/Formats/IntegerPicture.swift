/// How a whole number is written (XPath `format-integer`): digits by a pattern, letters, Roman numerals or words.
struct IntegerPicture {
  enum LetterCase { case upper, lower, title }

  enum Form {
    case letters(LetterCase)
    case roman(LetterCase)
    case words(LetterCase)
    /// By digits of a family, which begins with a zero.
    case digits(zero: UInt32)
    /// A numbering that is not known.
    case unknown(String)
  }

  let form: Form
  var isOrdinal: Bool
  /// The digits that are written in any case.
  var mandatoryDigits = 0
  var optionalDigits = 0
  var grouping = Grouping([])
  /// How many digits are read, where another number follows at once.
  var exactDigits: Int?

  init(_ picture: String) throws(EvaluationError) {
    var primary = picture[...]
    var isOrdinal = false
    if let semicolon = picture.lastIndex(of: ";") {
      primary = picture[..<semicolon]
      isOrdinal = picture[picture.index(after: semicolon)...].first == "o"
    }
    self.isOrdinal = isOrdinal
    switch primary {
    case "A": form = .letters(.upper)
    case "a": form = .letters(.lower)
    case "I": form = .roman(.upper)
    case "i": form = .roman(.lower)
    case "W": form = .words(.upper)
    case "w": form = .words(.lower)
    case "Ww": form = .words(.title)
    default:
      let pattern = try DigitPattern(primary)
      form = pattern.zero.map(Form.digits) ?? .unknown(String(primary))
      (mandatoryDigits, optionalDigits) = (pattern.mandatory, pattern.optional)
      grouping = Grouping(pattern.marks)
    }
  }

  func text(of number: Double) throws(EvaluationError) -> String {
    guard number.isFinite else { throw EvaluationError("D3061", "a number out of range cannot be written") }
    let magnitude = number.magnitude
    let text =
      switch form {
      case .letters(let letters): Letters.text(magnitude, letters)
      case .roman(let letters): Self.cased(RomanNumerals.text(magnitude), letters)
      case .words(let letters): Self.cased(NumberWords.text(magnitude, isOrdinal: isOrdinal), letters)
      case .digits(let zero): digits(magnitude, zero)
      case .unknown(let token):
        throw EvaluationError("D3130", "numbers cannot be written as “\(token)”", token: token)
      }
    return number < 0 ? "-" + text : text
  }

  static func cased(_ text: String, _ letters: LetterCase) -> String {
    switch letters {
    case .upper: text.uppercased()
    case .lower: text.lowercased()
    case .title: text
    }
  }

  private func digits(_ number: Double, _ zero: UInt32) -> String {
    let plain = NumberText.text(number)
    let padded = String(repeating: "0", count: max(0, mandatoryDigits - plain.count)) + plain
    let grouped = grouping.applied(to: DigitFamily.mapped(padded, to: zero))
    return grouped + (isOrdinal ? Self.ordinalEnding(grouped) : "")
  }

  private static func ordinalEnding(_ digits: String) -> String {
    if digits.count > 1, digits.dropLast().last == "1" { return "th" }
    return switch digits.last {
    case "1": "st"
    case "2": "nd"
    case "3": "rd"
    default: "th"
    }
  }
}

/// The digits and marks of a decimal pattern, such as `#,##0`.
private struct DigitPattern {
  var zero: UInt32?
  var mandatory = 0
  var optional = 0
  var marks: [(position: Int, mark: Character)] = []

  init(_ text: Substring) throws(EvaluationError) {
    for character in text.reversed() {
      if let family = DigitFamily.zero(of: character) {
        guard zero == nil || zero == family else {
          throw EvaluationError("D3131", "a picture has digits of one family only")
        }
        zero = family
        mandatory += 1
      } else if character == "#" {
        optional += 1
      } else {
        marks.append((mandatory + optional, character))
      }
    }
  }
}

/// The decimal digits of the world's scripts.
enum DigitFamily {
  private static let zeros: [UInt32] = [
    0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40,
    0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
  ]

  static func zero(of character: Character) -> UInt32? {
    guard character.unicodeScalars.count == 1, let value = character.unicodeScalars.first?.value else { return nil }
    return zeros.first { (0...9).contains(Int(value) - Int($0)) }
  }

  /// ASCII digits as those of a family.
  static func mapped(_ digits: String, to zero: UInt32) -> String {
    guard zero != 0x30 else { return digits }
    var result = String.UnicodeScalarView()
    for scalar in digits.unicodeScalars {
      let isDigit = ("0"..."9").contains(scalar)
      result.append(isDigit ? Unicode.Scalar(zero + scalar.value - 0x30) ?? scalar : scalar)
    }
    return String(result)
  }

  /// Digits of any family as ASCII.
  static func plain(_ text: String) -> String {
    String(
      text.map { character in
        guard let zero = zero(of: character), let value = character.unicodeScalars.first?.value else {
          return character
        }
        return Character(Unicode.Scalar(UInt8(0x30 + value - zero)))
      })
  }
}
