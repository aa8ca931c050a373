import Deliveries
import Foundation
import Lake
import Ledger
import Project
import Records

/// What columns a source has, as far as can be known before its next load.
struct KnownColumns {
  let session: LakeSession
  let source: SourceDefinition

  /// As the files that were loaded have them; nil where none was.
  func loaded() throws -> [String]? {
    // Files that were read by other settings are about to be read again.
    let settings = SourceReadingSettings(source: source).text
    let loaded = try session.journal.latestManifests(of: source.name, limit: 50)
      .filter { $0.status == .loaded && ($0.reading ?? settings) == settings }
    let columns = source.bronzeColumns(of: loaded.reversed())
    return columns.isEmpty ? nil : columns
  }

  /// As the first file has them that waits; nil when nobody can tell.
  func delivered() throws -> [String]? {
    guard source.format != .parquet,
      let file = try source.incoming(projectFolder: session.workspace.project.folder).files.first
    else { return nil }
    do {
      let beginning = Self.wholeLines(try file.beginning())
      guard !beginning.isEmpty else { return nil }
      return ColumnNames(source).union(
        try FileInspection(session: session, source: source, name: file.name).columns(inBeginning: beginning))
    } catch is LakeError {
      return nil  // a file that cannot be taken tells nothing; its run will say why
    } catch is RecordsError {
      return nil
    }
  }

  /// Names stand at the top, and a big file is not to be read for them. A file of one short line may end without a line end.
  private static func wholeLines(_ beginning: [UInt8]) -> [UInt8] {
    guard beginning.count >= IncomingFile.blockSize else { return beginning }
    return beginning.lastIndex(of: 0x0A).map { Array(beginning[...$0]) } ?? []
  }
}
