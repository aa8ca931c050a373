import Clocks
import DeltaLog
import Engine
import Lake
import ModelSQL

/// Writes the table anew from the winners.
struct ReplaceWrite {
  let writer: ParquetWriter
  let tombstones: Tombstones
  let base: Snapshot?

  func run(into candidate: inout Candidate) throws {
    candidate.adds = try writer.write("SELECT * EXCLUDE (_deleted) FROM \(Winners.name) WHERE NOT _deleted")
    candidate.removes = base?.files ?? []
    candidate.counts.inserted = candidate.adds.saturatingSum { $0.stats?.numRecords ?? 0 }
    candidate.changes = base == nil ? .added : .rewritten
    candidate.startsOver = true
    guard tombstones.settings.strategy == .merge else { return }
    try tombstones.write(from: Winners.name, into: &candidate)
  }
}

/// Adds the winners to the table.
struct AppendWrite {
  let writer: ParquetWriter

  func run(into candidate: inout Candidate) throws {
    candidate.adds = try writer.write("SELECT * EXCLUDE (_deleted) FROM \(Winners.name) WHERE NOT _deleted")
    candidate.counts.inserted = candidate.adds.saturatingSum { $0.stats?.numRecords ?? 0 }
    candidate.changes = .added
  }
}
