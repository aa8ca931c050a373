import Foundation

extension DeltaTable {
  /// The commits after a version, ascending, at most `limit` of them; empty when there are none. `after: -1` begins with
  /// the first. Throws `noSuchVersion` when the log of the next one is gone.
  package func commits(after version: Int64, limit: Int = .max) throws(DeltaError) -> [Commit] {
    guard let listing = try log.list(), version < listing.newest else { return [] }
    guard listing.commits.contains(version + 1) else {
      throw .noSuchVersion(
        table: path, version: version + 1, oldest: listing.commits.first ?? listing.newest, newest: listing.newest)
    }
    let wanted = listing.commits.filter { $0 > version }.prefix(limit)
    // A change that nobody sees is worse than an error: what is between two of them must be there.
    if let after = zip(wanted, wanted.dropFirst()).first(where: { $0 + 1 < $1 })?.0 {
      throw .gap(table: path, missing: after + 1, newest: listing.newest)
    }
    return try commits(listing, wanted)
  }

  /// The newest commits whose log is there, newest first.
  package func history(limit: Int = .max) throws(DeltaError) -> [Commit] {
    guard let listing = try log.list() else { return [] }
    return try commits(listing, listing.commits.suffix(limit)).reversed()
  }

  private func commits(_ listing: LogListing, _ versions: ArraySlice<Int64>) throws(DeltaError) -> [Commit] {
    let times = Dictionary(uniqueKeysWithValues: try log.timestamps(versions).map { ($0.version, $0.time) })
    var commits: [Commit] = []
    for version in versions {
      commits.append(
        Commit(
          version: version, timestamp: times[version] ?? Date(epochMilliseconds: 0),
          actions: try log.actions(version, newest: listing.newest)))
    }
    return commits
  }
}
