/// Reads the good records of one block, in order. Faulty ones are passed over by the same verdict as in the scan, and
/// counted. The file's memory must stay in place while the reader and its slices are used; one reader, one thread.
package struct CSVRecordReader {
  /// The number of the record `next` gave last.
  package private(set) var record: Int64
  private var finder: CSVRecordFinder
  private let splitter: FieldSplitter

  /// `bytes` is the whole file, the block one of its scan's, `fieldCount` the scan's. Give several readers of one thread
  /// the same arena when slices must outlive a reader.
  package init(
    bytes: UnsafeRawBufferPointer, dialect: CSVDialect, block: RecordBlock, fieldCount: Int,
    arena: FieldArena = FieldArena()
  ) {
    finder = CSVRecordFinder(
      ByteText(bytes), dialect: dialect, at: block.byteOffset, stop: block.byteOffset + block.byteCount,
      expected: fieldCount, recovery: block.recovery)
    splitter = FieldSplitter(dialect: dialect, arena: arena)
    record = block.firstRecord - 1
  }

  /// Fills `fields` with the next good record's; false at the block's end.
  @inline(__always)
  package mutating func next(_ fields: inout [FieldSlice]) -> Bool {
    while let found = finder.next() {
      record &+= 1
      guard found.verdict == .good else { continue }
      splitter.split(found, of: finder, into: &fields)
      return true
    }
    return false
  }
}
