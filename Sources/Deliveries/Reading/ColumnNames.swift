import Files
import Foundation
import Lake
import Project

/// How the names that a source's files give their columns become the columns of its Bronze table. Names are one whatever
/// their case and their Unicode form, as they are to the engine and to whoever reads them; the table has the first spelling
/// that came. Names by which Bronze says where a row comes from are never a file's.
package struct ColumnNames {
  /// Columns a file may have at most. The engine binds a table of so many in seconds and takes minutes for ten times as many.
  package static let limit = 20_000

  private let renamed: [String: String]
  private let reserved: Set<String>

  package init(_ source: SourceDefinition) {
    renamed = Dictionary(source.rename.map { (Self.folded($0.from), $0.to) }) { first, _ in first }
    var reserved = Set(SourceDefinition.provenance)
    for (column, name) in source.changes?.roles ?? [] where Self.folded(column) != name { reserved.insert(name) }
    self.reserved = reserved
  }

  /// What two spellings of one name have in common.
  package static func folded(_ name: String) -> String {
    // Swift compares texts by their canonical form, so that only case is left to fold.
    name.lowercased()
  }

  package func key(_ delivered: String) -> String { Self.folded(shown(delivered)) }

  /// The name in the Bronze table.
  package func shown(_ delivered: String) -> String {
    let name = renamed.isEmpty ? delivered : renamed[Self.folded(delivered)] ?? delivered
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    let composed = isASCII ? name : name.precomposedStringWithCanonicalMapping
    // Only of files that were loaded by a version that did not refuse the name.
    return isReserved(composed) ? composed + "_1" : composed
  }

  /// The columns of files as those of the table, in the order they first appeared.
  package func union(_ delivered: some Sequence<String>) -> [String] {
    var seen: Set<String> = []
    return delivered.map(shown).filter { seen.insert(Self.folded($0)).inserted }
  }

  package func isReserved(_ name: String) -> Bool { reserved.contains(Self.folded(name)) }

  /// Refuses what cannot become columns, before anything of the file is kept.
  ///
  /// - Parameter spellings: whether one name may stand there in several spellings, as in the records of a JSON file.
  package func check(_ delivered: [String], file: String, spellings: Bool = false) throws(LakeError) {
    guard delivered.count <= Self.limit else {
      throw LakeError(
        .columnsWrong, "\(file) has \(delivered.count) columns, more than the \(Self.limit) that a table may have")
    }
    var seen: [String: String] = [:]
    for name in delivered {
      let final = renamed[Self.folded(name)] ?? name
      guard !isReserved(final) else {
        throw LakeError(
          .columnsWrong,
          """
          \(file): the column “\(name)” has a name that Bronze gives to a column of its own; name it otherwise in the file, \
          or in project.yml with rename: {\(name): another_name}
          """)
      }
      guard let other = seen.updateValue(name, forKey: Self.folded(final)) else { continue }
      if Self.folded(other) != Self.folded(name) {
        throw LakeError(
          .columnsWrong, "\(file): rename makes one column of “\(other)” and “\(name)”, and the file has both")
      }
      guard !spellings else { continue }
      throw LakeError(
        .columnsWrong,
        "\(file): the header names “\(name)” twice"
          + (ExactText(other) == ExactText(name) ? "" : ": “\(other)” is the same column, whatever the case"))
    }
  }
}

extension SourceDefinition.ChangeColumns {
  /// Columns that are given, each with the name that Bronze gives it.
  package var roles: [(column: String, name: String)] {
    [(operation, "_op"), (commitTimestamp, "_commit_ts"), (sequence, "_sequence")].compactMap { column, name in
      column.map { ($0, name) }
    }
  }
}
