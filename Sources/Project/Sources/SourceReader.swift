import Words
import YAML

/// Reads one entry of `sources`.
struct SourceReader {
  static let keys = [
    "path", "format", "delimiter", "quote", "escape", "header", "null_values", "encoding", "columns",
    "max_record_bytes", "on_new_column", "on_missing_column", "on_retyped_column", "keep", "expect", "changes",
    "event_time", "rejects", "freshness", "description", "rename", "settle", "on_same_bytes",
  ]

  let section: YAMLSection
  let folder: String
  let variables: [String: String]

  func read(name: String, position: SourcePosition) -> SourceDefinition {
    var source = SourceDefinition(name: name)
    source.position = position
    source.description = section.string("description")
    source.paths = paths()
    // What is wrong with an address is told by `paths`.
    source.remotes = section.nodes("path").compactMap { try? remote($0) }
    source.format = section.choice("format") ?? source.format
    text(into: &source)
    source.onNewColumn = section.choice("on_new_column") ?? source.onNewColumn
    source.onMissingColumn = section.choice("on_missing_column") ?? source.onMissingColumn
    source.onRetypedColumn = section.choice("on_retyped_column") ?? source.onRetypedColumn
    source.onSameBytes = section.choice("on_same_bytes") ?? source.onSameBytes
    source.settleSeconds = section.int("settle", in: 0...86_400) ?? source.settleSeconds
    source.rename = renames()
    source.keep = section.choice("keep") ?? source.keep
    source.expect = expected()
    source.changes = changes()
    // A change feed without headers is written by a program that writes NULL.
    if source.changes != nil, !source.hasHeader, section.words("null_values") == nil {
      source.nullValues = ["", "NULL"]
    }
    source.eventTime = section.string("event_time")
    checkColumns(source)
    return source
  }

  private func text(into source: inout SourceDefinition) {
    source.delimiter = byte("delimiter") ?? source.delimiter
    source.quote = optionalByte("quote", source.quote)
    source.escape = optionalByte("escape", source.quote)
    source.hasHeader = section.bool("header") ?? source.hasHeader
    source.nullValues = section.words("null_values") ?? source.nullValues
    source.encoding = section.choice("encoding") ?? source.encoding
    source.maxRecordBytes = section.int("max_record_bytes", in: 1...1_073_741_824) ?? source.maxRecordBytes
    if section.value("columns") != nil { source.columns = columns() }
    for key in ["delimiter", "quote", "escape", "header", "encoding"] where source.format != .csv {
      // Encodings matter to JSON lines, too.
      guard let node = section.value(key), !(key == "encoding" && source.format == .jsonl) else { continue }
      section.error(node.position, "\(key) means nothing for \(source.format.rawValue) files")
    }
    if source.format == .csv, !source.hasHeader, source.columns == nil {
      section.error(section.position, "\(section.subject) has no header, so it needs columns")
    }
  }

  private func paths() -> [FileGlob] {
    guard let value = section.value("path") else {
      section.error(section.position, "\(section.subject) needs path")
      return []
    }
    let nodes = section.nodes("path")
    if nodes.isEmpty { section.error(value.position, "path must not be empty") }
    return nodes.compactMap(glob)
  }

  private func glob(_ node: YAMLNode) -> FileGlob? {
    guard let path = resolved(node) else { return nil }
    do throws(FileGlob.Failure) {
      return try FileGlob(path)
    } catch {
      section.error(node.position, "path: \(error)")
      return nil
    }
  }

  /// The absolute path a node means.
  private func resolved(_ node: YAMLNode) -> String? {
    guard let text = node.text, !text.isEmpty else {
      section.error(node.position, "the path must not be empty")
      return nil
    }
    if let scheme = text.firstMatch(of: /^([A-Za-z][A-Za-z0-9+.-]*):\/\//)?.1 {
      do throws(RemotePlace.Failure) {
        if let remote = try remote(node) { return remote.copies }
        section.error(node.position, Self.refusal(of: String(scheme), text))
      } catch { section.error(node.position, "path: \(error)") }
      return nil
    }
    return section.path(text, node, folder: folder, variables: variables)
  }

  /// Nil for a file of this machine, or of one that is not read from.
  private func remote(_ node: YAMLNode) throws(RemotePlace.Failure) -> RemotePlace? {
    let text: String
    do throws(PathVariables.Failure) { text = try PathVariables.resolve(node.text ?? "", variables) } catch {
      throw RemotePlace.Failure(description: YAMLSection.words(error))
    }
    return try RemotePlace(text, projectFolder: folder)
  }

