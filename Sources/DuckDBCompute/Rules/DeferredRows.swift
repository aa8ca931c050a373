import DeltaLog
import Lake
import Words

/// Rows that rules are held against, and the tables these name, where another engine is asked first: only their columns are to
/// be had until a rule has to be judged here.
final class DeferredRows {
  private static let name = "assay_judged"

  private let session: DuckDBSession
  private let rows: RowSet
  private let references: [InputState]
  private var isOpen = false
  /// Why they are not to be had.
  private(set) var failure: (any Error)?

  init(_ session: DuckDBSession, _ rows: RowSet, references: [InputState]) {
    (self.session, self.rows, self.references) = (session, rows, references)
  }

  /// A SELECT over the rows, of which there are none as long as nobody opened it.
  func described() throws -> String {
    try create(session.description(of: rows))
    for reference in references {
      if case .delta(let snapshot) = reference.content, snapshot.isPlain {
        try session.createDescription(of: snapshot, as: reference.table)
      } else {
        try session.createWholeView(reference)
      }
    }
    return "SELECT * FROM \(Self.name)"
  }

  /// From now on rows are read.
  func open() throws {
    if let failure { throw failure }
    guard !isOpen else { return }
    do {
      try create(session.sql(of: rows))
      for reference in references { try session.createWholeView(reference) }
      isOpen = true
    } catch {
      failure = error
      throw error
    }
  }

  private func create(_ sql: String) throws {
    try session.connection.execute("CREATE OR REPLACE TEMP VIEW \(Self.name) AS \(sql)")
  }
}
