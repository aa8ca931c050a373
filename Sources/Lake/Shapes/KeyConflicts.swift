import ModelSQL

/// Keys that met several rows which say different things, with nothing declared to tell which is the newest.
package struct KeyConflicts: Sendable, Hashable {
  /// Among them those for which not even the order of arrival tells, as when a join matches more than once.
  package var undecided: Int64 = 0
  package var keys: Int64 = 0

  package init(undecided: Int64 = 0, keys: Int64 = 0) {
    self.undecided = undecided
    self.keys = keys
  }

  /// For the step's message; nil when there is none.
  package var note: String? {
    keys == 0 ? nil : "\(keys) key\(keys == 1 ? "" : "s") with several values"
  }

  /// For the log; nil when there is none.
  package func warning(of table: String, _ settings: ModelSettings) -> String? {
    guard keys > 0 else { return nil }
    let key = settings.uniqueKey.joined(separator: ", ")
    let met = "\(table): \(keys) key\(keys == 1 ? "" : "s") (\(key)) met rows that say different things"
    let why =
      settings.newestBy.isEmpty
      ? "no newest_by says which is the newest"
      : "newest_by (\(settings.newestBy.joined(separator: ", "))) is the same"
    guard undecided > 0 else { return "\(met), and \(why): the row that arrived last won" }
    let some = undecided == keys ? "" : " for \(undecided) of them"
    let cause = settings.newestBy.isEmpty ? ", as when a join matches more than once" : ""
    return "\(met), and \(why); nothing else tells\(some)\(cause): the row with the greater values won"
  }
}
