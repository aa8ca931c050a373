import JSON
import Words

/// A found table as definitions to start from: a source, and a first Silver model.
package struct Proposal: Sendable {
  package let table: FoundTable
  /// Of the crawled folder, as a source would name it: `incoming`, or an absolute path.
  private let folder: String

  package init(_ table: FoundTable, in folder: String) { (self.table, self.folder) = (table, folder) }

  /// An entry of `sources`, indented as one.
  package var source: String {
    let path = folder.isEmpty || folder == "." ? table.pattern : "\(folder)/\(table.pattern)"
    var lines = ["  \(table.name):", "    description: Found by assay crawl.", "    path: \(Self.quoted(path))"]
    lines.append("    format: \(table.format.rawValue)")
    if table.format == .csv {
      if table.delimiter != "," {
        lines.append("    delimiter: \(table.delimiter == "\t" ? "tab" : Self.quoted(String(table.delimiter)))")
      }
      if !table.hasHeader {
        lines.append("    header: false")
        lines.append("    columns: [\(table.columns.map { Self.quoted($0.name) }.joined(separator: ", "))]")
      }
      lines.append(#"    null_values: ["", "NULL", "N/A", "\\N"]"#)
    }
    if table.format != .parquet, table.encoding != "utf-8" { lines.append("    encoding: \(table.encoding)") }
    lines.append("    on_new_column: warn")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Text that YAML reads back as it is.
  private static func quoted(_ text: String) -> String { JSONValue.string(text).text }

  /// `models/silver/NAME.sql`.
  package var model: String {
    let key = table.key.map(PlainName.of)
    var header = ["description: \(Self.quoted("\(table.name), typed as a crawl found it."))"]
    if key.isEmpty {
      header.append("materialized: table")
    } else {
      header += [
        "materialized: incremental", "strategy: merge", "new_rows_from: [bronze.\(table.name)]",
        "unique_key: [\(key.joined(separator: ", "))]",
      ]
      header.append("newest_by: [\(((newest.map { [$0] } ?? []) + ["_file", "_record"]).joined(separator: ", "))]")
    }
    if let moment = table.columns.first(where: \.isMoment) { header.append("event_time: \(moment.plainName)") }
    return "/*---\n\(header.joined(separator: "\n"))\n---*/\n\(query(key))\n"
  }

  private func query(_ key: [String]) -> String {
    guard !table.columns.isEmpty else { return "select * from bronze.\(table.name)" }
    var used: Set<String> = []
    let columns = table.columns.map { column -> String in
      var name = column.plainName
      while !used.insert(name).inserted { name += "_2" }
      return "    \(column.expression) as \(SQLQuote.shortest(name))"
    }
    let names = used.isEmpty ? [] : table.columns.map(\.plainName)
    guard !key.isEmpty, Set(names).count == names.count else {
      return "select\n\(columns.map { String($0.dropFirst(2)) }.joined(separator: ",\n"))\nfrom bronze.\(table.name)"
    }
    let reject = key.map { "when \(SQLQuote.shortest($0)) is null then '\($0) missing or unreadable'" }.joined(
      separator: "\n       ")
    return """
      with typed as (
        select
      \(columns.joined(separator: ",\n")),
          _file, _record
        from bronze.\(table.name))
      select
        \(names.map(SQLQuote.shortest).joined(separator: ", ")),
        -- A row with a reason goes to quarantine.silver_\(table.name) instead.
        case \(reject) end as _reject,
        _file, _record
      from typed
      """
  }

  /// What says which of two rows of a key is newer.
  private var newest: String? {
    let words = ["updated", "modified", "changed", "commit"]
    return table.columns.first { column in column.isMoment && words.contains { column.plainName.contains($0) } }?
      .plainName
  }
}

extension FoundColumn {
  fileprivate var isMoment: Bool {
    switch kind {
    case .date, .timestamp: true
    default: false
    }
  }

  /// How Silver makes its type of Bronze's text.
  fileprivate var expression: String {
    let column = SQLQuote.shortest(name)
    func formats(_ formats: [String]) -> String { formats.map(SQLQuote.text).joined(separator: ", ") }
    switch kind {
    case .integer: return "try_int(\(column))"
    case .decimal(let scale): return "try_decimal(\(column), 38, \(scale))"
    case .double: return "try_cast(\(column) as double)"
    case .boolean: return "try_cast(\(column) as boolean)"
    case .date(let known): return "parse_date(\(column), \(formats(known)))"
    case .timestamp(let known): return "parse_timestamp(\(column), \(formats(known)))"
    case .text, .unknown: return "nullif(trim(\(column)), '')"
    }
  }
}

extension SQLQuote {
  /// Without quotes only where it is surely no keyword of SQL.
  fileprivate static func shortest(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    return isPlain && name.contains("_") && name.first?.isNumber == false ? name : SQLQuote.name(name)
  }
}
