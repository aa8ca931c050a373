import Credentials
import Web

/// A bucket, and how it is spoken to.
package struct Bucket: Sendable, Hashable {
  package let name: String
  /// Where somebody else than AWS keeps it; then its name is part of the path.
  package let endpoint: WebAddress?
  /// The account that must own it, or nothing is done.
  package var owner: String?
  package var encryption: Encryption?

  /// How objects are encrypted where they lie; nil leaves it to the bucket.
  package enum Encryption: Sendable, Hashable {
    case aes256
    /// The key's id or ARN; nil is the account's own.
    case managedKey(String?)
  }

  package init(_ name: String, endpoint: WebAddress? = nil, owner: String? = nil, encryption: Encryption? = nil) {
    (self.name, self.endpoint, self.owner, self.encryption) = (name, endpoint, owner, encryption)
  }

  /// - Parameters:
  ///   - key: empty is the bucket itself.
  ///   - query: pairs that are encoded here.
  func address(_ key: String, query: [(String, String)], region: String) -> WebAddress {
    var address = base(region)
    address.path += PercentCoding.encode(key, slashes: .kept)
    address.query = query.map { name, value in
      PercentCoding.encode(name) + (value.isEmpty ? "" : "=" + PercentCoding.encode(value))
    }.joined(separator: "&")
    return address
  }

  private func base(_ region: String) -> WebAddress {
    let bucket = PercentCoding.encode(name)
    if var endpoint {
      endpoint.path = (endpoint.path.hasSuffix("/") ? endpoint.path : endpoint.path + "/") + bucket + "/"
      return endpoint
    }
    let service = "s3.\(region).\(Partition.domain(of: region))"
    // No certificate is for a name with a dot before the service's.
    return name.contains(".")
      ? WebAddress(host: service, path: "/\(bucket)/") : WebAddress(host: "\(name).\(service)", path: "/")
  }
}
