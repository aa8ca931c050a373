import Engine
import Records

extension FileInspection {
  /// The scan finds the lines; the engine, which has a whole JSON parser, finds out which of them are objects.
  func inspectJSONLines(_ bytes: UnsafeRawBufferPointer, _ owner: any Sendable) throws -> FileContents {
    let mapped = owner as? MappedFile
    let scan = try JSONLinesScanner.scan(
      bytes, maxRecordBytes: source.maxRecordBytes, onBlock: { mapped?.release($0) })
    let file = BronzeFile(
      bytes: bytes, owner: owner, dialect: source.dialect, blocks: scan.blocks, columns: [], name: name, ingestedAt: 0,
      execution: "")
    let lines = BronzeRows(
      names: ColumnNames(source), sourceColumns: ["_line"], files: [file], isJSONLines: true,
      estimatedRows: Int(scan.records))
    try session.connection.register(lines, name: "assay_inspected_lines")
    defer { session.connection.unregister(name: "assay_inspected_lines") }
    var contents = FileContents(columns: [], records: scan.records, blocks: scan.blocks)
    contents.faults = faults(bytes, owner, scan, fieldCount: nil)
    do {
      contents.columns = try members()
      contents.faults.spellings = MemberSpellings(ColumnNames(source), [contents.columns])
      let broken = try session.connection.count(
        "SELECT count(*) FROM assay_inspected_lines() WHERE NOT \(contents.faults.spellings.isRow)")
      contents.faults.lines = broken > 0 ? lines : nil
      contents.faults.count += broken
    } catch let error as EngineError {
      throw fault(error, "cannot be read as JSON lines")
    }
    return contents
  }

  /// The names of all objects' members, as they first appear.
  private func members() throws -> [String] {
    let keys = try session.connection.query(
      """
      SELECT key, min(position) FROM (
        SELECT unnest(TRY(json_keys(_line))) AS key, generate_subscripts(TRY(json_keys(_line)), 1) AS position
        FROM assay_inspected_lines() WHERE \(Self.isObject)) GROUP BY key ORDER BY 2, 1
      """)
    let names = keys.rows.compactMap { $0[0].textValue }
    guard !names.contains("") else {
      throw LakeError("ColumnsWrong", "\(name): a member of an object has an empty name, which names no column")
    }
    try ColumnNames(source).check(names, file: name, spellings: true)
    return names
  }

  /// TRY, because the engine's functions end the statement at a line that is no JSON, and the engine may ask them in any order.
  static let isObject = "coalesce(TRY(json_type(_line)) = 'OBJECT', false)"
}
