/// What one pass over a file found. The same bytes and dialect give the same scan.
package struct FileScan: Sendable, Hashable {
  /// The header's names as written; nil when the dialect has none, or the file is empty. Of JSON lines, all members' names.
  package var header: [String]?
  /// Fields a record must have; 0 when the file has no record to tell, and for JSON lines.
  package var fieldCount = 0
  /// Good and faulty ones.
  package var records: Int64 = 0
  /// The file from its first record on, cut between records: pieces for parallel readers.
  package var blocks: [RecordBlock] = []

  package init() {}

  /// How many records are faulty. Which ones `FaultReader` finds again: a file may have as many as records, and none is kept
  /// in memory.
  package var faults: Int64 { blocks.reduce(0) { $0 + $1.faults } }
}

/// A stretch of a file that begins and ends between records, of about 4 MB.
package struct RecordBlock: Sendable, Hashable {
  package let byteOffset: Int
  package let byteCount: Int
  /// The number of the block's first record.
  package let firstRecord: Int64
  /// How far a broken quote before the block still matters; what a reader needs to judge as the scan did.
  package let recovery: QuoteRecovery
  /// Faulty records in it; 0 in a block that was not made by a scan.
  package let faults: Int64

  package init(
    byteOffset: Int, byteCount: Int, firstRecord: Int64, recovery: QuoteRecovery = QuoteRecovery(), faults: Int64 = 0
  ) {
    (self.byteOffset, self.byteCount, self.firstRecord) = (byteOffset, byteCount, firstRecord)
    self.recovery = recovery
    self.faults = faults
  }

  /// Big enough that cutting costs nothing, small enough that a file of some dozen megabytes keeps every core busy.
  package static let usualBytes = 4 << 20
}

/// Collects blocks while a scan goes on.
struct BlockCutter {
  private(set) var blocks: [RecordBlock] = []
  private var start: Int
  private var firstRecord: Int64 = 1
  private var recovery = QuoteRecovery()
  private var faults: Int64 = 0

  private let targetBytes: Int

  init(start: Int, targetBytes: Int) { (self.start, self.targetBytes) = (start, targetBytes) }

  /// Says that the record that is ending is faulty.
  mutating func countFault() { faults += 1 }

  /// Says that a record ended: `next` is where the one numbered `record` may begin. Gives the block that ends there, if one
  /// does.
  mutating func cut(at next: Int, record: Int64, recovery: QuoteRecovery = QuoteRecovery()) -> RecordBlock? {
    guard next - start >= targetBytes else { return nil }
    close(at: next)
    (start, firstRecord, self.recovery) = (next, record, recovery)
    return blocks.last
  }

  mutating func close(at end: Int) {
    guard end > start else { return }
    blocks.append(
      RecordBlock(
        byteOffset: start, byteCount: end - start, firstRecord: firstRecord, recovery: recovery, faults: faults))
    start = end
    faults = 0
  }
}
