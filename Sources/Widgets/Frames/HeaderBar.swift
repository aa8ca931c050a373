import Canvas

/// The top line: where you are, in which environment, and the time.
package struct HeaderBar: Widget, Sendable {
  /// A fact of the line; parts of low priority go first when it is narrow.
  package struct Part: Hashable, Sendable {
    package var text: String
    package var style: Style
    package var priority: Int
    package init(_ text: String, style: Style = Style(.header, on: .header), priority: Int = 1) {
      self.text = text
      self.style = style
      self.priority = priority
    }
  }

  package var left: [Part]
  package var right: [Part]

  package init(left: [Part], right: [Part] = []) {
    self.left = left
    self.right = right
  }

  /// The environment as a word on its own ground; production cannot be mistaken for anything else.
  package static func banner(_ environment: String) -> Part {
    let (role, ground): (Role, Ground) =
      switch environment {
      case "dev": (.bannerDev, .bannerDev)
      case "stage", "staging", "test": (.bannerStage, .bannerStage)
      case "prod", "production": (.bannerProd, .bannerProd)
      default: (.bannerOther, .bannerOther)
      }
    return Part(" \(environment.uppercased()) ", style: Style(role, on: ground), priority: 9)
  }

  package func draw(into surface: inout Surface, in rect: Rect) {
    let line = rect.row(0)
    guard !line.isEmpty else { return }
    surface.fill(line, style: Style(.header, on: .header))
    let (shownLeft, shownRight) = fit(line.width - 2)
    var x = line.x + 1
    for part in shownLeft {
      x += surface.write(part.text, at: Point(x: x, y: line.y), style: part.style, clip: line) + 2
    }
    x = line.right - 1 - Self.width(shownRight)
    for part in shownRight {
      x += surface.write(part.text, at: Point(x: x, y: line.y), style: part.style, clip: line) + 2
    }
  }

  private static func width(_ parts: [Part]) -> Int {
    parts.map { TextWidth.of($0.text) }.reduce(0, +) + 2 * max(0, parts.count - 1)
  }

  /// Leaves out the least important part, the rightmost of equals, until the rest fits.
  private func fit(_ columns: Int) -> ([Part], [Part]) {
    var (shownLeft, shownRight) = (left, right)
    while shownLeft.count + shownRight.count > 1,
      Self.width(shownLeft) + Self.width(shownRight) + (shownRight.isEmpty ? 0 : 2) > columns
    {
      let all = shownLeft + shownRight
      let lowest = all.map(\.priority).min() ?? 0
      guard let victim = all.lastIndex(where: { $0.priority == lowest }) else { break }
      if victim < shownLeft.count {
        shownLeft.remove(at: victim)
      } else {
        shownRight.remove(at: victim - shownLeft.count)
      }
    }
    return (shownLeft, shownRight)
  }
}
