import JSON

/// Names the rows of a data file that are deleted although they stand in it (PROTOCOL.md, "Deletion Vectors").
///
/// A class, because most files have none and should not carry room for one.
package final class DeletionVector: Sendable {
  /// `u`: a file of the table, named by a UUID; `p`: a file by its absolute path; `i`: the vector itself.
  let storageType: String
  let pathOrInline: String
  /// Where the vector begins in its file; nil stands for the first byte after the file's version.
  let offset: Int64?
  let sizeInBytes: Int64
  /// How many rows are deleted.
  package let cardinality: Int64

  init(storageType: String, pathOrInline: String, offset: Int64?, sizeInBytes: Int64, cardinality: Int64) {
    self.storageType = storageType
    self.pathOrInline = pathOrInline
    self.offset = offset
    self.sizeInBytes = sizeInBytes
    self.cardinality = cardinality
  }

  /// Tells two vectors of one data file apart; with the file's path it is the identity of an add.
  var uniqueID: String { storageType + pathOrInline + (offset.map { "@\($0)" } ?? "") }
}

extension DeletionVector: Hashable {
  package static func == (a: DeletionVector, b: DeletionVector) -> Bool {
    a.uniqueID == b.uniqueID && a.sizeInBytes == b.sizeInBytes && a.cardinality == b.cardinality
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(uniqueID) }
}

extension DeletionVector {
  /// The vector of an `add` or `remove`; nil where there is none.
  static func of(_ file: JSONValue) throws(DeltaFormatError) -> DeletionVector? {
    guard let vector = file["deletionVector"], !vector.isNull else { return nil }
    let offset = vector["offset"].flatMap { $0.isNull ? nil : $0 }
    let cardinality = try vector.integer("cardinality")
    guard cardinality >= 0 else { throw .malformed("a deletion vector is of \(cardinality) rows") }
    return DeletionVector(
      storageType: try vector.text("storageType"), pathOrInline: try vector.text("pathOrInlineDv"),
      offset: offset == nil ? nil : try vector.integer("offset"), sizeInBytes: try vector.integer("sizeInBytes"),
      cardinality: cardinality)
  }

  var json: JSONValue {
    var vector: JSONObject = ["storageType": .string(storageType), "pathOrInlineDv": .string(pathOrInline)]
    if let offset { vector["offset"] = .int(offset) }
    vector["sizeInBytes"] = .int(sizeInBytes)
    vector["cardinality"] = .int(cardinality)
    return .object(vector)
  }
}
