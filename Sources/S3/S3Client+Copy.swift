import Web

/// Copies within the bucket, of which nothing comes to this machine. They are encrypted as all that is put.
extension S3Client {
  /// In bytes. What is longer is copied in parts, several at a time; with one call the service copies no more than 5 GiB.
  static let copySize: Int64 = 1 << 30

  /// Copies an object, of any size, in place of one that has the key.
  package func copy(_ source: String, to key: String, partSize: Int64 = Self.copySize) throws(S3Failure) {
    guard let object = try head(source) else { throw S3Failure(.noObject, "copy", place(source)) }
    guard object.size > partSize else {
      var call = copying(object, to: key)
      addEncryption(&call)
      return _ = try sendCopy(call, of: source)
    }
    let length = max(partSize, (object.size + Int64(Self.mostParts) - 1) / Int64(Self.mostParts))
    _ = try assemble(object.size, at: key, rule: .replace, metadata: object.metadata, partSize: length) {
      (piece, id) throws(S3Failure) in
      var call = copying(object, to: key)
      call.query = [("partNumber", String(piece.number)), ("uploadId", id)]
      call.headers["x-amz-copy-source-range"] = "bytes=\(piece.range.lowerBound)-\(piece.range.upperBound - 1)"
      guard let tag = try document(sendCopy(call, of: source), call)["ETag"]?.text, !tag.isEmpty else {
        throw S3Failure(.malformed("a part without a tag"), call.operation, place(key))
      }
      return tag
    }
  }

  private func copying(_ source: S3Object, to key: String) -> S3Call {
    var call = S3Call(method: "PUT", key: key, operation: "copy to")
    call.headers["x-amz-copy-source"] = "/\(bucket.name)/" + PercentCoding.encode(source.key, slashes: .kept)
    // The one that was looked at, and no other that came meanwhile.
    if !source.tag.isEmpty { call.headers["x-amz-copy-source-if-match"] = source.tag }
    if let owner = bucket.owner { call.headers["x-amz-source-expected-bucket-owner"] = owner }
    return call
  }

  private func sendCopy(_ call: S3Call, of source: String) throws(S3Failure) -> WebAnswer {
    do throws(S3Failure) { return try send(call) } catch {
      throw error.reason == .condition ? S3Failure(.changed, "copy", place(source)) : error
    }
  }
}
