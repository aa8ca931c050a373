/// How a glyph is set, apart from its colours.
package struct Attributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue & 31 }

  package static let bold = Attributes(rawValue: 1)
  package static let dim = Attributes(rawValue: 2)
  package static let italic = Attributes(rawValue: 4)
  package static let underline = Attributes(rawValue: 8)
  package static let reverse = Attributes(rawValue: 16)

  /// Both sets together, where two reversals cancel out: a reversed cell on a reversed row stays visible.
  package func layered(over other: Attributes) -> Attributes {
    union(other).subtracting(intersection(other).intersection(.reverse))
  }
}
