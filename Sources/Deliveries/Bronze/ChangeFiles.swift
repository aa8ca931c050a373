import Lake
import Project
import Records

/// Files of a change feed as AWS DMS writes them: the full load often has no column that says what was done to a row, and
/// comes before the changes although its names sort after them.
extension SourceDefinition {
  /// Whether a file is part of a full load: `LOAD`, and a counter of eight hexadecimal digits.
  package func isFullLoad(_ name: String) -> Bool { loadCounter(name) != nil }

  /// The counter of a file of a full load, in capitals; nil for others.
  private func loadCounter(_ name: String) -> String? {
    guard changes != nil else { return nil }
    let stem = Self.stem(name)
    guard stem.count == 12, stem.hasPrefix("LOAD"), stem.utf8.dropFirst(4).allSatisfy(\.isHexadecimal) else {
      return nil
    }
    return stem.dropFirst(4).uppercased()
  }

  /// The moment that a file of changes is named by, `YYYYMMDD-HHMMSS` and fractions of the second; nil for other files.
  private func changeMoment(_ name: String) -> String? {
    guard changes != nil else { return nil }
    let parts = Self.stem(name).split(separator: "-", omittingEmptySubsequences: false)
    let isMoment = parts.count == 2 && parts[0].utf8.count == 8 && parts[1].utf8.count >= 6
    return isMoment && parts.joined().utf8.allSatisfy { (0x30...0x39).contains($0) }
      ? parts.joined(separator: "-") : nil
  }

  /// A file's name without its folders and endings.
  private static func stem(_ name: String) -> Substring {
    let file = name.split(separator: "/").last ?? ""
    return file.split(separator: ".", omittingEmptySubsequences: false).first ?? ""
  }

  /// What DMS orders its files by, whatever folders they are in; empty for files of other names.
  func feedKey(_ name: String) -> String { loadCounter(name) ?? changeMoment(name) ?? "" }

  /// Names of loaded files, given in the order of loading, in the order in which their rows follow each other. Where all are
  /// named as DMS names them it is the full load and then the changes by their moments, also when one arrived late; where
  /// not, only the full load comes first.
  package func rowOrder(_ loaded: [String]) -> [String] {
    guard changes != nil else { return loaded }
    let (full, rest) = (loaded.filter(isFullLoad), loaded.filter { !isFullLoad($0) })
    func byKey(_ names: [String]) -> [String] {
      let keys = names.map(feedKey)
      guard !keys.contains("") else { return names }
      return names.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { names[$0] }
    }
    return byKey(full) + byKey(rest)
  }

  /// The columns of a file without a header that leaves the operation out; nil where the source does not begin with it.
  package var columnsWithoutOperation: [String]? {
    guard let columns, let operation = changes?.operation, columns.first == operation, columns.count > 1 else {
      return nil
    }
    return Array(columns.dropFirst())
  }
}

extension UInt8 {
  fileprivate var isHexadecimal: Bool { Character(UnicodeScalar(self)).isHexDigit }
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
    guard !source.hasHeader, let fewer = source.columnsWithoutOperation else { return (whole, source.columns) }
    if whole.faults > 0 {
      let short = try scan(fewer.count)
      // With an operation in front it is one of columns that came or went, and not one without operations.
      let isWithout =
        short.faults < whole.faults && firstFields(bytes, short).contains { !Self.operations.contains($0) }
      if isWithout { return (short, fewer) }
    }
    try requireOperations(bytes, whole)
    return (whole, source.columns)
  }

  private static let operations: Set<String> = ["I", "U", "D"]

  /// A file that is named as DMS names them, and has another column where the operation should be, has more columns than
  /// were declared: read so, its values would all stand one column too far.
  private func requireOperations(_ bytes: UnsafeRawBufferPointer, _ scan: FileScan) throws {
    guard !source.feedKey(name).isEmpty, let columns = source.columns else { return }
    let found = firstFields(bytes, scan)
    guard !found.isEmpty, found.isDisjoint(with: Self.operations) else { return }
    throw LakeError(
      .columnsWrong,
      """
      \(name): \(columns[0]) should come first and be I, U or D, and the file has \(columns.count) columns of which none is: \
      set the columns of source “\(source.name)” to those that the table has now
      """)
  }

  /// What stands first in the sound records at the beginning of each block.
  private func firstFields(_ bytes: UnsafeRawBufferPointer, _ scan: FileScan) -> Set<String> {
    var found: Set<String> = []
    var fields: [FieldSlice] = []
    for (index, block) in scan.blocks.enumerated() {
      var reader = CSVRecordReader(bytes: bytes, dialect: source.dialect, block: block, fieldCount: scan.fieldCount)
      var left = ValueKind.sampled(inBlock: index)
      while left > 0, found.count < 100, reader.next(&fields) {
        found.insert(fields[0].text)
        left -= 1
      }
    }
    return found
  }
}
