import JSON

/// What the log says about the values in one data file. Bounds only need to hold; they need not be met.
package struct FileStatistics: Sendable, Hashable {
  /// Exact: readers answer count(*) from it.
  package var numRecords: Int64
  /// Lower bounds by column, nested for structs. A column without one cannot be skipped by it.
  package var minValues: JSONObject
  package var maxValues: JSONObject
  package var nullCount: JSONObject

  package init(
    numRecords: Int64, minValues: JSONObject = [:], maxValues: JSONObject = [:], nullCount: JSONObject = [:]
  ) {
    self.numRecords = numRecords
    self.minValues = minValues
    self.maxValues = maxValues
    self.nullCount = nullCount
  }

  /// The object that `add.stats` holds as text.
  package var json: JSONValue {
    [
      "numRecords": .int(numRecords), "minValues": .object(minValues), "maxValues": .object(maxValues),
      "nullCount": .object(nullCount),
    ]
  }

  /// Reads the object; nil when it has no row count, or one below 0. Parts that are missing are empty.
  package init?(json: JSONValue) {
    guard let count = json["numRecords"]?.intValue, count >= 0 else { return nil }
    self.init(
      numRecords: count, minValues: json["minValues"]?.objectValue ?? [:],
      maxValues: json["maxValues"]?.objectValue ?? [:], nullCount: json["nullCount"]?.objectValue ?? [:])
  }
}
