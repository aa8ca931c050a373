import Canvas

/// Looks up the names of a theme, following fall-backs.
struct ThemeResolver {
  private let source: ThemeSource
  private(set) var problems: [ThemeProblem] = []

  /// - Parameter source: with everything it inherits already under it.
  init(_ source: ThemeSource) { self.source = source }

  mutating func theme() -> Theme {
    var inks: [Role: Theme.Ink] = [:]
    for role in Role.allCases {
      guard let look = look(role) else {
        if role == .text { report(ThemeSource.Place(), "the role text is missing") }
        continue
      }
      inks[role] = Theme.Ink(colour(look.colour, look.place), look.attributes)
    }
    var papers: [Ground: Theme.Paper] = [:]
    for ground in Ground.allCases {
      guard let look = look(ground) else {
        if ground.fallback == nil { report(ThemeSource.Place(), "the ground \(ThemeNames.of(ground)) is missing") }
        continue
      }
      papers[ground] = Theme.Paper(
        colour(look.colour, look.place), ink: look.ink.map { colour($0, look.place) }, look.attributes)
    }
    return Theme(name: source.name, title: source.title, isLight: source.isLight, inks: inks, papers: papers)
  }

  private func look(_ role: Role) -> ThemeSource.Look? {
    source.roles[role] ?? role.fallback.flatMap { look($0) }
  }

  private func look(_ ground: Ground) -> ThemeSource.Look? {
    source.grounds[ground] ?? ground.fallback.flatMap { look($0) }
  }

  private mutating func colour(_ name: String, _ place: ThemeSource.Place) -> Colour {
    if name == "default" { return .terminalDefault }
    if let colour = source.palette[name] { return colour }
    report(place, "no such colour in the palette: \(TextSanitizer.line(name))")
    return .terminalDefault
  }

  private mutating func report(_ place: ThemeSource.Place, _ message: String) {
    let problem = ThemeProblem(file: source.file, line: place.line, column: place.column, message: message)
    // Roles that fall back to a faulty look would say the same again.
    if !problems.contains(problem) { problems.append(problem) }
  }
}
