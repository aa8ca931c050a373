/// Where a lake is that is kept in a bucket, and how it is written there.
package struct LakeBucket: Sendable, Hashable {
  package let name: String
  /// Keys of the lake begin with it and a slash; empty where the lake is the whole bucket.
  package let prefix: String
  /// The account that has to own the bucket, or nothing is read or written.
  package var owner: String?
  package var encryption: Encryption?
  /// Bytes of copies that stay on this machine between runs; nil: as many as there are.
  package var copies: Int64?

  /// How objects are encrypted where they lie; where nothing is said the bucket's own setting counts.
  package enum Encryption: Sendable, Hashable {
    case aes256
    /// The key's id or ARN; nil is the account's own.
    case managedKey(String?)
  }

  /// An address that no lake can have.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package let description: String
  }

  /// - Parameter address: `s3://bucket/prefix`.
  package init(_ address: String) throws(Failure) {
    guard address.lowercased().hasPrefix("s3://") else {
      throw Failure(description: "the lake must be a folder or s3://BUCKET/PREFIX, not another address")
    }
    let names = address.dropFirst(5).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let bucket = names.first ?? ""
    var keys = names.dropFirst()
    if keys.last == "" { keys = keys.dropLast() }
    guard bucket.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{1,254}/) != nil else {
      throw Failure(description: "'\(bucket)' is no name of a bucket; write the lake as s3://BUCKET/PREFIX")
    }
    guard keys.allSatisfy({ !["", ".", ".."].contains($0) }) else {
      throw Failure(description: "'//', '.' and '..' are no names in a bucket; write the lake as s3://BUCKET/PREFIX")
    }
    (name, prefix) = (bucket, keys.joined(separator: "/"))
  }

  /// `s3://bucket/prefix`, without a slash at its end.
  package var address: String { "s3://\(name)" + (prefix.isEmpty ? "" : "/" + prefix) }
}
