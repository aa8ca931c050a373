/// A format in the letters Spark and Java use, understood once and said in the words of an engine.
struct DateFormat: Hashable {
  enum Part: Hashable {
    case year, month, day, hour, minute, second, millisecond, microsecond
    case shortMonthName
    /// One or two digits.
    case freeMonth, freeDay
    case text(String)
  }

  let parts: [Part]

  static let letters: [String: Part] = [
    "yyyy": .year, "MM": .month, "dd": .day, "HH": .hour, "mm": .minute, "ss": .second, "SSS": .millisecond,
    "SSSSSS": .microsecond, "MMM": .shortMonthName, "M": .freeMonth, "d": .freeDay,
  ]

  init(parsing format: String) throws(DateFormatError) {
    var parts: [Part] = []
    var rest = Substring(format)
    while let first = rest.first {
      if first == "'" {
        parts.append(.text(try Self.quoted(&rest, format)))
      } else if first.isASCII, first.isLetter {
        let run = String(rest.prefix { $0 == first })
        guard let part = Self.letters[run] else { throw DateFormatError(format: format, reason: .letters(run)) }
        parts.append(part)
        rest = rest.dropFirst(run.count)
      } else {
        parts.append(.text(String(first)))
        rest = rest.dropFirst()
      }
    }
    guard parts.contains(.year) else { throw DateFormatError(format: format, reason: .noYear) }
    self.parts = parts
  }

  /// `'T'` is the letter T, `''` is one quote.
  private static func quoted(_ rest: inout Substring, _ format: String) throws(DateFormatError) -> String {
    rest = rest.dropFirst()
    guard let end = rest.firstIndex(of: "'") else { throw DateFormatError(format: format, reason: .openQuote) }
    let text = rest[..<end]
    rest = rest[rest.index(after: end)...]
    return text.isEmpty ? "'" : String(text)
  }

  /// Whether every text it reads has the same length.
  var hasFixedWidth: Bool { !parts.contains(.freeDay) && !parts.contains(.freeMonth) }

  /// The length in bytes of what it reads, when that is fixed.
  var width: Int { parts.reduce(0) { $0 + Self.width($1) } }

  private static func width(_ part: Part) -> Int {
    switch part {
    case .year: 4
    case .month, .day, .hour, .minute, .second: 2
    case .millisecond, .shortMonthName: 3
    case .microsecond: 6
    case .freeMonth, .freeDay: 2
    case .text(let text): text.utf8.count
    }
  }
}

/// A format that is not understood.
struct DateFormatError: Error, Hashable, CustomStringConvertible {
  enum Reason: Hashable {
    case letters(String)
    case openQuote
    case noYear
  }

  let format: String
  let reason: Reason

  var description: String {
    switch reason {
    case .letters(let run):
      "'\(run)' is no part of a format here; there are yyyy MM M MMM dd d HH mm ss SSS SSSSSS, other letters in quotes"
    case .openQuote: "a quote in the format is not closed"
    case .noYear: "the format '\(format)' has no year (yyyy)"
    }
  }
}
