import Foundation

/// A, B, … Z, AA, AB, …
enum Letters {
  static func text(_ number: Double, _ letters: IntegerPicture.LetterCase) -> String {
    var rest = min(number.rounded(.down), 1e15)
    var result: [Character] = []
    while rest > 0 {
      let letter = UInt8((rest - 1).truncatingRemainder(dividingBy: 26))
      result.append(Character(Unicode.Scalar(letter + UInt8(ascii: "A"))))
      rest = ((rest - 1) / 26).rounded(.down)
    }
    return IntegerPicture.cased(String(result.reversed()), letters)
  }

  static func number(_ text: String) -> Double? {
    var result = 0.0
    for byte in text.uppercased().utf8 {
      guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { return nil }
      result = result * 26 + Double(byte - UInt8(ascii: "A") + 1)
    }
    return result
  }
}

enum RomanNumerals {
  private static let values: [(Double, String)] = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
  ]

  /// Empty for zero. Above ten million, where the text would have no end, the number stays digits.
  static func text(_ number: Double) -> String {
    guard number < 1e7 else { return NumberText.text(number) }
    var rest = number
    var result = ""
    for (value, letters) in values {
      while rest >= value {
        result += letters
        rest -= value
      }
    }
    return result
  }

  /// Letters before a greater one are taken away.
  static func number(_ text: String) -> Double? {
    let single: [Character: Double] = ["M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1]
    var result = 0.0
    var greatest = 0.0
    for letter in text.reversed() {
      guard let value = single[letter] else { return nil }
      if value < greatest {
        result -= value
      } else {
        greatest = value
        result += value
      }
    }
    return result
  }
}

/// English number words.
enum NumberWords {
  private static let few = [
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
    "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
  ]
  private static let fewOrdinal = [
    "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
    "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth",
    "Nineteenth",
  ]
  private static let tens = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]
  private static let powers: [(word: String, value: Double)] = [
    ("Trillion", 1e12), ("Billion", 1e9), ("Million", 1e6), ("Thousand", 1e3),
  ]

  static func text(_ number: Double, isOrdinal: Bool) -> String {
    // Beyond it, the words would say nothing but digits.
    guard number < 1e21 else { return NumberText.text(number) }
    return words(number.rounded(.down), follows: false, isOrdinal)
  }

  private static func words(_ number: Double, follows: Bool, _ isOrdinal: Bool) -> String {
    if number < 20 { return (follows ? " and " : "") + (isOrdinal ? fewOrdinal : few)[Int(number)] }
    if number < 100 {
      let ten = tens[Int(number) / 10 - 2]
      let rest = Int(number) % 10
      let end = rest > 0 ? "-" + words(Double(rest), follows: false, isOrdinal) : ""
      return (follows ? " and " : "") + (rest == 0 && isOrdinal ? ten.dropLast() + "ieth" : ten) + end
    }
    if number < 1000 {
      let hundreds = (number / 100).rounded(.down)
      return joined(few[Int(hundreds)] + " Hundred", number - hundreds * 100, follows, isOrdinal)
    }
    for (word, value) in powers where number >= value {
      let count = (number / value).rounded(.down)
      let head = words(count, follows: false, false) + " " + word
      return joined(head, number - count * value, follows, isOrdinal)
    }
    return ""
  }

  private static func joined(_ head: String, _ rest: Double, _ follows: Bool, _ isOrdinal: Bool) -> String {
    let end = rest > 0 ? words(rest, follows: true, isOrdinal) : isOrdinal ? "th" : ""
    return (follows ? ", " : "") + head + end
  }

  private static let values: [String: Double] = {
    var values: [String: Double] = [:]
    for list in [few, fewOrdinal] {
      for (index, word) in list.enumerated() { values[word.lowercased()] = Double(index) }
    }
    for (index, word) in tens.enumerated() {
      values[word.lowercased()] = Double(index + 2) * 10
      values[word.lowercased().dropLast() + "ieth"] = Double(index + 2) * 10
    }
    for (word, value) in powers + [("Hundred", 100)] {
      values[word.lowercased()] = value
      values[word.lowercased() + "th"] = value
    }
    return values
  }()

  /// Every word, the longest first, so that a pattern takes "sixteen" before "six".
  static let all = values.keys.sorted { ($0.count, $0) > ($1.count, $1) }

  static func number(_ text: String) -> Double? {
    var sums = [0.0]
    let words = text.lowercased().split { " ,-".contains($0) }.filter { $0 != "and" }
    guard !words.isEmpty else { return nil }
    for word in words {
      guard let value = values[String(word)] else { return nil }
      if value >= 100 {
        sums[sums.count - 1] *= value
      } else if let last = sums.last, last >= 1000 {
        sums.append(value)
      } else {
        sums[sums.count - 1] += value
      }
    }
    return sums.reduce(0, +)
  }
}
