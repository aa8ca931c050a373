/// A stage of the pipeline, and the schema its tables are read under. Quarantine holds the rejected rows of the others.
package enum Layer: String, Sendable, Hashable, CaseIterable, Comparable {
  case bronze, silver, gold, quarantine

  /// Bronze comes first: the order data flows in.
  package static func < (a: Layer, b: Layer) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .bronze: 0
    case .silver: 1
    case .gold: 2
    case .quarantine: 3
    }
  }
}
