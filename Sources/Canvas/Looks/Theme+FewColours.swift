/// A theme on a terminal with eight or sixteen colours. Those are the user's own, and few pairs of them are readable.
extension Theme {
  func fewColoursStyle(_ style: Style, _ depth: ColourDepth) -> ScreenStyle {
    let (paper, background, ground) = background(style.ground, depth)
    // Red on blue cannot be read: on a tinted ground all text has the one ink that was chosen for it.
    let role = style.ground.isTinted ? Role.selection : style.role
    var ink = (paper.ink ?? ink(role).colour).onFew(depth)
    // A shade that is not to be had, or that falls together with its ground: the text's own, dim.
    if ink == nil || ink?.colour == background && background != .terminalDefault {
      ink = (self.ink(.text).colour.on(depth), .dim)
    }
    return ScreenStyle(
      foreground: ink?.colour ?? .terminalDefault, background: background,
      attributes: attributes(style, self.ink(style.role).attributes.union(ink?.attributes ?? []), over: ground))
  }

  /// A ground whose colour is not to be had keeps the screen's, and what is left of its look without any.
  private func background(_ ground: Ground, _ depth: ColourDepth) -> (Paper, ScreenColour, Attributes) {
    let paper = paper(ground)
    if let colour = paper.colour.onFew(depth)?.colour { return (paper, colour, paper.attributes) }
    return (paper, self.paper(.screen).colour.on(depth), paper.attributes.union(ground.plainAttributes))
  }
}

extension Colour {
  /// As one of the few. Of eight, the bright ones are bold, as on the Linux console, and there is no grey: nil.
  fileprivate func onFew(_ depth: ColourDepth) -> (colour: ScreenColour, attributes: Attributes)? {
    guard depth == .indexed8, let index16, index16 >= 8 else { return (on(depth), []) }
    return index16 == 8 ? nil : (on(depth), .bold)
  }
}

extension Ground {
  /// A ground of its own colour under text of any role.
  fileprivate var isTinted: Bool { [.selection, .selectionUnfocused, .mark, .input].contains(self) }
}
