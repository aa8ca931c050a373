import Web

extension S3Client {
  /// Puts an object with one call.
  ///
  /// - Returns: the version that was made, where the bucket keeps versions.
  package func putVersion(_ bytes: [UInt8], at key: String) throws(S3Failure) -> String? {
    var call = S3Call(method: "PUT", key: key, body: bytes, operation: "write")
    call.headers["Content-Type"] = "application/octet-stream"
    addEncryption(&call)
    return try send(call).headers["x-amz-version-id"].flatMap { $0 == "null" ? nil : $0 }
  }

  /// Removes a version for good; without one, the object.
  package func delete(_ key: String, version: String?) throws(S3Failure) {
    guard let version else { return try delete(key) }
    _ = try send(S3Call(method: "DELETE", key: key, query: [("versionId", version)], operation: "remove for good"))
  }
}

extension Bucket {
  /// Whether nobody on the way sees what is sent there.
  package var isPrivate: Bool {
    guard let endpoint, endpoint.scheme == .http else { return true }
    return endpoint.host == "localhost" || endpoint.host == "[::1]" || endpoint.host.hasPrefix("127.")
  }
}
