import JSON

/// A data file of a table.
package struct AddFile: Sendable, Hashable {
  /// As on disk, relative to the table's folder; absolute only in tables of other writers.
  package var path: String
  /// A value for every partition column; nil is null.
  package var partitionValues: [String: String?]
  /// Exact, in bytes: readers rely on it.
  package var size: Int64
  /// Milliseconds since 1970.
  package var modificationTime: Int64
  /// The statistics as the log holds them: a JSON text. Kept as it came, because readers need it unchanged.
  package var statsText: String?
  /// False when the file only rearranges rows the table already had.
  package var dataChange: Bool
  package var tags: [String: String?]

  package init(
    path: String, partitionValues: [String: String?] = [:], size: Int64, modificationTime: Int64,
    stats: FileStatistics? = nil, dataChange: Bool = true
  ) {
    self.path = path
    self.partitionValues = partitionValues
    self.size = size
    self.modificationTime = modificationTime
    self.statsText = stats?.json.text
    self.dataChange = dataChange
    self.tags = [:]
  }

  /// The statistics, parsed on each call; nil when there are none or they cannot be read, which only means that nothing
  /// can be skipped by them.
  package var stats: FileStatistics? {
    guard let statsText else { return nil }
    // Unreadable statistics are as good as none: they are advice to readers, never the truth about rows.
    return (try? JSONValue(parsing: statsText)).flatMap(FileStatistics.init(json:))
  }

  /// The file's place given the table's folder.
  package func fullPath(in table: String) -> String { path.hasPrefix("/") ? path : table + "/" + path }
}

extension AddFile {
  /// The log line of the file: `{"add":{…}}`.
  package var action: JSONValue {
    var add: JSONObject = [
      "path": .string(PathEncoding.encode(path)), "partitionValues": .map(partitionValues), "size": .int(size),
      "modificationTime": .int(modificationTime), "dataChange": .bool(dataChange),
    ]
    if let statsText { add["stats"] = .string(statsText) }
    if !tags.isEmpty { add["tags"] = .map(tags) }
    return ["add": .object(add)]
  }

  /// Reads the line `action` gives. Throws on a file with a deletion vector: some of its rows would not count.
  package init(action: JSONValue) throws(DeltaFormatError) {
    let add = try action.member("add")
    if let vector = add["deletionVector"], !vector.isNull { throw .unsupported("deletionVectors") }
    path = try PathEncoding.decode(try add.text("path"))
    partitionValues = try add.textMap("partitionValues").mapValues { $0 == "" ? nil : $0 }
    size = try add.integer("size")
    modificationTime = try add.integer("modificationTime")
    statsText = add["stats"]?.stringValue
    dataChange = add["dataChange"]?.boolValue ?? true
    tags = try add.textMap("tags")
  }
}
