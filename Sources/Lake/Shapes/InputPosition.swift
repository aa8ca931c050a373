import DeltaLog
import JSON
import Ledger

/// How far a table has read one of its inputs, as its bookmark holds it. A number alone would mean something else beside
/// another journal or another table of the same name, so a position says what it is a number of: of files the manifest's
/// chain at that place, of a Delta table its id.
package struct InputPosition: Equatable {
  package enum Kind: Equatable {
    /// The newest file's number, and the numbers below it that were not read because their bytes were lost.
    case files(through: Int64, chain: String?, missing: Set<Int64>)
    case table(version: Int64, id: String?)
  }

  package let kind: Kind

  package var json: JSONValue {
    switch kind {
    case .files(let through, let chain, let missing):
      var value: JSONObject = ["through": .int(through)]
      if let chain { value["chain"] = .string(chain) }
      if !missing.isEmpty { value["missing"] = .array(missing.sorted().map { .int($0) }) }
      return .object(value)
    case .table(let version, let id):
      var value: JSONObject = ["version": .int(version)]
      if let id { value["table"] = .string(id) }
      return .object(value)
    }
  }

  package init(_ kind: Kind) { self.kind = kind }

  /// Nil for what is no position.
  package init?(_ json: JSONValue?) {
    if let through = json?["through"]?.intValue {
      let missing = (json?["missing"]?.arrayValue ?? []).compactMap(\.intValue)
      kind = .files(through: through, chain: json?["chain"]?.stringValue, missing: Set(missing))
    } else if let version = json?["version"]?.intValue {
      kind = .table(version: version, id: json?["table"]?.stringValue)
    } else {
      return nil
    }
  }
}

extension InputState {
  /// What a bookmark holds for this input once it was read.
  /// - Parameter before: where the reading began; nil when the whole input was read.
  package func position(after before: InputPosition?) -> InputPosition {
    switch content {
    case .files(let manifests):
      let newest = [manifests.last, lost.last].compactMap { $0 }.max { $0.sequence < $1.sequence }
      let chain = newest.flatMap { $0.chain.isEmpty ? nil : $0.chain }
      return InputPosition(
        .files(through: newest?.sequence ?? 0, chain: chain, missing: unread(since: before)))
    case .delta(let snapshot): return InputPosition(.table(version: snapshot.version, id: snapshot.metadata.id))
    case .absent: return InputPosition(.table(version: -1, id: nil))
    }
  }

  private func unread(since before: InputPosition?) -> Set<Int64> {
    guard case .files(let through, _, let missing)? = before?.kind else { return Set(lost.map(\.sequence)) }
    return Set(lost.map(\.sequence).filter { $0 > through || missing.contains($0) })
  }

  /// Whether the position is one of this very input: another manifest, or another table of the same name, is none that it
  /// could have been read from.
  package func knows(_ before: InputPosition) -> Bool {
    switch (before.kind, content) {
    case (.files(0, _, _), .files): return true
    case (.files(let through, let chain, _), .files(let manifests)):
      let record = manifests.last { $0.sequence == through } ?? lost.last { $0.sequence == through }
      guard let record else { return false }
      return chain.map { record.chain.isEmpty || $0 == record.chain } ?? true
    case (.table(let version, let id), .delta(let snapshot)):
      return version <= snapshot.version && (version < 0 || id.map { $0 == snapshot.metadata.id } ?? true)
    case (.table(let version, _), .absent): return version < 0
    default: return false
    }
  }

  /// The files of it that a reader at this position has not read.
  package func files(since before: InputPosition?) -> [ManifestRecord] {
    guard case .files(let manifests) = content else { return [] }
    guard case .files(let through, _, let missing)? = before?.kind else { return manifests }
    return manifests.filter { $0.sequence > through || missing.contains($0.sequence) }
  }

  /// Nothing has come since the position. Bytes that were lost since then are no reason to read the others again.
  package func isAt(_ before: InputPosition?) -> Bool {
    guard let before, knows(before) else { return false }
    switch (before.kind, content) {
    case (.files, .files): return files(since: before).isEmpty
    case (.table(let version, _), .delta(let snapshot)): return version == snapshot.version
    case (.table, .absent): return true
    default: return false
    }
  }
}
