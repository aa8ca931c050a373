import Canvas
import Charts

/// What a tile of a page asks of its layout.
struct TileWish: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// Stands in the band of key figures at the top.
    case figure
    /// Takes the height that is left over.
    case line
    case other
  }

  var kind: Kind
  /// Quarters of the width, 1 to 4.
  var quarters: Int
  /// Rows that it wants; of a line the layout decides.
  var height = 0
  /// Rows with which it has air; 0 where more do not help it.
  var airyHeight = 0
}

/// Where the tiles of a page go: key figures in one band at the top, the others in bands of four quarters.
struct TilesLayout: Sendable {
  struct Place: Hashable, Sendable {
    /// Positions in the page's tiles: all key figures for the first band, else one.
    let tiles: [Int]
    let rect: Rect
  }

  /// In the page's own coordinates, which may be taller than the screen.
  let places: [Place]
  let height: Int

  init(_ tiles: [TileWish], in size: Size) {
    var places: [Place] = []
    var y = 0
    let figures = tiles.indices.filter { tiles[$0].kind == .figure }
    if !figures.isEmpty {
      places.append(Place(tiles: figures, rect: Rect(x: 0, y: 0, width: size.width, height: 6)))
      y = 6
    }
    let bands = Self.bands(tiles.indices.filter { tiles[$0].kind != .figure }, tiles, size.width)
    let heights = Self.heights(bands, tiles, room: size.height - y)
    for (band, height) in zip(bands, heights) {
      let rects = Layout.columns(
        Rect(x: 0, y: y, width: size.width, height: height), band.map { .share(Self.quarters(tiles[$0])) })
      for (tile, rect) in zip(band, rects) { places.append(Place(tiles: [tile], rect: rect)) }
      y += height
    }
    self.places = places
    height = y
  }

  private static func quarters(_ tile: TileWish) -> Int { min(4, max(1, tile.quarters)) }

  /// Tiles beside each other while their quarters fit; narrow screens have halves at least.
  private static func bands(_ indices: [Int], _ tiles: [TileWish], _ width: Int) -> [[Int]] {
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
  private static func heights(_ bands: [[Int]], _ tiles: [TileWish], room: Int) -> [Int] {
    var heights = bands.map { band in
      band.map { tiles[$0].kind == .line ? lineHeight(room) : tiles[$0].height }.max() ?? 0
    }
    var left = room - heights.reduce(0, +)
    for (index, band) in bands.enumerated() {
      let more = (band.map { tiles[$0].airyHeight }.max() ?? 0) - heights[index]
      guard more > 0, more <= left else { continue }
      heights[index] += more
      left -= more
    }
    let growing = bands.indices.filter { bands[$0].contains { tiles[$0].kind == .line } }
    guard left > 0, !growing.isEmpty else { return heights }
    for (rank, index) in growing.enumerated() {
      heights[index] += min(8, left * (rank + 1) / growing.count - left * rank / growing.count)
    }
    return heights
  }

  private static func lineHeight(_ room: Int) -> Int { room < 20 ? min(15, max(10, room)) : 13 }
}
