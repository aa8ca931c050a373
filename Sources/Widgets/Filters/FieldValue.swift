/// What a row holds in a field: the text shown, and the number behind it where there is one.
package struct FieldValue: Hashable, Sendable {
  package var text: String
  package var number: Double?

  package init(_ text: String, number: Double? = nil) {
    self.text = text
    self.number = number
  }

  /// A number as people type it in filters: `1000`, `1.5k`, `2M`, `30s`, `5min`, `2h`, `3d` (times in seconds), `95%`.
  package static func typedNumber(_ text: String) -> Double? {
    let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" || $0 == "," }
    let plain = digits.filter { $0 != "," }
    guard let value = Double(String(plain)) else { return nil }
    let unit = text[digits.endIndex...].drop { $0 == " " }
    if unit == "%" { return value / 100 }
    guard let factor = units[String(unit)] else { return nil }
    return value * factor
  }

  private static let units: [String: Double] = [
    "": 1, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86_400,
    "w": 604_800,
  ]
}
