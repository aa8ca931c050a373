import Records

/// What a file turned out to hold.
struct FileContents {
  var columns: [String]
  /// Good and bad ones.
  var records: Int64
  var blocks: [RecordBlock] = []
  /// The file in UTF-8, where it came in another encoding.
  var transcoded: PendingFile?
  /// What the values of each column look like, for telling a retyped column; of Parquet files the engine's types.
  var types: [String: String] = [:]
  var faults = FileFaults()
}

/// The records of a file that are no rows. Only where they are is kept: a file with the wrong delimiter has as many of them as
/// records.
struct FileFaults {
  /// Those that the scan found.
  var scanned: FaultRows?
  var count: Int64 = 0

  /// The longest text of a record that goes to quarantine, in bytes.
  static let longestText = 65_536
}
