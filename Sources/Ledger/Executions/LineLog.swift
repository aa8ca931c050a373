/// What steps and workers said.
package protocol LineLog: Sendable {
  /// Appends lines in one transaction; gather them, one at a time is slow. A message over `longestMessage` bytes is cut
  /// and says so.
  func append(_ lines: [NewLogLine]) throws(JournalError)

  /// Oldest first, from the line after `id`. To follow a log, ask again with the id of the last line.
  func logs(_ filter: LogFilter, after id: Int64, limit: Int) throws(JournalError) -> [LogRecord]
}