  private static func refusal(of scheme: String, _ text: String) -> String {
    let fetch =
      switch scheme.lowercased() {
      case "file": "write the path without file://"
      case "s3a", "s3n": "write s3://"
      case "gs": "fetch them into a folder before the run, for example by 'gcloud storage rsync', and name that"
      default: "bring them into a folder before the run, and name that"
      }
    let read = PlaceScheme.all.map { $0.name + "://" }.joined(separator: ", ")
    return "\(scheme):// is not read, only files of this machine, \(read): \(fetch)"
  }

  private func expected() -> String? {
    guard let node = section.value("expect"), let text = section.string("expect") else { return nil }
    if !text.contains("{run_date}") {
      section.error(node.position, "expect must hold {run_date}, the day of the run")
    } else if text.contains("*") || text.contains("?") {
      section.error(node.position, "expect names one file: no * and no ?")
    }
    return resolved(node)
  }

  private func columns() -> [String] {
    let nodes = section.nodes("columns")
    var seen: Set<String> = []
    for node in nodes {
      let name = node.text ?? ""
      if !seen.insert(name.lowercased()).inserted { section.error(node.position, "two columns are named \(name)") }
      checkReserved(name, node)
    }
    return nodes.compactMap(\.text)
  }

  /// Names in the files to names in Bronze.
  private func renames() -> [SourceDefinition.ColumnRename] {
    guard let node = section.value("rename") else { return [] }
    guard let entries = node.entries else {
      section.error(node.position, "rename must be a mapping of the files' names to other ones, not \(node.kind)")
      return []
    }
    return entries.compactMap { entry in
      guard let name = entry.value.text, !name.isEmpty else {
        section.error(entry.value.position, "rename: \(entry.name) needs another name")
        return nil
      }
      checkReserved(name, entry.value)
      return SourceDefinition.ColumnRename(from: entry.name, to: name)
    }
  }

  private func checkReserved(_ name: String, _ node: YAMLNode) {
    guard SourceDefinition.provenance.contains(name.lowercased()) else { return }
    section.error(node.position, "\(name) is a column that Bronze makes itself; give this one another name")
  }

  private func changes() -> SourceDefinition.ChangeColumns? {
    guard let inner = section.section("changes", keys: ["operation", "commit_timestamp", "sequence"]),
      let operation = inner.required("operation")
    else { return nil }
    return SourceDefinition.ChangeColumns(
      operation: operation, commitTimestamp: inner.string("commit_timestamp"), sequence: inner.string("sequence"))
  }

  /// Columns named elsewhere in the source must be among `columns`, when those are given.
  private func checkColumns(_ source: SourceDefinition) {
    guard let columns = source.columns else { return }
    var mentions: [(String, YAMLNode?)] = [("event_time", section.value("event_time"))]
    for key in ["operation", "commit_timestamp", "sequence"] { mentions.append((key, section.value("changes")?[key])) }
    for (key, node) in mentions {
      guard let node, let name = node.text, !columns.contains(name), !name.hasPrefix("_") else { continue }
      let hint = NearestName.hint(for: name, among: columns)
      section.error(node.position, "\(key): \(section.subject) has no column \(name)\(hint)")
    }
  }

  private func byte(_ key: String) -> UInt8? {
    guard let node = section.value(key), let text = section.string(key) else { return nil }
    let named = ["\\t": "\t", "tab": "\t"][text] ?? text
    guard named.utf8.count == 1, let byte = named.utf8.first, ![0x0A, 0x0D, 0].contains(byte) else {
      section.error(node.position, "\(key) must be one character (tab for a tab), not '\(text)'")
      return nil
    }
    return byte
  }

  /// Null and the empty text switch the character off.
  private func optionalByte(_ key: String, _ standard: UInt8?) -> UInt8? {
    guard let node = section.node(key) else { return standard }
    return node.isNull || node.text == "" ? nil : byte(key) ?? standard
  }
}

extension YAMLSection {
  /// Resolves `${NAME}` and makes a path absolute.
  func path(_ text: String, _ node: YAMLNode, folder: String, variables: [String: String]) -> String? {
    do throws(PathVariables.Failure) {
      return PathVariables.absolute(try PathVariables.resolve(text, variables), from: folder)
    } catch {
      self.error(node.position, Self.words(error))
      return nil
    }
  }

  static func words(_ failure: PathVariables.Failure) -> String {
    switch failure {
    case .missing(let name): "the environment variable \(name) is not set"
    case .unclosed: "'${' is not closed by '}'"
    }
  }
}
