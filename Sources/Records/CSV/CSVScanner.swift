/// One pass over a delimited text file: how many records, which are faulty, where to cut it.
package enum CSVScanner {
  /// Scans UTF-8 bytes, a byte order mark skipped. `expectedFields` defaults to the header's count, without a header to
  /// that of the first sound record. `onBlock` hears of each block but the last when it is read, and its bytes are not needed
  /// any more, or only to be looked at again. Throws only when the header cannot be read; the scan never stops at a record.
  package static func scan(
    _ bytes: UnsafeRawBufferPointer, dialect: CSVDialect, expectedFields: Int? = nil,
    blockBytes: Int = RecordBlock.usualBytes, onBlock: (RecordBlock) -> Void = { _ in }
  ) throws(RecordsError) -> FileScan {
    let text = ByteText(bytes)
    try text.checkMark()
    var finder = CSVRecordFinder(text, dialect: dialect, at: text.start, stop: text.count, expected: nil)
    var scan = FileScan()
    if dialect.hasHeader { scan.header = try header(&finder, dialect: dialect) }
    finder.expected = expectedFields ?? scan.header?.count ?? settle(&finder)
    scan.fieldCount = finder.expected ?? 0
    read(&finder, into: &scan, blockBytes: blockBytes, onBlock)
    return scan
  }

  private static func header(
    _ finder: inout CSVRecordFinder, dialect: CSVDialect
  ) throws(RecordsError) -> [String]? {
    guard let found = finder.next() else { return nil }
    guard found.verdict == .good else { throw .header(finder.fault(found, record: 0).reason) }
    let splitter = FieldSplitter(dialect: dialect, arena: FieldArena())
    var fields: [FieldSlice] = []
    splitter.split(found, of: finder, into: &fields)
    return fields.map(\.text)
  }

  /// The field count of the first sound record. Blank lines before it are no records, whatever the count.
  private static func settle(_ finder: inout CSVRecordFinder) -> Int? {
    var ahead = finder
    var first: (start: Int, fields: Int)?
    while let found = ahead.next() {
      let start = first?.start ?? found.start
      first = first ?? (start, found.fields)
      if found.verdict == .good {
        first = (start, found.fields)
        break
      }
    }
    guard let first else { return nil }
    finder.at = first.start
    return first.fields
  }

  private static func read(
    _ finder: inout CSVRecordFinder, into scan: inout FileScan, blockBytes: Int, _ onBlock: (RecordBlock) -> Void
  ) {
    var cutter = BlockCutter(start: finder.at, targetBytes: blockBytes)
    var records: Int64 = 0
    while let found = finder.next() {
      records &+= 1
      if found.verdict != .good { cutter.countFault() }
      if let block = cutter.cut(at: finder.at, record: records &+ 1, recovery: finder.recovery) { onBlock(block) }
    }
    cutter.close(at: finder.text.count)
    scan.records = records
    scan.blocks = cutter.blocks
  }
}
