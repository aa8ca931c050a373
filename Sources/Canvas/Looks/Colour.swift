/// A theme's colour on the ladder truecolor → 256 → 16. Rungs left out are derived, except the 16: those are the
/// user's own colours, so only the theme can choose among them.
package struct Colour: Hashable, Sendable {
  package let rgb: RGB?
  package let index256: UInt8?
  package let index16: UInt8?

  /// - Parameters:
  ///   - rgb: nil means the terminal's default colour.
  ///   - index256: default: the nearest of 16–255.
  ///   - index16: 0–15; default: the terminal's default colour.
  package init(_ rgb: RGB?, index256: UInt8? = nil, index16: UInt8? = nil) {
    self.rgb = rgb
    self.index256 = index256
    self.index16 = index16.map { min($0, 15) }
  }

  package static let terminalDefault = Colour(nil)

  /// The colour for a device.
  package func on(_ depth: ColourDepth) -> ScreenColour {
    switch depth {
    case .none: .terminalDefault
    case .truecolour: rgb.map(ScreenColour.rgb) ?? indexed
    case .indexed256: (index256 ?? rgb.map(XtermPalette.nearest)).map(ScreenColour.indexed) ?? indexed
    case .indexed16: indexed
    case .indexed8: index16.map { .indexed($0 & 7) } ?? .terminalDefault
    }
  }

  private var indexed: ScreenColour { index16.map(ScreenColour.indexed) ?? .terminalDefault }
}

/// How many colours a device has.
package enum ColourDepth: String, CaseIterable, Sendable {
  case none, indexed8, indexed16, indexed256, truecolour
}

/// A colour as a device is told.
package enum ScreenColour: Hashable, Sendable {
  case terminalDefault
  case indexed(UInt8)
  case rgb(RGB)
}

/// A style as a device is told.
package struct ScreenStyle: Hashable, Sendable {
  package let foreground: ScreenColour
  package let background: ScreenColour
  package let attributes: Attributes
}
