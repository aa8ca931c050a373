/// What stands for a scalar on a device that shows ASCII only.
package enum ASCIIFallback {
  /// A printable ASCII byte for any scalar: box lines and arrows look alike, letters lose their marks, the rest is `?`.
  package static func byte(_ scalar: UInt32) -> UInt8 {
    if scalar >= 0x20 && scalar < 0x7F { return UInt8(scalar) }
    if let known = table[scalar] { return known }
    switch scalar {
    case 0x2400...0x2421: return UInt8(ascii: "^")
    case 0x2500...0x257F: return UInt8(ascii: "+")
    case 0x2580...0x259F: return UInt8(ascii: "#")
    case 0x2800: return UInt8(ascii: " ")
    case 0x2801...0x28FF: return UInt8(ascii: ":")
    default: return letter(scalar)
    }
  }

  /// The base letter of a precomposed one: `é` to `e`.
  private static func letter(_ scalar: UInt32) -> UInt8 {
    guard (0xC0...0x24F).contains(scalar), let value = Unicode.Scalar(scalar),
      let base = String(value).decomposed.first, base.value < 0x7F
    else { return UInt8(ascii: "?") }
    return UInt8(base.value)
  }

  private static let table: [UInt32: UInt8] = {
    let pairs: [(String, String)] = [
      ("─━╌┄┈–—", "-"), ("│┃╎┆", "|"), ("…·•", "."), ("←‹", "<"), ("→›▸▶", ">"), ("↑▲", "^"), ("↓▼", "v"),
      ("●✔", "*"), ("✖×", "x"), ("○", "o"), ("‘’", "'"), ("“”", "\""), ("\u{A0}", " "), ("░▒", ":"), ("▏▎▍▁▂", "_"),
    ]
    var table: [UInt32: UInt8] = [:]
    for (scalars, byte) in pairs {
      for scalar in scalars.unicodeScalars { table[scalar.value] = byte.utf8.first }
    }
    return table
  }()
}

extension String {
  /// Its scalars in canonical decomposition (the standard library normalises when it compares, but does not show it).
  fileprivate var decomposed: [Unicode.Scalar] {
    guard let scalar = unicodeScalars.first else { return [] }
    // "X\u{0301}" == "É" holds for the right base letter only, so ask the 52 letters with each common mark.
    for letter in Self.letters {
      for mark in Self.marks where String(String.UnicodeScalarView([letter, mark])) == self { return [letter, mark] }
    }
    return [scalar]
  }

  private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars)
  private static let marks = Array(
    "\u{300}\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}\u{308}\u{30A}\u{30B}\u{30C}\u{327}\u{328}".unicodeScalars)
}
