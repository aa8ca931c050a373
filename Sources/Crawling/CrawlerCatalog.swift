import JSON

/// What a crawler found, version after version: a new one where tables, their columns or partitions changed.
package struct CrawlerCatalog: Sendable {
  package struct Policy: Sendable {
    package var updates: Bool
    package var deletes: Deletion
    package enum Deletion: Sendable { case deprecate, delete, log }
    package init(updates: Bool, deletes: Deletion) { (self.updates, self.deletes) = (updates, deletes) }
  }

  package struct Change: Sendable, Hashable {
    package var created: [String] = []
    package var updated: [String] = []
    package var deleted: [String] = []
    /// What is other than before, each in one sentence.
    package var drift: [String] = []
  }

  /// Newest last: `{version, at, tables: {name: …}}`.
  package private(set) var versions: [JSONValue]

  package init(versions: [JSONValue] = []) { self.versions = versions }

  private var tables: JSONObject { versions.last?["tables"]?.objectValue ?? [:] }

  /// - Parameters:
  ///   - isPartial: whether only some of the folders were looked at, so that nothing can be missing.
  ///   - at: a moment as text.
  package mutating func take(_ crawl: Crawl, _ policy: Policy, isPartial: Bool, at moment: String) -> Change {
    var (change, next) = (Change(), tables)
    for table in crawl.tables {
      let new: JSONValue = [
        "columns": .array(table.columns.map(\.json)), "partitionKeys": .texts(table.partitions),
        "path": .string(table.pattern), "format": .string(table.format.rawValue),
      ]
      guard let old = next[table.name] else {
        change.created.append(table.name)
        next[table.name] = new
        continue
      }
      let drift = Self.drift(of: table.name, from: old, to: new)
      guard !drift.isEmpty || old["deprecated"] != nil else { continue }
      change.drift += drift
      guard policy.updates else { continue }
      change.updated.append(table.name)
      next[table.name] = new
    }
    if !isPartial { miss(crawl, policy, &next, &change) }
    if next != tables || versions.isEmpty {
      versions.append(["version": .int(versions.count + 1), "at": .string(moment), "tables": .object(next)])
    }
    return change
  }

  private func miss(_ crawl: Crawl, _ policy: Policy, _ next: inout JSONObject, _ change: inout Change) {
    let found = Set(crawl.tables.map(\.name))
    for (name, table) in tables.entries where !found.contains(name) && table["deprecated"] == nil {
      change.drift.append("\(name) has no file any more")
      switch policy.deletes {
      case .log: break
      case .deprecate:
        change.deleted.append(name)
        var old = table.objectValue ?? [:]
        old["deprecated"] = true
        next[name] = .object(old)
      case .delete:
        change.deleted.append(name)
        next = JSONObject(next.entries.filter { $0.key != name }.map { ($0.key, $0.value) })
      }
    }
  }

  private static func drift(of table: String, from old: JSONValue, to new: JSONValue) -> [String] {
    func columns(_ value: JSONValue) -> [(name: String, type: String)] {
      (value["columns"]?.arrayValue ?? []).map { ($0["name"]?.stringValue ?? "", $0["type"]?.stringValue ?? "") }
    }
    let (before, after) = (columns(old), columns(new))
    var drift = after.compactMap { column -> String? in
      guard let known = before.first(where: { $0.name == column.name }) else {
        return "\(table) has a new column \(column.name), \(column.type)"
      }
      return known.type == column.type ? nil : "\(table).\(column.name) was \(known.type) and is \(column.type)"
    }
    drift += before.filter { column in !after.contains { $0.name == column.name } }.map {
      "\(table) has no column \($0.name) any more"
    }
    for (key, name) in [("partitionKeys", "partitions"), ("path", "path"), ("format", "format")]
    where old[key] != new[key] {
      drift.append("\(table) has another \(name): \(new[key]?.text ?? "")")
    }
    return drift
  }
}
