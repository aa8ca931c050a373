/// Why a file cannot be scanned at all. Faulty records never are a reason.
package enum RecordsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The line with the column names is itself faulty.
  case header(RecordFault.Reason)
  /// The file begins with the mark of another encoding: its name.
  case encoding(String)

  package var description: String {
    switch self {
    case .header(let reason): "the header cannot be read: \(reason.text)"
    case .encoding(let name): "the file is \(name); name its encoding in the source"
    }
  }
}
