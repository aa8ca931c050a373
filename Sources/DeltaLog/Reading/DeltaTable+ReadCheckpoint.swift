import JSON

extension DeltaTable {
  /// A checkpoint's state of the table: its own rows, then those of the sidecars they name (PROTOCOL.md, "V2 Spec").
  func read(_ checkpoint: LogCheckpoint) throws(DeltaError) -> Replay {
    var replay = Replay()
    var sidecars: [String] = []
    for name in checkpoint.files {
      try eachAction(in: name) { action in
        if case .sidecar(let path) = action { sidecars.append(path) } else { replay.apply(action) }
      }
    }
    for path in sidecars { try eachAction(in: path.hasPrefix("/") ? path : "_sidecars/" + path) { replay.apply($0) } }
    return replay
  }

  private func eachAction(in name: String, _ body: (Action) -> Void) throws(DeltaError) {
    let file = name.hasPrefix("/") ? name : log.path + "/" + name
    func take(_ row: JSONValue) throws(DeltaError) {
      do { body(try Action(row)) } catch { throw DeltaError(error, table: path, file: name) }
    }
    do {
      guard name.hasSuffix(".json") else {
        try store.bring(file)
        return try checkpoints.forEachAction(path: file, take)
      }
      try log.eachLine(try store.read(file), file: name, take)
    } catch let error as DeltaError {
      // A checkpoint is one of several ways to the same state; a feature that is not supported stays one on all of them.
      if case .unsupported = error { throw error }
      throw .checkpoint(table: path, path: file, reason: "\(error)")
    } catch {
      throw .checkpoint(table: path, path: file, reason: "\(error)")
    }
  }
}
