/// Who did what.
package protocol AuditLog: Sendable {
  func recordAudit(_ new: NewAudit) throws(JournalError)

  /// Newest first, of one target or of all; `before` is the id of the last one of a page.
  func audit(target: String?, before: Int64?, limit: Int) throws(JournalError) -> [AuditRecord]
}
