import DeltaLog

extension DeltaTable {
  /// Commits, or returns nil when another writer took the version first.
  package func commitUnlessLost(_ transaction: DeltaTransaction, after base: Snapshot?) throws(DeltaError) -> Int64? {
    do {
      return try commit(transaction, after: base)
    } catch {
      if case .conflict = error { return nil }
      throw error
    }
  }
}
