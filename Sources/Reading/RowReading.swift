import Lake
import Words

/// The one door through which rows of the lake leave for a person, a screen, a report or another program: queries, tables by
/// name or path, rows that fail rules, rejected rows. Whoever asks is known here, and what they may not see is refused here.
/// Builds and gates read for the project itself and do not pass it.
package struct RowReading {
  let session: LakeSession
  let principal: Principal
  private let tell: ((QueryRun) -> Void)?
  /// Set where the tables are read as they stood.
  private(set) var past: PastTables?

  /// - Parameter tell: hears of each query that was asked, whatever came of it.
  package init(_ session: LakeSession, for principal: Principal, telling tell: ((QueryRun) -> Void)? = nil) {
    self.session = session
    self.principal = principal
    self.tell = tell
  }

  /// The same door to the tables as they stood.
  package func looking(at past: PastTables?) -> RowReading {
    var copy = self
    copy.past = past
    return copy
  }

  /// Asks, and tells of it.
  ///
  /// - Parameter body: says how many bytes are read, as soon as it knows.
  func counted(_ body: (inout Int64) throws -> Void) throws {
    let begin = ContinuousClock.now
    var bytes: Int64 = 0
    var succeeded = false
    defer {
      let seconds = (ContinuousClock.now - begin) / .seconds(1)
      tell?(QueryRun(bytes: bytes, seconds: seconds, succeeded: succeeded))
    }
    try body(&bytes)
    succeeded = true
  }

  /// Throws where the principal may not see rows of one of the tables. Called before any row is read.
  func admit(_ tables: some Sequence<TableName>) throws(LakeError) {
    for table in tables {
      if let refusal = principal.refusal(of: table) { throw LakeError(.readingRefused, "\(table): \(refusal)") }
    }
  }
}
