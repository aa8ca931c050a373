/// Where a request goes.
package struct WebAddress: Sendable, Hashable {
  package enum Scheme: String, Sendable { case http, https }

  package var scheme: Scheme
  /// A name or a number, in small letters; one of IPv6 in its brackets.
  package var host: String
  /// Nil is the scheme's own.
  package var port: Int?
  /// Percent-encoded, as it stands in the request; begins with `/`.
  package var path: String
  /// Percent-encoded, without its `?`.
  package var query: String

  package init(scheme: Scheme = .https, host: String, port: Int? = nil, path: String = "/", query: String = "") {
    (self.scheme, self.host, self.path, self.query) = (scheme, host, path, query)
    self.port = port == (scheme == .https ? 443 : 80) ? nil : port
  }

  /// Nil where the text is no `http://` or `https://` address, or names a user: a password in an address is shown and
  /// written in too many places.
  package init?(_ text: String) {
    guard let separator = text.firstRange(of: "://"),
      let scheme = Scheme(rawValue: text[..<separator.lowerBound].lowercased())
    else { return nil }
    let rest = text[separator.upperBound...].prefix { $0 != "#" }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard !authority.contains("@"), let (host, port) = Self.split(authority) else { return nil }
    let target = rest.dropFirst(authority.count)
    let path = target.prefix { $0 != "?" }
    self.init(
      scheme: scheme, host: host, port: port, path: path.isEmpty ? "/" : String(path),
      query: String(target.dropFirst(path.count).dropFirst()))
  }

  private static func split(_ authority: Substring) -> (host: String, port: Int?)? {
    let name = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
    let rest = authority.dropFirst(name.count)
    guard !name.isEmpty, authority.hasPrefix(name), !name.contains(where: \.isWhitespace) else { return nil }
    if rest.isEmpty { return (name.lowercased(), nil) }
    guard rest.hasPrefix(":"), let port = UInt16(rest.dropFirst()) else { return nil }
    return (name.lowercased(), Int(port))
  }

  /// The `Host` header: the port is named where it is not the scheme's own.
  package var authority: String { port.map { "\(host):\($0)" } ?? host }

  package var effectivePort: Int { port ?? (scheme == .https ? 443 : 80) }

  package var text: String { "\(scheme.rawValue)://\(authority)\(path)" + (query.isEmpty ? "" : "?" + query) }
}

extension WebAddress: CustomStringConvertible {
  /// For people: without the query, which may hold a signature or a token.
  package var description: String { "\(scheme.rawValue)://\(authority)\(path)" }
}
