import Foundation

extension FileGlob {
  /// The regular files the pattern finds now, sorted by path. None when the folder does not exist. Links to files are
  /// followed; `**` does not follow links to folders, which could lead in circles. Throws when a folder cannot be read.
  package func files() throws -> [String] {
    var found: Set<String> = []
    try Self.search("", parts[...], &found)
    return found.sorted()
  }

  private static func search(_ folder: String, _ parts: ArraySlice<Part>, _ found: inout Set<String>) throws {
    guard let part = parts.first else { return }
    let rest = parts.dropFirst()
    switch part {
    case .name(let name): try enter(folder + "/" + name, rest, &found)
    case .wild:
      for name in try names(in: folder) where part.matches(name) { try enter(folder + "/" + name, rest, &found) }
    case .folders:
      try search(folder, rest, &found)
      for name in try names(in: folder) where part.matches(name) && isRealFolder(folder + "/" + name) {
        try search(folder + "/" + name, parts, &found)
      }
    }
  }

  private static func enter(_ path: String, _ rest: ArraySlice<Part>, _ found: inout Set<String>) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    if rest.isEmpty {
      if !isFolder.boolValue { found.insert(path) }
    } else if isFolder.boolValue {
      try search(path, rest, &found)
    }
  }

  private static func names(in folder: String) throws -> [String] {
    let path = folder.isEmpty ? "/" : folder
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: path)
  }

  private static func isRealFolder(_ path: String) -> Bool {
    // A name that went away meanwhile is no folder.
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    return type == .typeDirectory
  }
}
