import Clocks
import Foundation
import JSON
import Storage

/// A Delta table in a folder of a store: its log read and written. Holds no state; every call looks at the store. Calls block
/// on it and may be made from any thread, also while other processes write.
package struct DeltaTable: Sendable {
  /// The table's folder, absolute, without a slash at its end.
  package let path: String
  let checkpoints: any CheckpointFormat
  let clock: any WallClock
  let store: LogStore

  package init(
    path: String, checkpoints: any CheckpointFormat, clock: any WallClock, store: any ObjectStore = LocalStore()
  ) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.checkpoints = checkpoints
    self.clock = clock
    self.store = LogStore(objects: store)
  }

  var log: LogFolder { LogFolder(table: path, store: store) }

  /// The newest version; nil when the folder holds no log.
  package func snapshot() throws(DeltaError) -> Snapshot? {
    guard let listing = try log.list() else { return nil }
    return try snapshot(of: listing, version: listing.newest)
  }

  /// An older version. Throws `noSuchVersion` when it is newer than the newest or its log is gone.
  package func snapshot(version: Int64) throws(DeltaError) -> Snapshot {
    guard let listing = try log.list() else {
      throw .noSuchVersion(table: path, version: version, oldest: -1, newest: -1)
    }
    return try snapshot(of: listing, version: version)
  }

  /// The newest version whose moment is not after the given one. Throws `noVersionAt` before the first.
  package func snapshot(asOf moment: Date) throws(DeltaError) -> Snapshot {
    guard let listing = try log.list() else {
      throw .noSuchVersion(table: path, version: 0, oldest: -1, newest: -1)
    }
    let times = try log.timestamps(listing.commits[...])
    guard let found = times.last(where: { $0.time.epochMilliseconds <= moment.epochMilliseconds }) else {
      throw .noVersionAt(table: path, moment: moment, oldest: times.first?.time ?? moment)
    }
    return try snapshot(of: listing, version: found.version)
  }

  /// The newest version of a table that is to be written anew, also where it cannot be read: then without its columns.
  package func snapshotToReplace() throws(DeltaError) -> Snapshot? {
    guard let listing = try log.list() else { return nil }
    return try snapshot(of: listing, version: listing.newest, purpose: .replacing)
  }

  private func snapshot(
    of listing: LogListing, version: Int64, purpose: SnapshotPurpose = .reading
  ) throws(DeltaError) -> Snapshot {
    guard (0...listing.newest).contains(version) else { throw noSuch(version, listing) }
    let time = try log.timestamp(of: version, listing) ?? Date(epochMilliseconds: 0)
    var damage: DeltaError?
    for checkpoint in listing.checkpoints.reversed() where checkpoint.version <= version && checkpoint.isComplete {
      do {
        var replay = try read(checkpoint)
        try apply(listing, after: checkpoint.version, through: version, to: &replay)
        return try replay.snapshot(table: path, version: version, timestamp: time, purpose: purpose)
      } catch {
        // An unreadable checkpoint is not the end: an older one, or the commits themselves, tell the same.
        guard case .checkpoint = error else { throw error }
        damage = damage ?? error
      }
    }
    guard listing.commits.first == 0 else { throw damage ?? uncheckpointed(version, listing) }
    var replay = Replay()
    try apply(listing, after: -1, through: version, to: &replay)
    return try replay.snapshot(table: path, version: version, timestamp: time, purpose: purpose)
  }

  private func apply(
    _ listing: LogListing, after: Int64, through version: Int64, to replay: inout Replay
  ) throws(DeltaError) {
    guard after < version else { return }
    for number in (after + 1)...version {
      for action in try log.actions(number, newest: listing.newest) { replay.apply(action) }
    }
  }

  private func noSuch(_ version: Int64, _ listing: LogListing) -> DeltaError {
    .noSuchVersion(table: path, version: version, oldest: listing.oldestReadable, newest: listing.newest)
  }

  /// Neither the first commit nor a checkpoint to begin with.
  private func uncheckpointed(_ version: Int64, _ listing: LogListing) -> DeltaError {
    listing.oldestReadable < 0 ? .gap(table: path, missing: 0, newest: listing.newest) : noSuch(version, listing)
  }
}
