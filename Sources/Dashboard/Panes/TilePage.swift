import Canvas
import Interaction
import Widgets

/// A page of tiles that may be taller than the screen: which one is chosen, and how far it is scrolled.
struct TilePage: Sendable {
  private(set) var layout = TilesLayout([], in: .zero)
  /// The chosen place of the layout.
  private(set) var selected = 0
  private(set) var offset = 0
  /// Where it is on the screen, as laid out last.
  private(set) var rect = Rect.zero

  /// Back to the first tile.
  mutating func reset() { (selected, offset) = (0, 0) }

  mutating func arrange(_ tiles: [TileWish], in rect: Rect) {
    self.rect = rect
    layout = TilesLayout(tiles, in: rect.size)
    if layout.height > rect.height {
      // A scroll bar needs a column of its own.
      layout = TilesLayout(tiles, in: Size(width: rect.width - 1, height: rect.height))
    }
    selected = min(max(0, selected), max(0, layout.places.count - 1))
    guard layout.places.indices.contains(selected) else { return }
    let place = layout.places[selected].rect
    if place.bottom > offset + rect.height { offset = place.bottom - rect.height }
    if place.y < offset { offset = place.y }
    offset = min(max(0, offset), max(0, layout.height - rect.height))
    // The page starts at a band's edge, so that no tile is cut at the top.
    offset = layout.places.map(\.rect.y).filter { $0 >= offset }.min() ?? offset
    if offset > place.y { offset = place.y }
  }

  /// The tiles of the chosen place.
  var chosen: [Int] { layout.places.indices.contains(selected) ? layout.places[selected].tiles : [] }

  mutating func move(_ action: ActionID) {
    let last = max(0, layout.places.count - 1)
    switch action {
    case .right: selected = min(last, selected + 1)
    case .left: selected = max(0, selected - 1)
    case .down, .pageDown: selected = neighbour(below: true) ?? selected
    case .up, .pageUp: selected = neighbour(below: false) ?? selected
    case .top: selected = 0
    case .bottom: selected = last
    default: break
    }
  }

  /// The nearest place in the band above or below.
  private func neighbour(below: Bool) -> Int? {
    guard layout.places.indices.contains(selected) else { return nil }
    let rect = layout.places[selected].rect
    let others = layout.places.indices.filter {
      below ? layout.places[$0].rect.y > rect.y : layout.places[$0].rect.y < rect.y
    }
    let band = others.map { layout.places[$0].rect.y }
    guard let y = below ? band.min() : band.max() else { return nil }
    return others.filter { layout.places[$0].rect.y == y }.min {
      abs(layout.places[$0].rect.x - rect.x) < abs(layout.places[$1].rect.x - rect.x)
    }
  }

  /// Chooses what was pressed on.
  ///
  /// - Returns: whether it was chosen already; nil beside all tiles.
  mutating func press(at point: Point) -> Bool? {
    let place = Point(x: point.x - rect.x, y: point.y - rect.y + offset)
    guard rect.contains(point), let hit = layout.places.firstIndex(where: { $0.rect.contains(place) }) else {
      return nil
    }
    defer { selected = hit }
    return selected == hit
  }

  /// Draws the tiles that show, each place by its tiles, and how far the page is scrolled.
  ///
  /// - Parameter room: where on the screen; what is above the page's own place is left out.
  func draw(
    into surface: inout Surface, in room: Rect,
    _ drawTiles: (_ tiles: [Int], _ isFocused: Bool, _ surface: inout Surface, _ rect: Rect) -> Void
  ) {
    for (index, place) in layout.places.enumerated() {
      let rect = Rect(
        x: room.x + place.rect.x, y: room.y + place.rect.y - offset, width: place.rect.width, height: place.rect.height)
      let shown = rect.intersection(room)
      guard rect.y >= room.y, shown.height >= min(4, rect.height) else { continue }
      drawTiles(place.tiles, index == selected, &surface, shown)
    }
    ScrollBar(offset: offset, visible: room.height, count: layout.height).draw(into: &surface, in: room)
  }
}
