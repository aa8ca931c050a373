import Foundation

/// Looks at files and folders without reading them, for who looks each second: their names are kept as the system takes them.
package struct PathStamps: Sendable {
  private let paths: [[CChar]]

  package init(_ paths: [String]) { self.paths = paths.map { Array($0.utf8CString) } }

  /// A number that is another when one of them was changed, moved, removed or made. Holds for this process only.
  package func look() -> Int {
    var hasher = Hasher()
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0 else {
        hasher.combine(-1)
        continue
      }
      hasher.combine(status.st_ino)
      hasher.combine(status.st_mtim.tv_sec)
      hasher.combine(status.st_mtim.tv_nsec)
      hasher.combine(status.st_size)
    }
    return hasher.finalize()
  }
}
