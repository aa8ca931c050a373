import Canvas
import Charts
import Operations

/// Where the tiles of a dashboard go: key figures in one band at the top, the others in bands of four quarters.
struct GoldLayout: Sendable {
  struct Place: Hashable, Sendable {
    /// Positions in the report's tiles: all key figures for the first band, else one.
    let tiles: [Int]
    let rect: Rect
  }

  /// In the page's own coordinates, which may be taller than the screen.
  let places: [Place]
  let height: Int

  init(_ tiles: [ReportTile], in size: Size) {
    var places: [Place] = []
    var y = 0
    let figures = tiles.indices.filter { tiles[$0].isKPI }
    if !figures.isEmpty {
      places.append(Place(tiles: figures, rect: Rect(x: 0, y: 0, width: size.width, height: 6)))
      y = 6
    }
    let bands = Self.bands(tiles.indices.filter { !tiles[$0].isKPI }, tiles, size.width)
    let heights = Self.heights(bands, tiles, room: size.height - y, width: size.width)
    for (band, height) in zip(bands, heights) {
      let rects = Layout.columns(
        Rect(x: 0, y: y, width: size.width, height: height), band.map { .share(Self.quarters(tiles[$0])) })
      for (tile, rect) in zip(band, rects) { places.append(Place(tiles: [tile], rect: rect)) }
      y += height
    }
    self.places = places
    height = y
  }

  private static func quarters(_ tile: ReportTile) -> Int { min(4, max(1, tile.width)) }

  /// Tiles beside each other while their quarters fit; narrow screens have halves at least.
  private static func bands(_ indices: [Int], _ tiles: [ReportTile], _ width: Int) -> [[Int]] {
    let least = width < 70 ? 4 : width < 130 ? 2 : 1
    var bands: [[Int]] = []
    var used = 5
    for index in indices {
      let wanted = max(least, quarters(tiles[index]))
      if used + wanted > 4 {
        bands.append([])
        used = 0
      }
      bands[bands.count - 1].append(index)
      used += wanted
    }
    return bands
  }

  /// As tall as the content wants; what is left over gives air to rankings, then height to the bands with lines, evenly.
  private static func heights(_ bands: [[Int]], _ tiles: [ReportTile], room: Int, width: Int) -> [Int] {
    var heights = bands.map { band in band.map { wantedHeight(tiles[$0], room: room) }.max() ?? 0 }
    var left = room - heights.reduce(0, +)
    for (index, band) in bands.enumerated() {
      let more = (band.map { airyHeight(tiles[$0]) }.max() ?? 0) - heights[index]
      guard more > 0, more <= left else { continue }
      heights[index] += more
      left -= more
    }
    let growing = bands.indices.filter { bands[$0].contains { tiles[$0].isLine } }
    guard left > 0, !growing.isEmpty else { return heights }
    for (rank, index) in growing.enumerated() {
      heights[index] += min(8, left * (rank + 1) / growing.count - left * rank / growing.count)
    }
    return heights
  }

  /// What a ranking takes with a blank line between its bars; 0 for other tiles.
  private static func airyHeight(_ tile: ReportTile) -> Int {
    guard case .bars(let bars) = tile.content else { return 0 }
    return BarChart.height(min(bars.count, 10)) + 2
  }

  private static func wantedHeight(_ tile: ReportTile, room: Int) -> Int {
    switch tile.content {
    case .kpi: 6
    case .line: room < 20 ? min(15, max(10, room)) : 13
    case .bars(let bars): min(max(bars.count, 2), 10) + 2
    case .table(let page): min(max(page.rows.count, 2), 10) + 3
    case .failed: 6
    }
  }
}
