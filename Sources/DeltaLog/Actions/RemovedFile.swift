import JSON

/// A file that no longer belongs to the table, kept in the log until no reader of an older version can need it.
struct RemovedFile: Sendable, Hashable {
  let path: String
  /// Milliseconds since 1970; nil is long ago.
  let deletionTimestamp: Int64?
  let dataChange: Bool
  let partitionValues: [String: String?]
  let size: Int64?
  let deletionVector: DeletionVector?

  init(_ file: AddFile, deletionTimestamp: Int64, dataChange: Bool) {
    path = file.path
    self.deletionTimestamp = deletionTimestamp
    self.dataChange = dataChange
    partitionValues = file.partitionValues
    size = file.size
    deletionVector = file.deletionVector
  }

  init(action: JSONValue) throws(DeltaFormatError) {
    let remove = try action.member("remove")
    path = try PathEncoding.decode(try remove.text("path"))
    deletionTimestamp = remove["deletionTimestamp"]?.intValue
    dataChange = remove["dataChange"]?.boolValue ?? true
    partitionValues = try remove.textMap("partitionValues")
    size = remove["size"]?.intValue
    deletionVector = try DeletionVector.of(remove)
  }

  var action: JSONValue {
    var remove: JSONObject = ["path": .string(PathEncoding.encode(path)), "dataChange": .bool(dataChange)]
    if let deletionTimestamp { remove["deletionTimestamp"] = .int(deletionTimestamp) }
    if let size {
      remove["extendedFileMetadata"] = true
      remove["partitionValues"] = .map(partitionValues)
      remove["size"] = .int(size)
    }
    if let deletionVector { remove["deletionVector"] = deletionVector.json }
    return ["remove": .object(remove)]
  }
}
