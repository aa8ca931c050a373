extension DeltaTransaction {
  /// Why this transaction must not simply be tried again after another writer's commit; nil when it may, unchanged,
  /// against the snapshot with that commit in it.
  ///
  /// An append that read nothing of the table bears another append. Everything else that met new or removed rows has
  /// to be computed anew: repeated as it stands it would double or lose rows.
  package func obstacle(after winner: Commit) -> String? {
    if winner.changesMetadata || winner.changesProtocol { return "version \(winner.version) changed the table itself" }
    if let mark = transaction, winner.transactions[mark.application] != nil {
      return "version \(winner.version) is of \(mark.application) too"
    }
    let removed = Set(winner.removes)
    if let file = removes.first(where: { removed.contains($0.path) }) {
      return "version \(winner.version) removed \(file.path) too"
    }
    if !removes.isEmpty, !winner.adds.isEmpty { return "version \(winner.version) added rows this change did not see" }
    return nil
  }
}
