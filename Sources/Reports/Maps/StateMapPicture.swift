import Canvas
import Charts
import Operations

/// A map laid out: where every node is, those within others too, and the lines between them.
package struct StateMapPicture: Sendable {
  package enum Zoom: String, Sendable, Hashable, CaseIterable {
    /// What each node does and where it leads to.
    case full
    /// Names alone.
    case compact
  }

  package struct Item: Sendable, Hashable {
    package let name: String
    package let place: Rect
    /// Within how many others it lies.
    package let depth: Int
    let mark: Status?
    let lines: [Line]
    let isFramed: Bool
    let role: Role
    let isKnown: Bool

    func title(_ glyphs: Glyphs) -> String { mark.map { $0.glyph(glyphs) + " " + name } ?? name }
  }

  struct Line: Sendable, Hashable {
    let text: String
    let role: Role
  }

  /// A map of one level, drawn.
  struct Block: Sendable {
    var size: Size
    var items: [Item]
    var labels: [(place: Point, text: String, role: Role)]
    var sketch: LineSketch
    var shifted: [(Point, LineSketch)]
  }

  package let size: Size
  /// Outer ones before those within them.
  package let items: [Item]
  private let block: Block

  /// - Parameter states: what is known of the nodes, by name.
  package init(_ map: StateMap, _ states: [String: NodeState] = [:], zoom: Zoom) {
    block = MapDrawing(map, states, zoom).block(depth: 0)
    (size, items) = (block.size, block.items)
  }

  /// The one whose box a place is in; the innermost.
  package func item(at place: Point) -> Item? { items.last { $0.place.contains(place) } }

  package func item(_ name: String) -> Item? { items.first { $0.name == name } }

  /// - Parameters:
  ///   - origin: where the map's first cell is on the surface; may be outside of `rect`.
  ///   - selected: the node that is chosen.
  package func draw(into surface: inout Surface, at origin: Point, in rect: Rect, selected: String? = nil) {
    for item in items { draw(item, item.name == selected, &surface, origin, rect) }
    block.sketch.draw(into: &surface, at: origin, clip: rect)
    for (place, sketch) in block.shifted {
      sketch.draw(into: &surface, at: Point(x: origin.x + place.x, y: origin.y + place.y), clip: rect)
    }
    for label in block.labels {
      let place = Point(x: origin.x + label.place.x, y: origin.y + label.place.y)
      surface.write(label.text, at: place, style: Style(label.role), clip: rect)
    }
  }

  private func draw(_ item: Item, _ isChosen: Bool, _ surface: inout Surface, _ origin: Point, _ clip: Rect) {
    let place = Rect(
      x: origin.x + item.place.x, y: origin.y + item.place.y, width: item.place.width, height: item.place.height)
    guard !place.intersection(clip).isEmpty else { return }
    let ground: Ground = isChosen ? .selection : .screen
    let titleRow = item.isFramed ? place.inset(1).top(1).inset(horizontal: 1, vertical: 0) : place
    if item.isFramed { MapFrame(surface.glyphs, isHeavy: isChosen).draw(into: &surface, place, item.role, clip) }
    let style = Style(item.isKnown ? item.role : .text, on: ground)
    if isChosen { surface.fill(titleRow.intersection(clip), style: style) }
    surface.write(
      TextFit.truncate(item.title(surface.glyphs), to: titleRow.width, glyphs: surface.glyphs), at: titleRow.origin,
      style: style,
      clip: titleRow.intersection(clip))
    if isChosen, clip.contains(titleRow.origin) { surface.cursor = titleRow.origin }
    for (row, line) in item.lines.enumerated() {
      let text = TextFit.truncate(line.text, to: titleRow.width, glyphs: surface.glyphs)
      let at = Point(x: titleRow.x, y: titleRow.y + 1 + row)
      surface.write(text, at: at, style: Style(line.role), clip: clip)
    }
  }
}

/// A frame of which only a part may show.
private struct MapFrame {
  private let border: Border

  init(_ glyphs: Glyphs, isHeavy: Bool) { border = isHeavy ? glyphs.focusedBorder : glyphs.border }

  func draw(into surface: inout Surface, _ rect: Rect, _ role: Role, _ clip: Rect) {
    let style = Style(role)
    let put = { (glyph: Unicode.Scalar, x: Int, y: Int, surface: inout Surface) in
      guard clip.contains(Point(x: x, y: y)) else { return }
      surface.write(String(glyph), at: Point(x: x, y: y), style: style, clip: clip)
    }
    let (right, bottom) = (rect.right - 1, rect.bottom - 1)
    for x in (rect.x + 1)..<max(rect.x + 1, right) {
      put(border.horizontal, x, rect.y, &surface)
      put(border.horizontal, x, bottom, &surface)
    }
    for y in (rect.y + 1)..<max(rect.y + 1, bottom) {
      put(border.vertical, rect.x, y, &surface)
      put(border.vertical, right, y, &surface)
    }
    put(border.topLeft, rect.x, rect.y, &surface)
    put(border.topRight, right, rect.y, &surface)
    put(border.bottomLeft, rect.x, bottom, &surface)
    put(border.bottomRight, right, bottom, &surface)
  }
}
