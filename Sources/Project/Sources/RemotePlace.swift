/// Where files of other machines are, and the folder of this one that they are brought to before they are read.
package struct RemotePlace: Sendable, Hashable {
  package let scheme: PlaceScheme
  /// The bucket; of a web server its name, with the port where it says one.
  package let host: String
  /// The pattern of a key, or a path, without `/` at its beginning.
  package let path: String
  /// What lies below the bucket or the server has its copy below this folder.
  package let folder: String

  /// In the project's folder; hidden, since nobody else delivers there.
  package static let landing = ".fetched"

  /// An address that cannot be read from.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package let description: String
  }

  /// Nil where the text is no address of a scheme that is read.
  package init?(
    _ text: String, projectFolder: String, among schemes: [PlaceScheme] = PlaceScheme.all
  ) throws(Failure) {
    guard let mark = text.firstRange(of: "://"),
      let scheme = schemes.first(where: { $0.name == text[..<mark.lowerBound].lowercased() })
    else { return nil }
    let rest = text[mark.upperBound...]
    let host = rest.prefix { $0 != "/" }
    let path = rest.dropFirst(host.count + 1)
    guard !host.isEmpty, !path.isEmpty, !path.hasSuffix("/") else {
      throw Failure(description: scheme.advice)
    }
    guard !host.contains("@") else {
      throw Failure(description: "an address with a password is written in too many places")
    }
    if !scheme.listsFiles, let mark = path.first(where: { "*?#".contains($0) }) {
      throw Failure(description: "'\(mark)' is not understood: a web server lists no files, name each by its path")
    }
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    guard names.allSatisfy({ !["", ".", ".."].contains($0) }), ![".", ".."].contains(host) else {
      throw Failure(description: "'//', '.' and '..' are no names of files")
    }
    (self.scheme, self.host, self.path) = (scheme, String(host), String(path))
    folder = "\(projectFolder)/\(Self.landing)/\(scheme.name)/\(host)"
  }

  /// The pattern of the copies.
  package var copies: String { folder + "/" + path }

  /// What every key that fits begins with.
  package var prefix: String {
    let plain = path.prefix { $0 != "*" && $0 != "?" }
    return String(plain)
  }

  package func address(_ key: String) -> String { "\(scheme.name)://\(host)/\(key)" }
}
