import Foundation

/// A file that rows come from, as rules about files look at it.
package struct QualityFile: Sendable {
  package enum HashAlgorithm: String, Sendable, CaseIterable { case md5 = "MD5", sha1 = "SHA-1", sha256 = "SHA-256" }

  /// As a rule may name it: its path, or the path within the project.
  package let name: String
  package let byteCount: Int64
  /// When it was written last, or, of a file that was loaded, when it came.
  package let modified: Date
  /// Its hash in lower-case hexadecimal digits. Throws when the bytes cannot be read.
  package let hash: @Sendable (HashAlgorithm) throws -> String

  package init(
    name: String, byteCount: Int64, modified: Date, hash: @escaping @Sendable (HashAlgorithm) throws -> String
  ) {
    (self.name, self.byteCount, self.modified, self.hash) = (name, byteCount, modified, hash)
  }

  /// Whether a path in a rule means it: the file itself, or a folder above it.
  func isNamed(_ path: String) -> Bool {
    name == path || name.hasSuffix("/" + path) || name.hasPrefix(path.hasSuffix("/") ? path : path + "/")
  }
}
