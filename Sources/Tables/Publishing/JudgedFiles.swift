import DataQuality
import Lake
import Ledger
import Project
import Words

/// The files a table's rows come from, for the rules about files.
struct JudgedFiles {
  let session: LakeSession

  /// Those of the sources that its model reads, or reads through other models. Nothing is looked up where no rule asks.
  func files(of table: TableName, for ruleset: Ruleset) throws -> [QualityFile] {
    guard ruleset.looksAtFiles else { return [] }
    var files: [QualityFile] = []
    for name in try sources(of: table) {
      try session.journal.eachManifest(of: name) { files.append(QualityFile($0, in: session.workspace)) }
    }
    return files
  }

  private func sources(of table: TableName) throws -> [String] {
    let inputs = try session.analyze().inputs
    var seen: Set<TableName> = []
    var open = [table]
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      open += inputs[next] ?? []
    }
    return seen.filter { $0.layer == .bronze }.map(\.name).sorted()
  }
}
