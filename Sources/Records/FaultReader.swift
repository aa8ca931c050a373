/// Reads the faulty records of one block again, in order, by the same verdict as in the scan. The file's memory must stay
/// in place while the reader is used; one reader, one thread.
package struct FaultReader {
  private enum Finder {
    case csv(CSVRecordFinder)
    case lines(JSONLineFinder)
  }

  private var finder: Finder
  private var record: Int64

  /// `bytes` is the whole file, the block one of its scan's, `fieldCount` the scan's.
  package init(csv bytes: UnsafeRawBufferPointer, dialect: CSVDialect, block: RecordBlock, fieldCount: Int) {
    finder = .csv(
      CSVRecordFinder(
        ByteText(bytes), dialect: dialect, at: block.byteOffset, stop: block.byteOffset + block.byteCount,
        expected: fieldCount, recovery: block.recovery))
    record = block.firstRecord - 1
  }

  package init(jsonLines bytes: UnsafeRawBufferPointer, block: RecordBlock, maxRecordBytes: Int = 1_048_576) {
    finder = .lines(
      JSONLineFinder(
        text: ByteText(bytes), at: block.byteOffset, stop: block.byteOffset + block.byteCount, limit: maxRecordBytes))
    record = block.firstRecord - 1
  }

  /// Nil at the block's end.
  package mutating func next() -> RecordFault? {
    switch finder {
    case .csv(var csv):
      defer { finder = .csv(csv) }
      return next(&csv)
    case .lines(var lines):
      defer { finder = .lines(lines) }
      return next(&lines)
    }
  }

  private mutating func next(_ csv: inout CSVRecordFinder) -> RecordFault? {
    while let found = csv.next() {
      record &+= 1
      if found.verdict != .good { return csv.fault(found, record: record) }
    }
    return nil
  }

  private mutating func next(_ lines: inout JSONLineFinder) -> RecordFault? {
    while let line = lines.next() {
      record &+= 1
      guard let reason = line.reason else { continue }
      return RecordFault(record: record, byteOffset: line.start, byteCount: line.end - line.start, reason: reason)
    }
    return nil
  }
}
