/// How a delimited text file is written. Characters are single bytes, so they hold in any encoding that extends ASCII.
package struct CSVDialect: Sendable, Hashable {
  package var delimiter = UInt8(ascii: ",")
  /// Opens and closes a field that may hold delimiters and line ends; nil where quotes mean nothing.
  package var quote: UInt8? = UInt8(ascii: "\"")
  /// Inside quotes, takes the byte after it as it is. Equal to the quote it means doubling (RFC 4180); nil means that a
  /// quote cannot stand inside quotes.
  package var escape: UInt8? = UInt8(ascii: "\"")
  package var hasHeader = true
  /// Unquoted fields that are exactly one of these are null. A quoted field never is: `""` is the empty text.
  package var nullTokens: [String] = [""]
  /// A longer record, its line end not counted, is a fault.
  package var maxRecordBytes = 1_048_576

  package init() {}
}
