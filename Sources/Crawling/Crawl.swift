import Foundation
import JSON
import Words

/// Turns the beginnings of files into tables. The same files give the same tables, in whatever order they come.
package struct Crawl: Sendable {
  package let tables: [FoundTable]
  package let skipped: [SkippedFile]

  /// Files of one table whose values are looked at.
  private static let sampled = 20

  package init(_ samples: [FileSample]) {
    var (groups, skipped): ([Group: [FileSample]], [SkippedFile]) = ([:], [])
    for sample in samples.sorted(by: { $0.path < $1.path }) {
      switch Self.format(of: sample) {
      case .success(let format):
        groups[Group(folder: TableFolder(sample.path), format: format), default: []].append(sample)
      case .failure(let reason): skipped.append(SkippedFile(path: sample.path, reason: reason.text))
      }
    }
    var (tables, names): ([FoundTable], Set<String>) = ([], [])
    for (group, files) in groups.sorted(by: { $0.key.folder.pattern < $1.key.folder.pattern }) {
      guard var table = Self.table(group, files) else {
        let reason = "it is no table: no delimiter makes two columns and two rows of it"
        skipped += files.map { SkippedFile(path: $0.path, reason: reason) }
        continue
      }
      table.name = Self.unused(table.name, table.pattern, &names)
      tables.append(table)
    }
    self.tables = tables
    self.skipped = skipped.sorted { $0.path < $1.path }
  }

  private struct Group: Hashable {
    let folder: TableFolder
    let format: FoundTable.Format
  }

  private struct Reason: Error {
    let text: String
    init(_ text: String) { self.text = text }
  }

  // MARK: Formats

  private static func format(of sample: FileSample) -> Result<FoundTable.Format, Reason> {
    if sample.size == 0 { return .failure(Reason("it is empty")) }
    if sample.bytes.starts(with: Array("PAR1".utf8)) { return .success(.parquet) }
    if sample.bytes.starts(with: [0x1F, 0x8B]) { return .failure(Reason("it is compressed (gzip): unpack it first")) }
    if sample.bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return .failure(Reason("it is a ZIP archive, or a spreadsheet: unpack it, or save it as CSV"))
    }
    guard let text = sample.text?.text else { return .failure(Reason("it is neither text nor Parquet")) }
    switch text.first(where: { !$0.isWhitespace }) {
    case "{": return isLines(text) ? .success(.jsonl) : .failure(Reason("it is one JSON document, not a record a line"))
    case "[": return .failure(Reason("it is one JSON array, not a record a line"))
    case "<": return .failure(Reason("it is XML or HTML"))
    case nil: return .failure(Reason("it has only blanks"))
    default: return .success(.csv)
    }
  }

  private static func isLines(_ text: String) -> Bool {
    guard let line = text.split(whereSeparator: \.isNewline).first else { return false }
    return (try? JSONValue(parsing: String(line)))?.objectValue != nil  // only whether it is one
  }

  // MARK: Tables

  private static func table(_ group: Group, _ files: [FileSample]) -> FoundTable? {
    var table = FoundTable(
      name: group.folder.name, pattern: group.folder.pattern, format: group.format, files: files.count,
      bytes: files.reduce(0) { $0 + $1.size }, partitions: group.folder.partitions)
    let step = max(1, files.count / sampled)
    let looked = stride(from: 0, to: files.count, by: step).map { files[$0] }
    switch group.format {
    case .parquet: return table
    case .csv: return csv(&table, looked) ? table : nil
    case .jsonl:
      lines(&table, looked)
      return table
    }
  }

  private static func csv(_ table: inout FoundTable, _ files: [FileSample]) -> Bool {
    let found = files.compactMap { file in
      file.text.flatMap { text in
        Delimited(text.text, isWhole: file.isWhole).map { ($0, text.encoding) }
      }
    }
    guard let (first, encoding) = found.first else { return false }
    (table.delimiter, table.hasHeader, table.encoding) = (first.delimiter, first.hasHeader, encoding)
    var (names, values): ([String], [String: [String?]]) = ([], [:])
    for (file, _) in found {
      let columns = first.hasHeader ? file.columns : (1...file.columns.count).map { "col\($0)" }
      for name in columns where values[name] == nil {
        names.append(name)
        values[name] = Array(repeating: nil, count: table.records)
      }
      for (index, name) in columns.enumerated() { values[name]?.append(contentsOf: file.rows.map { $0[index] }) }
      table.records += file.rows.count
      for name in names where !columns.contains(name) { values[name]?.append(contentsOf: file.rows.map { _ in nil }) }
    }
    table.columns = names.map { FoundColumn($0, values[$0] ?? []) }
    if found.contains(where: { $0.0.delimiter != first.delimiter }) {
      table.notes.append("its files have different delimiters")
    }
    if found.contains(where: { $0.1 != encoding }) { table.notes.append("its files have different encodings") }
    if first.hasHeader, found.contains(where: { $0.0.columns != first.columns }) {
      table.notes.append("its files have different columns")
    }
    if !first.hasHeader, first.rows.first?.allSatisfy({ ValueShape($0) == .text }) == true {
      table.notes.append(
        "all values are texts; where the first row is a header, say header: true and leave out columns")
    }
    finish(&table, values)
    return true
  }

  private static func lines(_ table: inout FoundTable, _ files: [FileSample]) {
    var (names, values): ([String], [String: [String?]]) = ([], [:])
    for file in files {
      guard let (text, encoding) = file.text else { continue }
      table.encoding = encoding
      let lines = text.split(whereSeparator: \.isNewline)
      for line in (file.isWhole ? lines[...] : lines.dropLast()).prefix(Delimited.most) {
        // What is no record is counted when it is taken in.
        guard let object = (try? JSONValue(parsing: String(line)))?.objectValue else { continue }
        for (name, value) in object.entries {
          if values[name] == nil {
            names.append(name)
            values[name] = Array(repeating: nil, count: table.records)
          }
          values[name]?.append(value.isNull ? nil : value.stringValue ?? value.text)
        }
        table.records += 1
        for name in names where values[name]?.count ?? 0 < table.records { values[name]?.append(nil) }
      }
    }
    table.columns = names.map { FoundColumn($0, values[$0] ?? []) }
    finish(&table, values)
  }

  /// The key, and what dates may be read in two ways.
  private static func finish(_ table: inout FoundTable, _ values: [String: [String?]]) {
    table.key = KeyGuess.key(of: table, values)
    for column in table.columns {
      if case .date(let formats) = column.kind, formats.first?.hasPrefix("dd/MM") == true,
        (values[column.name] ?? []).allSatisfy({
          $0.map { DateShape(format: "MM/dd/yyyy").fits(Array($0.utf8)) } ?? true
        })
      {
        table.notes.append("\(column.name) may have the day or the month first; the day is taken")
      }
    }
  }

  /// Two folders may hold files of one name.
  private static func unused(_ name: String, _ pattern: String, _ names: inout Set<String>) -> String {
    if names.insert(name).inserted { return name }
    let hash = pattern.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let other = "\(name)_\(String(hash, radix: 16))"
    names.insert(other)
    return other
  }
}

