/// One pass over a file with a JSON object on each line. Blank lines are no records. The scan's header are the names of all
/// members.
package enum JSONLinesScanner {
  /// Scans UTF-8 bytes, a byte order mark skipped. `onBlock` is that of `CSVScanner`. Throws only on a file that says
  /// it is UTF-16.
  package static func scan(
    _ bytes: UnsafeRawBufferPointer, maxRecordBytes: Int = 1_048_576,
    blockBytes: Int = RecordBlock.usualBytes, onBlock: (RecordBlock) -> Void = { _ in }
  ) throws(RecordsError) -> FileScan {
    let text = ByteText(bytes)
    try text.checkMark()
    var lines = JSONLineFinder(text: text, at: text.start, stop: text.count, limit: maxRecordBytes)
    var scan = FileScan()
    var cutter = BlockCutter(start: text.start, targetBytes: blockBytes)
    var names = JSONNames()
    while let line = lines.next() {
      scan.records += 1
      if line.reason != nil { cutter.countFault() }
      // Both spellings are names of the file, so that whoever reads it again knows to look for such records.
      if line.reason?.isOfObject ?? true { names.add(text, from: line.start, to: line.end) }
      if let block = cutter.cut(at: lines.at, record: scan.records + 1) { onBlock(block) }
    }
    cutter.close(at: text.count)
    scan.blocks = cutter.blocks
    scan.header = names.names
    return scan
  }
}

/// Finds and judges one line after the other.
struct JSONLineFinder {
  let text: ByteText
  var at: Int
  let stop: Int
  let limit: Int
  /// Whether there may be objects with two spellings of one name; where it is known that there are none, nobody looks.
  var mayDouble = true
  private var spellings = JSONSpellings()

  init(text: ByteText, at: Int, stop: Int, limit: Int, mayDouble: Bool = true) {
    (self.text, self.at, self.limit, self.mayDouble) = (text, at, limit, mayDouble)
    // As for CSV.
    self.stop = min(stop, text.count)
  }

  mutating func next() -> (start: Int, end: Int, reason: RecordFault.Reason?)? {
    while at < stop {
      var (start, line) = (at, text.line(at: at))
      at = line.next
      while start < line.end, [0x20, 0x09].contains(text[start]) { start += 1 }
      while line.end > start, [0x20, 0x09].contains(text[line.end - 1]) { line.end -= 1 }
      if start < line.end { return (start, line.end, reason(start, line.end)) }
    }
    return nil
  }

  private mutating func reason(_ start: Int, _ end: Int) -> RecordFault.Reason? {
    if end - start > limit { return .oversized(bytes: end - start) }
    if !UTF8Validation.isValid(text, from: start, to: end) { return .invalidUTF8 }
    let problem =
      JSONObjectCheck.problem(text, from: start, to: end) ?? JSONGrammar.problem(text, from: start, to: end)
    if let problem { return .notAnObject(problem) }
    guard mayDouble, let (one, other) = spellings.doubled(text, from: start, to: end) else { return nil }
    return .spelledTwice(one, other)
  }
}

extension RecordFault.Reason {
  /// The record is an object all the same.
  fileprivate var isOfObject: Bool { if case .spelledTwice = self { true } else { false } }
}

/// Reads the good lines of one block of a JSON-lines file, in order, by the scan's verdicts.
package struct JSONLinesReader {
  /// The number of the record `next` gave last.
  package private(set) var record: Int64
  private var lines: JSONLineFinder

  /// - Parameter mayDouble: whether the scan's names have one in several spellings.
  package init(
    bytes: UnsafeRawBufferPointer, block: RecordBlock, maxRecordBytes: Int = 1_048_576, mayDouble: Bool = true
  ) {
    lines = JSONLineFinder(
      text: ByteText(bytes), at: block.byteOffset, stop: block.byteOffset + block.byteCount, limit: maxRecordBytes,
      mayDouble: mayDouble)
    record = block.firstRecord - 1
  }

  /// The next good line's object, as it stands in the file; nil at the block's end.
  package mutating func next() -> FieldSlice? {
    while let line = lines.next() {
      record += 1
      guard line.reason == nil else { continue }
      return FieldSlice(start: lines.text.base + line.start, count: line.end - line.start, isNull: false)
    }
    return nil
  }
}
