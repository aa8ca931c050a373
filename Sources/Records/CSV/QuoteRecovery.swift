/// What a scan remembers of quotes that were never closed, so that a file full of them stays quick to read.
///
/// A broken quote costs a look ahead of up to `maxRecordBytes`, and the lines it looked over are read again as records.
/// After `patience` such looks over the same stretch, quotes there must close on their own line, until it is passed.
package struct QuoteRecovery: Sendable, Hashable {
  /// The furthest byte looked at in vain.
  package private(set) var end = 0
  package private(set) var looks = 0
  private static let patience = 16

  package init() {}

  /// From what `end` and `looks` were, for a scan whose blocks were put down.
  package init(end: Int, looks: Int) { (self.end, self.looks) = (end, looks) }

  mutating func failed(at start: Int, lookedTo: Int) {
    looks = start < end ? looks + 1 : 1
    end = max(end, lookedTo)
  }

  func isImpatient(at start: Int) -> Bool { looks >= Self.patience && start < end }
}
