import Foundation

/// Places of files that a log names.
enum FilePath {
  /// An absolute path is taken as it is. Steps upwards are gone up from where the table's folder really is, as the system
  /// would, because the engine takes no path with such steps.
  static func full(_ path: String, in table: String) -> String {
    guard !path.hasPrefix("/") else { return path.contains("/../") ? standardized(path) : path }
    guard path.hasPrefix("../") || path.contains("/../") else { return table + "/" + path }
    let real = realpath(table, nil)
    defer { free(real) }
    return standardized((real.map { String(cString: $0) } ?? table) + "/" + path)
  }

  private static func standardized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
