/// What one pass over a file found. The same bytes and dialect give the same scan.
package struct FileScan: Sendable, Hashable {
  /// The header's names as written; nil when the dialect has none, or the file is empty.
  package var header: [String]?
  /// Fields a record must have; 0 when the file has no record to tell, and for JSON lines.
  package var fieldCount = 0
  /// Good and faulty ones.
  package var records: Int64 = 0
  package var faults: [RecordFault] = []
  /// The file from its first record on, cut between records: pieces for parallel readers.
  package var blocks: [RecordBlock] = []

  package init() {}
}

/// A stretch of a file that begins and ends between records, of about 4 MB.
package struct RecordBlock: Sendable, Hashable {
  package let byteOffset: Int
  package let byteCount: Int
  /// The number of the block's first record.
  package let firstRecord: Int64
  /// How far a broken quote before the block still matters; what a reader needs to judge as the scan did.
  package let recovery: QuoteRecovery

  package init(byteOffset: Int, byteCount: Int, firstRecord: Int64, recovery: QuoteRecovery = QuoteRecovery()) {
    (self.byteOffset, self.byteCount, self.firstRecord) = (byteOffset, byteCount, firstRecord)
    self.recovery = recovery
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

  private let targetBytes: Int

  init(start: Int, targetBytes: Int) { (self.start, self.targetBytes) = (start, targetBytes) }

  /// Says that a record ended: `next` is where the one numbered `record` may begin.
  mutating func cut(at next: Int, record: Int64, recovery: QuoteRecovery = QuoteRecovery()) {
    guard next - start >= targetBytes else { return }
    close(at: next)
    (start, firstRecord, self.recovery) = (next, record, recovery)
  }

  mutating func close(at end: Int) {
    guard end > start else { return }
    blocks.append(
      RecordBlock(byteOffset: start, byteCount: end - start, firstRecord: firstRecord, recovery: recovery))
    start = end
  }
}
