import Hashes
import Web

/// A request in the one form in which both sides hash it (Signature Version 4, "Create a canonical request").
struct CanonicalRequest {
  /// How a path is written.
  enum PathRule: Sendable, Hashable {
    /// Shortened (`.`, `..`, `//`), and what stands in the request is encoded once more: every service but S3.
    case shortened
    /// As it stands in the request: a key of S3 may be `a//../b`.
    case asSent
  }

  let text: String
  let signedHeaders: String

  init(_ request: WebRequest, payloadHash: String, path rule: PathRule) {
    let headers = Self.headers(request)
    signedHeaders = headers.map(\.name).joined(separator: ";")
    let path = rule == .asSent ? request.address.path : Self.shortened(request.address.path)
    text = [
      request.method, path, Self.query(request.address.query),
      headers.map { "\($0.name):\($0.value)\n" }.joined(), signedHeaders, payloadHash,
    ].joined(separator: "\n")
  }

  /// Each name once, sorted; its values in their order.
  private static func headers(_ request: WebRequest) -> [(name: String, value: String)] {
    var values: [String: [String]] = ["host": [request.address.authority]]
    for field in request.headers.fields where field.name.lowercased() != "host" {
      values[field.name.lowercased(), default: []].append(singleSpaced(field.value))
    }
    return values.sorted { bytewise($0.key, $1.key) }.map { ($0.key, $0.value.joined(separator: ",")) }
  }

  /// Without blanks at its ends and with one where several stood; a folded header is one line.
  private static func singleSpaced(_ value: String) -> String {
    value.split { $0 == " " || $0 == "\t" || $0.isNewline }.joined(separator: " ")
  }

  private static func query(_ query: String) -> String {
    let pairs = query.split(separator: "&").map { pair in
      let name = pair.prefix { $0 != "=" }
      return (encodedAnew(name), encodedAnew(pair.dropFirst(name.count + 1)))
    }
    let sorted = pairs.sorted { $0.0 == $1.0 ? bytewise($0.1, $1.1) : bytewise($0.0, $1.0) }
    return sorted.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
  }

  private static func encodedAnew(_ part: Substring) -> String {
    PercentCoding.encode(PercentCoding.decode(String(part)))
  }

  private static func shortened(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." { parts.append(part) } else if !parts.isEmpty { parts.removeLast() }
    }
    let isFolder = path.hasSuffix("/") && !parts.isEmpty
    let joined = "/" + parts.joined(separator: "/") + (isFolder ? "/" : "")
    return PercentCoding.encode(joined, slashes: .kept)
  }

  private static func bytewise(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}
