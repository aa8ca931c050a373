import Synchronization

/// Clusters of several scalars that cells refer to by number, shared by all surfaces so that cells compare by value.
enum Clusters {
  static let flag: UInt32 = 0x8000_0000
  /// Text from outside chooses the clusters, so their number must have an end; past it only the base is drawn.
  static let capacity = 65_536

  private struct Table {
    var known: [[UInt32]: UInt32] = [:]
    var all: [[UInt32]] = []
  }
  private static let table = Mutex(Table())

  /// The glyph of a base and its marks.
  static func intern(_ scalars: [UInt32]) -> UInt32 {
    guard scalars.count > 1 else { return scalars.first ?? 0x20 }
    return table.withLock { table in
      if let glyph = table.known[scalars] { return glyph }
      guard table.all.count < capacity else { return scalars[0] }
      let glyph = flag | UInt32(table.all.count)
      table.all.append(scalars)
      table.known[scalars] = glyph
      return glyph
    }
  }

  static func scalars(_ glyph: UInt32) -> [UInt32] {
    table.withLock { table in
      let index = Int(glyph & ~flag)
      return index < table.all.count ? table.all[index] : [0xFFFD]
    }
  }
}
