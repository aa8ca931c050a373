/// What became of a file that a source delivered.
package enum ManifestStatus: String, Sendable, Hashable, Codable, CaseIterable {
  case loaded = "LOADED"
  case failed = "FAILED"
  /// Loaded once; its bytes are gone from the lake, and no source delivers them any more.
  case lost = "LOST"
  /// Was loaded, and a person took it out: its rows no longer count.
  case withdrawn = "WITHDRAWN"
}
