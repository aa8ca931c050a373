extension IntegerPicture {
  /// The number a text means; nil where it means none.
  func number(of text: String) -> Double? {
    switch form {
    case .letters: Letters.number(text)
    case .roman: RomanNumerals.number(text.uppercased())
    case .words: NumberWords.number(text)
    case .digits: digits(text)
    case .unknown: nil
    }
  }

  /// Unlike `number`, a numbering that is not known is told.
  func checkedNumber(of text: String) throws(EvaluationError) -> Double? {
    if case .unknown(let token) = form {
      throw Self.unreadable(token)
    }
    return number(of: text)
  }

  private static func unreadable(_ token: String) -> EvaluationError {
    EvaluationError("D3130", "numbers cannot be read as “\(token)”", token: token)
  }

  private func digits(_ text: String) -> Double? {
    let marks = Set(grouping.marks.map(\.mark))
    let plain = DigitFamily.plain(String((isOrdinal ? text.dropLast(2) : text[...]).filter { !marks.contains($0) }))
    let digits = plain.prefix { $0.isASCII && $0.isNumber || $0 == "-" }
    return digits.isEmpty ? nil : Double(digits)
  }

  /// A pattern for what a text of this picture looks like, in ICU's syntax.
  var expression: String {
    get throws(EvaluationError) {
      switch form {
      case .letters: return "[a-zA-Z]+"
      case .roman: return "[MDCLXVImdclxvi]+"
      case .words: return "(?:(?:" + NumberWords.all.joined(separator: "|") + "|and)[-, ]*)+"
      case .digits:
        return "[0-9" + Self.escaped(grouping.marks.map(\.mark)) + "]" + (exactDigits.map { "{\($0)}" } ?? "+")
          + (isOrdinal ? "(?:th|st|nd|rd)" : "")
      case .unknown(let token): throw Self.unreadable(token)
      }
    }
  }

  private static func escaped(_ marks: [Character]) -> String { marks.map { "\\\($0)" }.joined() }
}
