import Clocks
import DeltaLog
import ModelSQL
import Rows

/// Rows for whoever `RowReading` lets see them.
package protocol ReadingCompute: AnyObject {
  /// A question that is no model, parsed; throws `LakeError` “ModelWrong” where it is wrong. Only a SELECT is right.
  func understand(_ query: SQLText, file: String) throws -> ParsedModel

  /// The rows of a question, handed on as they are made: in constant memory, however many they are.
  func stream(_ question: Question, to sink: inout some RowSink) throws

  /// The rows of a version of a table; of its first so many rows where `limit` is not nil.
  func stream(_ snapshot: Snapshot, limit: Int?, to sink: inout some RowSink) throws

  /// The rows of a quarantine: reason, `_file`, `_record`, `rejected_at` and the row, newest first.
  func newestRejects(_ snapshot: Snapshot, limit: Int) throws -> ResultTable

  /// The days that columns of a table reach; of columns that tell none there is nothing.
  ///
  /// - Parameter columns: in lower case.
  func extents(of columns: Set<String>, in input: InputState, until today: CalendarDay) throws -> [DayExtent]

  /// The folders, outside of those the engine may read, that hold files of a version.
  func foldersOutside(of snapshot: Snapshot) -> [String]
}

/// A parsed query with everything it reads.
package struct Question {
  package let parsed: ParsedModel
  package let inputs: [InputState]
  /// What `run_date()` and `run_timestamp()` mean.
  package let parameters: RunParameters
  /// Values for `$name` in the text.
  package let named: [String: Value]

  package init(parsed: ParsedModel, inputs: [InputState], parameters: RunParameters, named: [String: Value]) {
    self.parsed = parsed
    self.inputs = inputs
    self.parameters = parameters
    self.named = named
  }
}

/// The days that a column reaches.
package struct DayExtent: Sendable, Hashable {
  /// What one value stands for.
  package enum Bucket: Sendable { case day, week, month }

  package let first: CalendarDay
  package let last: CalendarDay
  package let bucket: Bucket

  package init(first: CalendarDay, last: CalendarDay, bucket: Bucket) {
    (self.first, self.last, self.bucket) = (first, last, bucket)
  }
}
