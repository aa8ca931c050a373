/// What one value looks like.
enum ValueShape: Hashable {
  case integer, decimal(scale: Int), double, boolean, moment, text

  init(_ value: String) {
    let bytes = Array(value.utf8)
    if ["true", "false"].contains(value.lowercased()) {
      self = .boolean
    } else if let number = Self.number(bytes) {
      self = number
    } else if DateShape.all.contains(where: { $0.fits(bytes) }) {
      self = .moment
    } else {
      self = .text
    }
  }

  private static func number(_ bytes: [UInt8]) -> ValueShape? {
    var rest = bytes[...]
    if let sign = rest.first, sign == 0x2D || sign == 0x2B { rest.removeFirst() }
    let whole = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(whole.count)
    if rest.isEmpty {
      // A code with zeros before it (01234) is a text, as is one that no 64 bits hold.
      if whole.isEmpty || whole.count > 1 && whole.first == 0x30 || whole.count > 18 { return nil }
      return .integer
    }
    guard rest.first == UInt8(ascii: ".") || !whole.isEmpty else { return nil }
    var scale = 0
    if rest.first == UInt8(ascii: ".") {
      let part = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      scale = part.count
      rest = rest.dropFirst(part.count + 1)
      if whole.isEmpty && part.isEmpty { return nil }
      if rest.isEmpty { return whole.count + scale > 38 ? .double : .decimal(scale: scale) }
    }
    guard rest.first.map({ $0 | 0x20 == UInt8(ascii: "e") }) == true else { return nil }
    rest.removeFirst()
    if let sign = rest.first, sign == 0x2D || sign == 0x2B { rest.removeFirst() }
    return !rest.isEmpty && rest.allSatisfy { (0x30...0x39).contains($0) } ? .double : nil
  }
}

/// A way to write a day or a moment, in the letters of `parse_date` and `parse_timestamp`.
struct DateShape: Hashable {
  let format: String
  var isDay: Bool { !format.contains("H") }

  /// In the order in which one of several that fit is taken.
  static let all = [
    "yyyy-MM-dd", "dd/MM/yyyy", "MM/dd/yyyy", "dd.MM.yyyy", "yyyy/MM/dd", "yyyy-MM-dd HH:mm:ss",
    "yyyy-MM-dd'T'HH:mm:ssXXX", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss.SSS",
    "yyyy-MM-dd HH:mm:ss.SSSSSS", "yyyy-MM-dd HH:mm", "dd/MM/yyyy HH:mm", "dd/MM/yyyy HH:mm:ss", "MM/dd/yyyy HH:mm:ss",
    "yyyyMMdd HHmmss",
  ].map(DateShape.init)

  func fits(_ bytes: [UInt8]) -> Bool {
    var at = 0
    var letters = Array(format.replacing("'T'", with: "T").utf8)[...]
    while let letter = letters.first {
      let run = letters.prefix { $0 == letter }.count
      letters = letters.dropFirst(run)
      switch letter {
      case UInt8(ascii: "X"):
        return Self.isOffset(bytes[min(at, bytes.count)...])
      case UInt8(ascii: "y"), UInt8(ascii: "M"), UInt8(ascii: "d"), UInt8(ascii: "H"), UInt8(ascii: "m"),
        UInt8(ascii: "s"), UInt8(ascii: "S"):
        guard at + run <= bytes.count else { return false }
        var number = 0
        for byte in bytes[at..<at + run] {
          guard (0x30...0x39).contains(byte) else { return false }
          number = number * 10 + Int(byte - 0x30)
        }
        guard Self.range(letter).contains(number) else { return false }
        at += run
      default:
        guard at < bytes.count, bytes[at] == letter else { return false }
        at += 1
      }
    }
    return at == bytes.count
  }

  private static func isOffset(_ bytes: ArraySlice<UInt8>) -> Bool {
    if Array(bytes) == [UInt8(ascii: "Z")] { return true }
    guard bytes.count == 6, let sign = bytes.first, sign == 0x2B || sign == 0x2D else { return false }
    let rest = Array(bytes.dropFirst())
    return rest[2] == 0x3A && [0, 1, 3, 4].allSatisfy { (0x30...0x39).contains(rest[$0]) }
  }

  private static func range(_ letter: UInt8) -> ClosedRange<Int> {
    switch letter {
    case UInt8(ascii: "y"): 1...9999
    case UInt8(ascii: "M"): 1...12
    case UInt8(ascii: "d"): 1...31
    case UInt8(ascii: "H"): 0...23
    case UInt8(ascii: "m"), UInt8(ascii: "s"): 0...59
    default: 0...999_999
    }
  }
}
