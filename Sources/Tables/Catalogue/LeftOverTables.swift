import Foundation
import Lake
import Project
import Storage
import Words

/// Tables of the lake that the project does not make any more: of a model or source that was removed or renamed. Nobody
/// builds them, and queries by their path go on finding them.
package struct LeftOverTables {
  let workspace: Workspace

  package init(_ workspace: Workspace) { self.workspace = workspace }

  package struct Entry: Sendable, Hashable {
    package let table: TableName
    /// One sentence: what it is, and what to do.
    package let advice: String
  }

  /// In the order of layers and names.
  package func entries() -> [Entry] {
    let known = Set(workspace.project.tables.map { ExactTable($0) })
    return [Layer.bronze, .silver, .gold].flatMap { layer in
      names(in: layer).map { TableName(layer, $0) }.filter { !known.contains(ExactTable($0)) }.map(entry)
    }
  }

  private struct ExactTable: Hashable {
    let layer: Layer
    let bytes: [UInt8]
    init(_ table: TableName) { (layer, bytes) = (table.layer, Array(table.name.utf8)) }
  }

  private func names(in layer: Layer) -> [String] {
    let folder = "\(workspace.lakePath)/\(layer.rawValue)"
    // A lake that is not there yet has none, and one that cannot be read says so where it is read.
    let names = list(folder) ?? []
    return names.filter { name in
      !name.hasPrefix(".") && ["_delta_log", "_files"].contains { list("\(folder)/\(name)/\($0)") != nil }
    }.sorted()
  }

  private func removal(_ paths: [String]) -> String {
    guard workspace.isInBucket else { return "rm -r \(paths.joined(separator: " "))" }
    return paths.map { "aws s3 rm --recursive \(workspace.address(of: $0))" }.joined(separator: "; ")
  }

  private func list(_ folder: String) -> [String]? {
    do throws(StorageError) { return try workspace.store.list(folder) } catch { return nil }
  }

  private func entry(_ table: TableName) -> Entry {
    let quarantine = workspace.tablePath(table.quarantine)
    let paths = [workspace.tablePath(table)] + (list(quarantine) != nil ? [quarantine] : [])
    let maker = table.layer == .bronze ? "source" : "model"
    return Entry(
      table: table,
      advice: """
        \(table) is in the lake, and no \(maker) makes it any more; it stays as it is. Bring its \(maker) back, or remove \
        it: \(removal(paths))
        """)
  }
}
