import DeltaLog
import Foundation

/// Which state of a table to read.
package enum TableVersion: Sendable, Equatable {
  case newest
  case version(Int64)
  case asOf(Date)
}

extension DeltaTable {
  /// Nil where there is no table.
  package func snapshot(_ version: TableVersion) throws(DeltaError) -> Snapshot? {
    switch version {
    case .newest: try snapshot()
    case .version(let number): try snapshot(version: number)
    case .asOf(let moment): try snapshot(asOf: moment)
    }
  }
}

extension LakeError {
  package static func noTable(_ path: String) -> LakeError {
    LakeError(.tableMissing, "\(path) is no Delta table: it has no _delta_log folder with commits")
  }
}
