import Clocks
import Foundation
import Web
import XML

/// Objects below a prefix, and where names go on, what they begin with.
package struct S3Listing: Sendable, Hashable {
  package var objects: [S3Object] = []
  /// Each ends in the delimiter.
  package var prefixes: [String] = []
}

extension S3Client {
  /// All keys that begin with a prefix, page by page.
  ///
  /// - Parameters:
  ///   - delimiter: names are cut behind it; nil lists all that is deeper too.
  ///   - limit: stops once it has so many; nil is all of them.
  package func list(
    _ prefix: String, delimiter: String? = nil, limit: Int? = nil
  ) throws(S3Failure) -> S3Listing {
    var (listing, token, pages) = (S3Listing(), String?.none, Set<String>())
    repeat {
      let page = try page(prefix, delimiter, token, limit.map { min($0, 1000) })
      listing.objects += page.listing.objects
      listing.prefixes += page.listing.prefixes
      token = page.next
      // A page that names itself as the next would never end.
      if let next = token, !pages.insert(next).inserted {
        throw S3Failure(.malformed("its pages go in a circle"), "list", place(prefix))
      }
    } while token != nil && listing.objects.count + listing.prefixes.count < limit ?? .max
    return listing
  }

  private func page(
    _ prefix: String, _ delimiter: String?, _ token: String?, _ limit: Int?
  ) throws(S3Failure) -> (listing: S3Listing, next: String?) {
    // Keys may hold what XML cannot; so they come as addresses hold them.
    var call = S3Call(
      method: "GET", key: "", query: [("list-type", "2"), ("encoding-type", "url"), ("prefix", prefix)],
      operation: "list", subject: prefix)
    if let delimiter { call.query.append(("delimiter", delimiter)) }
    if let limit { call.query.append(("max-keys", String(limit))) }
    if let token { call.query.append(("continuation-token", token)) }
    let root = try document(send(call), call)
    guard root.name == "ListBucketResult" else {
      throw S3Failure(.malformed("a \(root.name) and no listing"), "list", place(prefix))
    }
    let isEncoded = root["EncodingType"]?.text == "url"
    func name(_ text: String) -> String { isEncoded ? PercentCoding.decode(text.replacing("+", with: "%20")) : text }
    var listing = S3Listing()
    for entry in root.all("Contents") {
      guard let key = entry["Key"]?.text, let size = entry["Size"].flatMap({ Int64($0.text) }) else {
        throw S3Failure(.malformed("an object without key or size"), "list", place(prefix))
      }
      let modified = entry["LastModified"].flatMap { Timestamp.parse($0.text) } ?? now
      listing.objects.append(S3Object(key: name(key), size: size, tag: entry["ETag"]?.text ?? "", modified: modified))
    }
    listing.prefixes = root.all("CommonPrefixes").compactMap { $0["Prefix"].map { name($0.text) } }
    let isCut = root["IsTruncated"]?.text == "true"
    return (listing, isCut ? root["NextContinuationToken"]?.text : nil)
  }
}
