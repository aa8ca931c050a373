import Files
import Ledger
import Project

/// The lists of columns that files have: as a rule a few, however many files there are.
package struct DistinctColumns {
  /// Each once, in the order in which they first came.
  package private(set) var lists: [[String]] = []

  package init(_ manifests: [ManifestRecord]) {
    var seen: Set<[ExactText]> = []
    var last: [String]?
    for columns in manifests.lazy.map(\.columns) {
      // Most files look like the one before.
      if let last, last.count == columns.count, zip(last, columns).allSatisfy({ $0.utf8.elementsEqual($1.utf8) }) {
        continue
      }
      last = columns
      if seen.insert(columns.map(ExactText.init)).inserted { lists.append(columns) }
    }
  }
}

extension SourceDefinition {
  /// The columns of its Bronze table: those of all files, in the order they first appeared.
  package func bronzeColumns(of files: [ManifestRecord]) -> [String] {
    ColumnNames(self).union((columns ?? []) + DistinctColumns(files).lists.joined())
  }
}
