import JSON
import Words

/// A table that a folder of files seems to be.
package struct FoundTable: Sendable, Hashable {
  package enum Format: String, Sendable { case csv, jsonl, parquet }

  package internal(set) var name: String
  /// From the crawled folder on, with `*`.
  package let pattern: String
  package let format: Format
  package let files: Int
  package let bytes: Int
  package let partitions: [String]
  package internal(set) var delimiter: Character = ","
  package internal(set) var hasHeader = true
  package internal(set) var encoding = "utf-8"
  /// Empty for Parquet, whose files say them.
  package internal(set) var columns: [FoundColumn] = []
  /// How many records its columns are known by.
  package internal(set) var records = 0
  /// The columns that tell records apart; empty where none were found.
  package internal(set) var key: [String] = []
  /// What a person should know, each in one sentence.
  package internal(set) var notes: [String] = []

  /// The same under another name, where its own is taken.
  package func renamed(_ name: String) -> FoundTable {
    var table = self
    table.name = name
    return table
  }

  package var json: JSONValue {
    [
      "name": .string(name), "path": .string(pattern), "format": .string(format.rawValue), "files": .int(files),
      "bytes": .int(bytes), "partitionKeys": .texts(partitions), "delimiter": .string(String(delimiter)),
      "header": .bool(hasHeader), "encoding": .string(encoding), "columns": .array(columns.map(\.json)),
      "records": .int(records), "key": .texts(key), "notes": .texts(notes),
    ]
  }
}

extension JSONValue {
  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}

/// A file that is no table, and why.
package struct SkippedFile: Sendable, Hashable {
  package let path: String
  package let reason: String
}
