import Crawling
import Foundation
import JSON
import Project
import Reports

/// A found table beside what the project says of its files already.
struct Proposed {
  let table: FoundTable
  let proposal: Proposal
  /// The source that reads its files already.
  let source: String?

  init(_ table: FoundTable, in base: String, of folder: String, _ project: ProjectDefinition?) {
    let example = base + "/" + table.pattern
    source = project?.sources.first { $0.paths.contains { $0.matches(example) || $0.pattern == example } }?.name
    let table = source == nil ? Self.unused(table, project) : table
    self.table = table
    let relative =
      base == folder ? "" : base.hasPrefix(folder + "/") ? String(base.dropFirst(folder.count + 1)) : base
    proposal = Proposal(table, in: relative)
  }

  /// A source of that name reads other files: `orders_2`.
  private static func unused(_ table: FoundTable, _ project: ProjectDefinition?) -> FoundTable {
    let names = Set((project?.sources.map(\.name) ?? []) + (project?.models.map(\.table.name) ?? []))
    guard names.contains(table.name),
      let free = (2...).lazy.map({ "\(table.name)_\($0)" }).first(where: { !names.contains($0) })
    else { return table }
    return table.renamed(free)
  }

  var json: JSONValue {
    var object = table.json.objectValue ?? [:]
    object["source"] = .string(proposal.source)
    object["model"] = .string(proposal.model)
    object["readBy"] = .optional(source)
    return .object(object)
  }

  func lines(isWritten: Bool) -> [StyledLine] {
    let key = table.key.isEmpty ? "no key found" : "key \(table.key.joined(separator: ", "))"
    let what = table.columns.isEmpty ? "" : ", \(table.columns.count) columns by \(table.records) records, \(key)"
    var lines = [
      StyledLine("\(table.name): \(table.files) \(table.format.rawValue) files \(table.pattern)\(what)", .ok)
    ]
    if let source { lines.append(StyledLine("  is read by the source \(source) already", .dim)) }
    lines += table.notes.map { StyledLine("  \($0)", .late) }
    lines += table.columns.map { StyledLine("  \($0.name)  \($0.type)") }
    guard !isWritten, source == nil else { return lines }
    let text = "sources:\n\(proposal.source)\n-- models/silver/\(table.name).sql\n\(proposal.model)"
    return lines + text.split(separator: "\n", omittingEmptySubsequences: false).map { StyledLine("    \($0)", .dim) }
  }
}

/// Writes what a crawl proposes; nothing that stands there is changed but the list of sources, which grows.
struct ProposalWriter {
  let folder: String
  let isNew: Bool

  /// The files that were written, from the folder on.
  func write(_ proposals: [Proposed]) throws -> [String] {
    let new = proposals.filter { $0.source == nil }
    guard !new.isEmpty else { return [] }
    var written = ["project.yml"]
    var text =
      isNew
      ? Self.project(named: (folder as NSString).lastPathComponent) : try FolderPath.text(of: folder + "/project.yml")
    try Self.add(new.map(\.proposal.source).joined(), to: &text)
    try FolderPath.write(Array(text.utf8), to: folder + "/project.yml")
    for proposed in new {
      let path = "models/silver/\(proposed.table.name).sql"
      guard !FileManager.default.fileExists(atPath: folder + "/" + path) else { continue }
      try FolderPath.write(Array(proposed.proposal.model.utf8), to: folder + "/" + path)
      written.append(path)
    }
    return written
  }

  private static func project(named name: String) -> String {
    """
    name: \(Scaffold(name: name).name)
    default_environment: dev
    environments:
      dev: {lake: lake/dev}

    sources:

    """
  }

  /// Behind the last source, so that what a person wrote stays as it is.
  private static func add(_ sources: String, to text: inout String) throws(Failure) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("sources:") }) else {
      if text.last != "\n" { text += "\n" }
      text += "\nsources:\n" + sources
      return
    }
    let rest = lines[start].dropFirst("sources:".count).prefix { $0 != "#" }
    guard rest.allSatisfy(\.isWhitespace) else {
      throw Failure(.bad, "project.yml has its sources on one line; write them one below the other, then crawl again")
    }
    var end = start + 1
    while end < lines.count, lines[end].isEmpty || lines[end].hasPrefix(" ") || lines[end].hasPrefix("#") { end += 1 }
    // Comments and blanks before what follows belong to that.
    while end > start + 1, !lines[end - 1].hasPrefix(" ") || lines[end - 1].allSatisfy(\.isWhitespace) { end -= 1 }
    lines.insert(contentsOf: sources.split(separator: "\n").map(String.init), at: end)
    text = lines.joined(separator: "\n")
    if text.last != "\n" { text += "\n" }
  }
}
