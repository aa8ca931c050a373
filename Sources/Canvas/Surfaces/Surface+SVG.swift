extension Surface {
  /// The surface as an SVG picture in a theme's colours, for documents: one rectangle for each run of a background, one
  /// text for each run of a style, held to the grid whatever the viewer's font.
  package func svg(theme: Theme) -> String {
    let (width, height) = (Double(size.width) * Self.cellWidth, Double(size.height) * Self.cellHeight)
    let paper =
      Self.hex(theme.screenStyle(.plain, depth: .truecolour).background) ?? (theme.isLight ? "#ffffff" : "#101418")
    var lines = [
      #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(Self.number(width)) \#(Self.number(height))" "#
        + #"font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">"#,
      #"<rect width="100%" height="100%" fill="\#(paper)"/>"#,
    ]
    for y in 0..<size.height { append(row: y, theme, paper, to: &lines) }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private static let cellWidth = 8.43
  private static let cellHeight = 18.0

  private func append(row y: Int, _ theme: Theme, _ paper: String, to lines: inout [String]) {
    var start = 0
    while start < size.width {
      guard let style = self[start, y]?.style else { return }
      var end = start + 1
      while end < size.width, self[end, y]?.style == style { end += 1 }
      append(run: start..<end, row: y, theme.screenStyle(style.style, depth: .truecolour), paper, to: &lines)
      start = end
    }
  }

  private func append(
    run: Range<Int>, row y: Int, _ style: ScreenStyle, _ paper: String, to lines: inout [String]
  ) {
    let isReversed = style.attributes.contains(.reverse)
    let ink = Self.hex(style.foreground) ?? (paper == "#ffffff" ? "#000000" : "#d0d0d0")
    let ground = Self.hex(style.background) ?? paper
    let (x, width) = (Double(run.lowerBound) * Self.cellWidth, Double(run.count) * Self.cellWidth)
    let top = Double(y) * Self.cellHeight
    let back = isReversed ? ink : ground
    if back != paper {
      lines.append(
        #"<rect x="\#(Self.number(x))" y="\#(Self.number(top))" width="\#(Self.number(width))" height="18" fill="\#(back)"/>"#
      )
    }
    let text = run.flatMap { self[$0, y]?.scalars ?? [] }.map { Self.escaped(Unicode.Scalar($0) ?? "\u{FFFD}") }
      .joined()
    guard text.contains(where: { $0 != " " }) else { return }
    let weight = style.attributes.contains(.bold) ? #" font-weight="bold""# : ""
    let opacity = style.attributes.contains(.dim) ? #" opacity="0.7""# : ""
    lines.append(
      #"<text x="\#(Self.number(x))" y="\#(Self.number(top + 13.5))" textLength="\#(Self.number(width))" "#
        + #"lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="\#(isReversed ? ground : ink)"\#(weight)\#(opacity)>\#(text)</text>"#
    )
  }

  /// Two decimals without a locale.
  private static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    return rest == 0 ? "\(whole)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    default: String(scalar)
    }
  }

  private static func hex(_ colour: ScreenColour) -> String? {
    guard case .rgb(let rgb) = colour else { return nil }
    let value = Int(rgb.red) << 16 | Int(rgb.green) << 8 | Int(rgb.blue)
    let text = String(value, radix: 16)
    return "#" + String(repeating: "0", count: 6 - text.count) + text
  }
}
