import Canvas
import Widgets

/// The stations side by side, with arrows between them.
struct FlowPicture {
  let stations: [FlowStation]

  /// Rows that show all the figures and `tables` tables of the longest list.
  static func height(_ stations: [FlowStation], tables: Int) -> Int {
    let figures = stations.map(\.lines.count).max() ?? 0
    let longest = min(tables, stations.map(\.tables.count).max() ?? 0)
    return 1 + figures + (longest > 0 ? longest + 1 : 0)
  }

  func draw(into surface: inout Surface, in rect: Rect) {
    guard !stations.isEmpty else { return }
    let places = places(in: rect)
    for (index, place) in places.enumerated() {
      draw(stations[index], &surface, place)
      guard index + 1 < places.count else { continue }
      let arrow = Rect(x: place.right, y: rect.y + 1, width: places[index + 1].x - place.right, height: 1)
      drawArrow(&surface, arrow.intersection(rect), to: stations[index + 1])
    }
  }

  /// A figure far from its name is hard to read: on wide screens the arrows grow instead of the stations. The ends of the
  /// flow list no tables, so they need less.
  private func places(in rect: Rect) -> [Rect] {
    let widest = stations.map { $0.tables.isEmpty ? 18 : 30 }
    let free = rect.width - widest.reduce(0, +)
    let arrow = free / max(1, stations.count - 1)
    if arrow >= 6 { return Layout.columns(rect, widest.map { .fixed($0) }, gap: min(arrow, 18)) }
    let tracks = stations.map { Track.atLeast(min(12, rect.width / stations.count), share: $0.tables.isEmpty ? 1 : 3) }
    return Layout.columns(rect, tracks, gap: rect.width >= stations.count * 22 ? 6 : 4)
  }

  private func drawArrow(_ surface: inout Surface, _ line: Rect, to station: FlowStation) {
    let room = line.inset(horizontal: 1, vertical: 0)
    // What arrives where something is wrong is drawn in that colour; all else stays calm.
    let role: Role = station.look.status == .ok ? .border : station.look.role
    surface.fill(room, with: surface.glyphs.border.horizontal, style: Style(role))
    surface.write(surface.glyphs.isASCII ? ">" : "▸", in: room.right(1), style: Style(role))
  }

  private func draw(_ station: FlowStation, _ surface: inout Surface, _ rect: Rect) {
    surface.write(station.title, in: rect, style: Style(station.role, .bold))
    for (row, line) in station.lines.enumerated() { draw(line, &surface, rect.row(row + 1)) }
    let list = rect.inset(top: FlowPicture.height([station], tables: 0) + 1)
    guard list.height >= 2, !station.tables.isEmpty else { return }
    let shown = station.tables.count > list.height ? list.height - 1 : station.tables.count
    for (row, line) in station.tables.prefix(shown).enumerated() { draw(line, &surface, list.row(row)) }
    if shown < station.tables.count {
      surface.write("\(station.tables.count - shown) more", in: list, row: shown, style: Style(.dim))
    }
  }

  private func draw(_ line: FlowStation.Line, _ surface: inout Surface, _ rect: Rect) {
    switch line {
    case .state(let look): look.draw(into: &surface, at: rect.origin, clip: rect)
    case .text(let text, let role): surface.write(text, in: rect, style: Style(role))
    case .figure(let name, let figure, let role):
      surface.write(figure, in: rect, align: .right, style: Style(role))
      surface.write(name, in: rect.inset(right: TextWidth.of(figure) + 1), style: Style(.dim))
    case .counts(let counts): draw(counts, &surface, rect)
    case .table(let look, let name, let age):
      surface.write(look.status.glyph(surface.glyphs), at: rect.origin, style: Style(look.role), clip: rect)
      surface.write(age, in: rect, align: .right, style: Style(.dim))
      surface.write(name, in: rect.inset(left: 3, right: TextWidth.of(age) + 1))
    }
  }
}

extension FlowPicture {
  private func draw(_ counts: [FlowStation.StateCount], _ surface: inout Surface, _ rect: Rect) {
    let glyphs = surface.glyphs
    let texts = counts.map { ($0.look.status.glyph(glyphs), "\($0.count)", $0.look.role) }
    let tight = texts.map { TextWidth.of($0.0) + TextWidth.of($0.1) + 1 }.reduce(0, +)
    let gap = tight + texts.count * 2 <= rect.width ? 1 : 0
    var x = rect.x
    for (glyph, count, role) in texts {
      x += surface.write(glyph, at: Point(x: x, y: rect.y), style: Style(role), clip: rect) + gap
      x += surface.write(count, at: Point(x: x, y: rect.y), style: Style(role), clip: rect) + 1 + gap
    }
  }
}

extension Style {
  init(_ role: Role, _ attributes: Attributes) { self.init(role, on: .screen, attributes) }
}
