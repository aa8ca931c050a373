/// The look of every role and every ground.
package struct Theme: Hashable, Sendable {
  /// How a role's text looks.
  package struct Ink: Hashable, Sendable {
    package let colour: Colour
    package let attributes: Attributes
    package init(_ colour: Colour, _ attributes: Attributes = []) {
      self.colour = colour
      self.attributes = attributes
    }
  }

  /// How a ground looks: a background, attributes, and optionally one ink for all text on it.
  package struct Paper: Hashable, Sendable {
    package let colour: Colour
    package let ink: Colour?
    package let attributes: Attributes
    package init(_ colour: Colour, ink: Colour? = nil, _ attributes: Attributes = []) {
      self.colour = colour
      self.ink = ink
      self.attributes = attributes
    }
  }

  package let name: String
  package let title: String
  /// Made for light backgrounds.
  package let isLight: Bool
  private let inks: [Ink]
  private let papers: [Paper]

  /// Every role and ground is defined: a missing one gets the terminal's default look.
  package init(name: String, title: String, isLight: Bool, inks: [Role: Ink], papers: [Ground: Paper]) {
    self.name = name
    self.title = title
    self.isLight = isLight
    self.inks = Role.allCases.map { inks[$0] ?? Ink(.terminalDefault) }
    self.papers = Ground.allCases.map { papers[$0] ?? Paper(.terminalDefault) }
  }

  package func ink(_ role: Role) -> Ink { inks[Int(role.rawValue)] }
  package func paper(_ ground: Ground) -> Paper { papers[Int(ground.rawValue)] }

  /// What to tell a device to show `style`. Without colours, and on grounds a 16-colour theme leaves to the terminal,
  /// meaning is kept by attributes (NO_COLOR counts greys as colours too).
  package func screenStyle(_ style: Style, depth: ColourDepth) -> ScreenStyle {
    switch depth {
    case .none: colourlessStyle(style)
    case .indexed8, .indexed16: fewColoursStyle(style, depth)
    case .indexed256, .truecolour: fullStyle(style, depth)
    }
  }

  private func fullStyle(_ style: Style, _ depth: ColourDepth) -> ScreenStyle {
    let (ink, paper) = (ink(style.role), paper(style.ground))
    return ScreenStyle(
      foreground: (paper.ink ?? ink.colour).on(depth), background: paper.colour.on(depth),
      attributes: attributes(style, ink.attributes, over: paper.attributes))
  }

  private func colourlessStyle(_ style: Style) -> ScreenStyle {
    ScreenStyle(
      foreground: .terminalDefault, background: .terminalDefault,
      attributes: attributes(style, style.role.plainAttributes, over: style.ground.plainAttributes))
  }

  /// The style's own attributes, over those of its role, over those of its ground. Dim text on a reversed ground would
  /// be grey on light grey, which nobody reads.
  func attributes(_ style: Style, _ role: Attributes, over ground: Attributes) -> Attributes {
    let all = style.attributes.layered(over: role.layered(over: ground))
    return ground.contains(.reverse) ? all.subtracting(.dim) : all
  }
}

extension Role {
  /// What is left of a role's look without any colour.
  package var plainAttributes: Attributes {
    switch self {
    case .title, .accent, .failed, .kpi, .key, .tabActive, .borderFocused, .danger, .bannerProd: .bold
    case .dim, .gridline, .disabled, .keyDisabled, .placeholder, .border, .unit, .severityDebug, .severityTrace: .dim
    case .link, .match: .underline
    default: []
    }
  }
}

extension Ground {
  /// What is left of a ground's look without any colour.
  package var plainAttributes: Attributes {
    switch self {
    case .selection, .textCursor, .bannerDev, .bannerStage, .bannerProd, .bannerOther: .reverse
    case .selectionUnfocused, .match, .input: .underline
    case .mark: .bold
    case .heat3, .heat4: .reverse
    default: []
    }
  }
}
