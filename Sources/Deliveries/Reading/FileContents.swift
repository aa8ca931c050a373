import Lake
import Records

/// What a file turned out to hold.
package struct FileContents {
  package var columns: [String]
  /// Good and bad ones.
  package var records: Int64
  package var blocks: [RecordBlock] = []
  /// The text as it is read, where the bytes came otherwise: packed, in another encoding, with other line ends.
  package var text: ReadableText?
  /// A text's last line has no end.
  package var lacksLineEnd = false
  /// What the values of each column look like, for telling a retyped column; of Parquet files the engine's types.
  package var types: [String: String] = [:]
  package var faults = FileFaults()
}

/// A text kept beside the original bytes, in UTF-8 and lines.
package struct ReadableText {
  package let file: PendingFile
  /// What the original is: `gzip`, `iso-8859-1`, `utf-8 cr`.
  package let form: String
}

/// The records of a file that are no rows. Only where they are is kept: a file with the wrong delimiter has as many of them as
/// records.
package struct FileFaults {
  /// Those that the scan found.
  package var scanned: FaultRows?
  package var count: Int64 = 0
}
