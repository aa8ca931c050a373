/// A format in the letters Spark and Java use, understood once and said in the words of an engine.
struct DateFormat: Hashable {
  enum Part: Hashable {
    case year, month, day, hour, minute, second, millisecond, microsecond
    case shortMonthName
    /// One or two digits.
    case freeMonth, freeDay
    /// How far the clock is from UTC.
    case offset(Offset)
    case text(String)
  }

  /// The offsets of Java's letters `X`, `x` and `Z`.
  struct Offset: Hashable {
    enum Minutes: Hashable { case optional, plain, afterColon }
    /// `+01` or, where they are not zero, `+0130`; `+0130`; `+01:30`.
    var minutes: Minutes
    /// `Z` stands for no offset.
    var takesZ: Bool
  }

  let parts: [Part]

  static let letters: [String: Part] = [
    "yyyy": .year, "MM": .month, "dd": .day, "HH": .hour, "mm": .minute, "ss": .second, "SSS": .millisecond,
    "SSSSSS": .microsecond, "MMM": .shortMonthName, "M": .freeMonth, "d": .freeDay,
    "X": .offset(Offset(minutes: .optional, takesZ: true)), "XX": .offset(Offset(minutes: .plain, takesZ: true)),
    "XXX": .offset(Offset(minutes: .afterColon, takesZ: true)),
    "x": .offset(Offset(minutes: .optional, takesZ: false)), "xx": .offset(Offset(minutes: .plain, takesZ: false)),
    "xxx": .offset(Offset(minutes: .afterColon, takesZ: false)),
    "Z": .offset(Offset(minutes: .plain, takesZ: false)), "ZZ": .offset(Offset(minutes: .plain, takesZ: false)),
    "ZZZ": .offset(Offset(minutes: .plain, takesZ: false)),
    "ZZZZZ": .offset(Offset(minutes: .afterColon, takesZ: true)),
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
    guard !parts.dropLast().contains(where: \.isOffset) else {
      throw DateFormatError(format: format, reason: .offsetInside)
    }
    self.parts = parts
  }

  /// What the clock's distance from UTC looks like at the end; nil when the format has none.
  var offset: Offset? {
    if case .offset(let offset)? = parts.last { offset } else { nil }
  }

  /// The format without its offset.
  var clock: DateFormat { offset == nil ? self : DateFormat(parts: Array(parts.dropLast())) }

  private init(parts: [Part]) { self.parts = parts }

  /// `'T'` is the letter T, `''` is one quote.
  private static func quoted(_ rest: inout Substring, _ format: String) throws(DateFormatError) -> String {
    rest = rest.dropFirst()
    guard let end = rest.firstIndex(of: "'") else { throw DateFormatError(format: format, reason: .openQuote) }
    let text = rest[..<end]
    rest = rest[rest.index(after: end)...]
    return text.isEmpty ? "'" : String(text)
  }

  /// Whether a text it reads is what its moment is written as: no part may be written in two ways.
  var isWrittenOneWay: Bool {
    !parts.contains { [.freeDay, .freeMonth, .shortMonthName].contains($0) }
  }

  /// The length in bytes of what it reads, where it is written one way.
  var width: Int { parts.reduce(0) { $0 + $1.width } }
}

extension DateFormat.Part {
  fileprivate var width: Int {
    switch self {
    case .year: 4
    case .month, .day, .hour, .minute, .second, .freeMonth, .freeDay: 2
    case .millisecond, .shortMonthName: 3
    case .microsecond: 6
    case .offset: 0
    case .text(let text): text.utf8.count
    }
  }

  fileprivate var isOffset: Bool { if case .offset = self { true } else { false } }
}

/// A format that is not understood.
struct DateFormatError: Error, Hashable, CustomStringConvertible {
  enum Reason: Hashable {
    case letters(String)
    case openQuote
    case noYear
    case offsetInside
  }

  let format: String
  let reason: Reason

  var description: String {
    switch reason {
    case .letters(let run):
      """
      '\(run)' is no part of a format here; there are yyyy MM M MMM dd d HH mm ss SSS SSSSSS, and for the offset \
      X XX XXX x xx xxx Z ZZZZZ; other letters in quotes
      """
    case .openQuote: "a quote in the format is not closed"
    case .offsetInside: "the offset stands at the end of the format '\(format)', or nowhere"
    case .noYear: "the format '\(format)' has no year (yyyy)"
    }
  }
}
