import Project
import Words

/// A table as a person names it: `silver.orders`, or `orders` where only one layer has it.
enum TableArgument {
  /// The folder, where a person names one instead of a table of the project: with a slash in it, or a log inside.
  static func folder(_ text: String) -> String? {
    let path = FolderPath.absolute(text)
    return text.contains("/") || FolderPath.isFolder(path + "/_delta_log") ? path : nil
  }

  static func resolve(_ text: String, in project: ProjectDefinition) throws(Failure) -> TableName {
    let tables = project.tables
    if let exact = tables.first(where: { $0.description == text }) { return exact }
    let named = tables.filter { $0.name == text }
    if named.count == 1 { return named[0] }
    if named.count > 1 {
      throw .usage("'\(text)' may mean \(named.map(\.description).joined(separator: " or ")); name the layer, too")
    }
    if text.hasPrefix("quarantine."), tables.contains(where: { $0.quarantine.description == text }) {
      throw .usage("\(text) holds rejected rows and is read by a query: assay query 'select * from \(text)'")
    }
    let hint = NearestName.hint(for: text, among: tables.map(\.description) + tables.map(\.name))
    throw .usage("there is no table \(text)\(hint)")
  }
}
