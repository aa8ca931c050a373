/// The look of a cell by meaning: who speaks (`role`), on what (`ground`), and attributes on top of the theme's own.
///
/// A style packs into 16 bits, so its id *is* the style: no table to grow, share or lock.
package struct Style: Hashable, Sendable {
  package var role: Role
  package var ground: Ground
  package var attributes: Attributes

  package init(_ role: Role = .text, on ground: Ground = .screen, _ attributes: Attributes = []) {
    self.role = role
    self.ground = ground
    self.attributes = attributes
  }

  package static let plain = Style()

  package func on(_ ground: Ground) -> Style { Style(role, on: ground, attributes) }
  package func adding(_ attributes: Attributes) -> Style { Style(role, on: ground, self.attributes.union(attributes)) }
}

/// A style as a cell stores it: role in 6 bits, ground in 5, attributes in 5.
package struct StyleID: Hashable, Sendable {
  package let rawValue: UInt16

  package init(_ style: Style) {
    rawValue =
      UInt16(style.role.rawValue) | UInt16(style.ground.rawValue) << 6 | UInt16(style.attributes.rawValue) << 11
  }

  /// The style back again.
  package var style: Style {
    Style(
      Role(rawValue: UInt8(rawValue & 63)) ?? .text, on: Ground(rawValue: UInt8(rawValue >> 6 & 31)) ?? .screen,
      Attributes(rawValue: UInt8(rawValue >> 11)))
  }
}
