/// A record that cannot be taken, and where its bytes stand in the file.
package struct RecordFault: Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    case fieldCount(found: Int, expected: Int)
    case invalidUTF8
    /// A quote that is open at the end of the file, or still open after `maxRecordBytes`. Only the line that begins the
    /// record is the fault; the lines after it are read as records again.
    case unterminatedQuote
    /// A closed quote goes on: `"a"b`. The record ends with its line.
    case textAfterQuote
    case oversized(bytes: Int)
    /// A line of a JSON-lines file that is not one object: what is wrong with it.
    case notAnObject(String)
    /// An object with a value under two spellings of one name.
    case spelledTwice(String, String)
  }

  /// 1-based; the header is not counted, blank lines are not either.
  package let record: Int64
  package let byteOffset: Int
  /// Without the line end.
  package let byteCount: Int
  package let reason: Reason

  package init(record: Int64, byteOffset: Int, byteCount: Int, reason: Reason) {
    (self.record, self.byteOffset, self.byteCount, self.reason) = (record, byteOffset, byteCount, reason)
  }
}

extension RecordFault.Reason {
  /// The reason in words, for a person.
  package var text: String {
    switch self {
    case .fieldCount(let found, let expected): "\(found) fields instead of \(expected)"
    case .invalidUTF8: "not valid UTF-8"
    case .unterminatedQuote: "a quote is never closed"
    case .textAfterQuote: "text after a closing quote"
    case .oversized(let bytes): "\(bytes) bytes, more than a record may have"
    case .notAnObject(let problem): "not a JSON object: \(problem)"
    case .spelledTwice(let one, let other): "“\(one)” and “\(other)” are one column, and both have a value"
    }
  }
}
