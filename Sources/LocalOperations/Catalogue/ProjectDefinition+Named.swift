import Operations
import Project
import Words

extension ProjectDefinition {
  /// A table as a person names it: `silver.orders`, or `orders` where only one layer has it.
  package func table(named text: String) throws(OperationsError) -> TableName {
    if let exact = tables.first(where: { $0.description == text }) { return exact }
    let named = tables.filter { $0.name == text }
    if named.count == 1 { return named[0] }
    if named.count > 1 {
      throw .invalid("'\(text)' may mean \(named.map(\.description).joined(separator: " or ")); name the layer, too")
    }
    if text.hasPrefix("quarantine."), tables.contains(where: { $0.quarantine.description == text }) {
      throw .invalid("\(text) holds rejected rows and is read by a query: assay query 'select * from \(text)'")
    }
    let hint = NearestName.hint(for: text, among: tables.map(\.description) + tables.map(\.name))
    throw .notFound("there is no table \(text)\(hint)")
  }

  /// A SELECT that the project keeps.
  func savedQuery(named name: String) throws(OperationsError) -> SavedQuery {
    if let query = query(name) { return query }
    let names = queries.map(\.name)
    throw .notFound(
      "there is no saved query \(name)\(NearestName.hint(for: name, among: names)); there are: "
        + (names.isEmpty ? "none, add queries/NAME.sql" : names.joined(separator: ", ")))
  }
}
