import Project
import Words

/// The tables that a job's name stands for: a table (`silver.orders`), a source, a layer, `all`, a pattern (`gold.dim_*`), or
/// several of these with commas between them.
package struct JobTables {
  private let project: ProjectDefinition
  package init(_ project: ProjectDefinition) { self.project = project }

  /// Empty: all of the project. Nil: the name, or a part of it, stands for nothing.
  package func tables(of job: String) -> [TableName]? {
    if job == "all" || job == project.name { return [] }
    let parts = job.split(separator: ",").map { $0.trimmingPrefix(while: \.isWhitespace) }.map(Self.trimmed)
    let found = parts.map(tables(named:))
    guard !parts.isEmpty, found.allSatisfy({ !$0.isEmpty }) else { return nil }
    return Set(found.joined()).sorted()
  }

  package func hint(for job: String) -> String {
    let names = project.tables.map(\.description) + project.sources.map(\.name) + Layer.allCases.map(\.rawValue)
    return NearestName.hint(for: job, among: names)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private func tables(named name: String) -> [TableName] {
    if let source = project.source(name) { return [source.table] }
    if let layer = Layer(rawValue: name) { return project.tables.filter { $0.layer == layer } }
    if name.contains("*") { return project.tables.filter { Self.fits($0.description, name) } }
    return project.tables.filter { $0.description == name }
  }

  /// `*` stands for any characters.
  private static func fits(_ name: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, name.hasPrefix(first), name.hasSuffix(last),
      name.utf8.count >= first.utf8.count + last.utf8.count
    else { return false }
    var rest = name.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}
