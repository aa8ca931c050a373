import Clocks
import DeltaLog
import Lake
import Words

extension BuildPlan {
  /// Bytes of files that the build reads, about: of Bronze as they came, of tables their Parquet. Nothing is read for it but
  /// manifests and logs.
  func bytesRead(_ session: LakeSession) -> Int64 { inputs.saturatingSum { bytes(of: $0, session) } }

  private func bytes(of input: InputState, _ session: LakeSession) -> Int64 {
    let isNarrowed = reading == .newRows && settings.newRowsFrom.contains(input.table)
    switch input.content {
    case .absent: return 0
    case .files(let all): return (isNarrowed ? input.files(since: read(input)) : all).saturatingSum { $0.size }
    case .delta(let snapshot):
      let whole = snapshot.files.saturatingSum { $0.size }
      guard isNarrowed, case .table(let version, _)? = read(input)?.kind, version >= 0 else { return whole }
      guard version < snapshot.version else { return 0 }
      // Where the log of one is gone, both versions are compared row by row.
      guard let commits = try? session.deltaTable(input.table).commits(after: version) else { return whole }
      return min(whole, commits.saturatingSum { $0.adds.saturatingSum { $0.size } })
    }
  }
}
