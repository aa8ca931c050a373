import Lake
import Words

/// The one door through which rows of the lake leave for a person, a screen, a report or another program: queries, tables by
/// name or path, rows that fail rules, rejected rows. Whoever asks is known here, and what they may not see is refused here.
/// Builds and gates read for the project itself and do not pass it.
package struct RowReading {
  let session: LakeSession
  let principal: Principal

  package init(_ session: LakeSession, for principal: Principal) {
    self.session = session
    self.principal = principal
  }

  /// Throws where the principal may not see rows of one of the tables. Called before any row is read.
  func admit(_ tables: some Sequence<TableName>) throws(LakeError) {
    for table in tables {
      if let refusal = principal.refusal(of: table) { throw LakeError(.readingRefused, "\(table): \(refusal)") }
    }
  }
}