/// The columns that tell records apart.
enum KeyGuess {
  static func key(of table: FoundTable, _ values: [String: [String?]]) -> [String] {
    guard table.records > 1 else { return [] }
    let possible = table.columns.filter { $0.isComplete && $0.canBeKey }
    let unique = possible.filter(\.isUnique).sorted { rank($0, table.name) < rank($1, table.name) }
    if let one = unique.first { return [one.name] }
    // Two columns, the likeliest first.
    let pairs = possible.filter { rank($0, table.name) < 3 }.prefix(6)
    for (index, first) in pairs.enumerated() {
      for second in pairs.dropFirst(index + 1) {
        let (a, b) = (values[first.name] ?? [], values[second.name] ?? [])
        let both = Set(zip(a, b).map { "\($0 ?? "")\u{1}\($1 ?? "")" })
        if both.count == table.records { return [first.name, second.name] }
      }
    }
    return []
  }

  /// `order_id` of `orders` and `id` before other ids, and those before all else.
  private static func rank(_ column: FoundColumn, _ table: String) -> Int {
    let name = column.plainName
    let single = table.hasSuffix("s") ? String(table.dropLast()) : table
    if name == "id" || name == single + "_id" || name == table + "_id" { return 0 }
    if name.hasSuffix("_id") || name.hasSuffix("_key") || name.hasSuffix("_code") || name.hasSuffix("_no") { return 1 }
    return column.kind == .integer ? 2 : 3
  }
}

extension FoundColumn {
  /// Amounts and moments are unique by chance.
  fileprivate var canBeKey: Bool {
    switch kind {
    case .integer, .text: true
    default: false
    }
  }
}
