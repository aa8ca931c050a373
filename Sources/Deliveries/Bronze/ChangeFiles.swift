import Project
import Records

/// Files of a change feed as AWS DMS writes them: the full load often has no column that says what was done to a row, and
/// comes before the changes although its names sort after them.
extension SourceDefinition {
  /// Whether a file is part of a full load: `LOAD`, and a counter of eight hexadecimal digits.
  package func isFullLoad(_ name: String) -> Bool {
    guard changes != nil else { return false }
    let file = name.split(separator: "/").last ?? ""
    let counter = file.utf8.dropFirst(4).prefix(8)
    return file.hasPrefix("LOAD") && counter.count == 8
      && counter.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
  }

  /// The columns of a file without a header that leaves the operation out; nil where the source does not begin with it.
  package var columnsWithoutOperation: [String]? {
    guard let columns, let operation = changes?.operation, columns.first == operation, columns.count > 1 else {
      return nil
    }
    return Array(columns.dropFirst())
  }
}

extension FileInspection {
  /// The scan of a CSV file, and the columns that its records have. Whether the operation stands first is found in each file:
  /// by the number of its fields, and by what its first fields say.
  package func scanCSV(_ bytes: UnsafeRawBufferPointer, _ mapped: MappedFile?) throws -> (
    scan: FileScan, columns: [String]?
  ) {
    func scan(_ count: Int?) throws -> FileScan {
      try CSVScanner.scan(
        bytes, dialect: source.dialect, expectedFields: count, onBlock: { mapped?.release($0) })
    }
    // What the header says is held against the declared columns afterwards.
    let whole = try scan(source.hasHeader ? nil : source.columns?.count)
    guard !source.hasHeader, whole.faults > 0, let fewer = source.columnsWithoutOperation else {
      return (whole, source.columns)
    }
    let short = try scan(fewer.count)
    return short.faults < whole.faults ? (short, fewer) : (whole, source.columns)
  }
}
