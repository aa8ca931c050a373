import Foundation
import Rows

/// Rows of the tables, one after the other as they are read: in constant memory, however many they are.
///
/// Read by an engine in this process, so that a screen, whose tables another process reads, has none of it.
package protocol QueryReading: Sendable {
  /// Throws `invalid` for a SELECT that is wrong and `notFound` for a table or a query that is not there, in both cases
  /// before the sink begins. What fails later comes after the rows before it.
  func rows(_ question: RowsQuestion, asOf: Date?, to sink: inout some RowSink) throws
}

package enum RowsQuestion: Sendable, Hashable {
  /// One SELECT over the layers' tables, with the functions of models.
  case select(String)
  /// A SELECT that the project keeps, by its name.
  case saved(String)
  /// A table as it stands or stood, so many rows at most; nil for all.
  case table(String, at: TableMoment, limit: Int?)
}

/// Which version of a table is read.
package enum TableMoment: Sendable, Hashable {
  case newest
  case version(Int64)
  case asOf(Date)
}
