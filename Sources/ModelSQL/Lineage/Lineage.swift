import Words

/// Which table is made from which.
package enum Lineage {
  /// Tables that need each other: the path from the first around to itself.
  package struct Cycle: Error, Hashable, CustomStringConvertible {
    /// The first table stands at the end again.
    package let path: [TableName]
    package var description: String {
      "these tables need each other: " + path.map(\.description).joined(separator: " → ")
    }
  }

  /// The models so that each follows everything it reads; among equals by name, so that the order is always the same.
  /// `models` holds the inputs of each; inputs that are no keys (sources) are left out.
  package static func order(_ models: [TableName: [TableName]]) throws(Cycle) -> [TableName] {
    var order: [TableName] = []
    var done: Set<TableName> = []
    var path: [TableName] = []
    for table in models.keys.sorted() { try visit(table, models, &order, &done, &path) }
    return order
  }

  private static func visit(
    _ table: TableName, _ models: [TableName: [TableName]], _ order: inout [TableName], _ done: inout Set<TableName>,
    _ path: inout [TableName]
  ) throws(Cycle) {
    guard let inputs = models[table], !done.contains(table) else { return }
    if let start = path.firstIndex(of: table) { throw Cycle(path: Array(path[start...]) + [table]) }
    path.append(table)
    for input in inputs.sorted() { try visit(input, models, &order, &done, &path) }
    path.removeLast()
    done.insert(table)
    order.append(table)
  }

  /// Everything the tables are made from, themselves left out unless one of them feeds another.
  package static func upstream(of tables: Set<TableName>, _ models: [TableName: [TableName]]) -> Set<TableName> {
    reach(from: tables) { models[$0] ?? [] }
  }

  /// Everything that is made from the tables.
  package static func downstream(of tables: Set<TableName>, _ models: [TableName: [TableName]]) -> Set<TableName> {
    var readers: [TableName: [TableName]] = [:]
    for (table, inputs) in models { for input in inputs { readers[input, default: []].append(table) } }
    return reach(from: tables) { readers[$0] ?? [] }
  }

  private static func reach(from tables: Set<TableName>, _ next: (TableName) -> [TableName]) -> Set<TableName> {
    var reached: Set<TableName> = []
    var open = Array(tables)
    while let table = open.popLast() {
      for neighbour in next(table) where reached.insert(neighbour).inserted { open.append(neighbour) }
    }
    return reached
  }
}
