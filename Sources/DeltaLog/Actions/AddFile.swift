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
  private var statistics: StatisticsText?
  /// False when the file only rearranges rows the table already had.
  package var dataChange: Bool
  package var tags: [String: String?]
  /// Rows of the file that do not count any more; only in tables of other writers.
  package var deletionVector: DeletionVector?

  package init(
    path: String, partitionValues: [String: String?] = [:], size: Int64, modificationTime: Int64,
    stats: FileStatistics? = nil, dataChange: Bool = true
  ) {
    self.path = path
    self.partitionValues = partitionValues
    self.size = size
    self.modificationTime = modificationTime
    self.statistics = stats.map { StatisticsText($0.json.text) }
    self.dataChange = dataChange
    self.tags = [:]
  }

  /// The statistics as the log holds them: a JSON text. Kept as it came, because readers need it unchanged.
  package var statsText: String? { statistics?.text }

  /// The statistics, parsed when they are asked for first; nil when there are none or they cannot be read, which only
  /// means that nothing can be skipped by them.
  package var stats: FileStatistics? { statistics?.parsed }

  /// Rows of the file that count, without a parse of all its statistics; nil when the log does not say.
  package var rowCount: Int64? {
    guard let records = statistics?.numRecords else { return nil }
    guard let deleted = deletionVector?.cardinality else { return records }
    return deleted <= records ? records - deleted : nil
  }

  /// The file's place given the table's folder, without steps upwards in it.
  package func fullPath(in table: String) -> String { FilePath.full(path, in: table) }
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
    if let deletionVector { add["deletionVector"] = deletionVector.json }
    return ["add": .object(add)]
  }

  /// Reads the line `action` gives.
  package init(action: JSONValue) throws(DeltaFormatError) {
    let add = try action.member("add")
    path = try PathEncoding.decode(try add.text("path"))
    partitionValues = try add.textMap("partitionValues").mapValues { $0 == "" ? nil : $0 }
    size = try add.integer("size")
    modificationTime = try add.integer("modificationTime")
    statistics = add["stats"]?.stringValue.map { StatisticsText($0) }
    dataChange = add["dataChange"]?.boolValue ?? true
    tags = try add.textMap("tags")
    deletionVector = try DeletionVector.of(add)
  }
}
