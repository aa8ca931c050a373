import Files

/// What a pattern finds.
package struct FoundFiles: Sendable, Hashable {
  /// Files that can be read, sorted by path.
  package var files: [RawPath] = []
  /// What fits the pattern and is left out, sorted by path.
  package var refused: [RefusedFile] = []

  package init() {}
}

/// Something whose name fits a source's pattern, and that is not read.
package struct RefusedFile: Sendable, Hashable, CustomStringConvertible {
  package let path: RawPath
  /// What it is, and what to do: a clause that the path can stand before.
  package let reason: String

  package init(path: RawPath, reason: String) { (self.path, self.reason) = (path, reason) }

  package var description: String { "\(path) \(reason)" }
}

extension FileGlob {
  /// What the pattern finds now. Nothing when the folder does not exist. Links are followed as far as they stay within the
  /// folder before the first wildcard, which may itself be a link; `**` follows no links to folders, which could lead in
  /// circles. Throws when a folder cannot be read.
  package func find() throws(FileError) -> FoundFiles {
    var search = GlobSearch(base: RawPath(baseFolder))
    try search.search(RawPath(bytes: []), parts[...])
    return search.result
  }
}

/// One search: goes through the folders, and keeps what it met.
private struct GlobSearch {
  /// Assay's own folder: its journal and its secrets are nobody's delivery.
  static let ownFolder = ".assay"

  /// As the pattern writes it, and where that really is; nil when it is nowhere.
  private let base: RawPath
  private let realBase: RawPath?
  private var files: Set<RawPath> = []
  private var refused: [RawPath: String] = [:]

  init(base: RawPath) {
    self.base = base
    realBase = base.resolved
  }

  var result: FoundFiles {
    var found = FoundFiles()
    found.files = files.sorted()
    found.refused = refused.map(RefusedFile.init).sorted { $0.path < $1.path }
    return found
  }

  mutating func search(_ folder: RawPath, _ parts: ArraySlice<FileGlob.Part>) throws(FileError) {
    guard let part = parts.first else { return }
    let rest = parts.dropFirst()
    switch part {
    case .name(let name): try enter(folder.appending(RawPath(name)), kind: nil, rest)
    case .wild:
      for entry in try names(in: folder) where part.matches(entry.name.description) {
        try enter(folder.appending(entry.name), kind: entry.kind, rest)
      }
    case .folders:
      try search(folder, rest)
      for entry in try names(in: folder) where part.matches(entry.name.description) {
        let inner = folder.appending(entry.name)
        guard Self.isRealFolder(inner, entry.kind) else { continue }
        try search(inner, parts)
      }
    }
  }

  private func names(in folder: RawPath) throws(FileError) -> [FolderNames.Entry] {
    try FolderNames.list(folder.bytes.isEmpty ? RawPath("/") : folder)
  }

  private static func isRealFolder(_ path: RawPath, _ kind: FileKind?) -> Bool {
    if let kind { return kind == .folder }
    return FileKind.at(link: path) == .folder
  }

  /// - Parameter kind: what the folder's listing says it is, links not followed.
  private mutating func enter(
    _ path: RawPath, kind: FileKind?, _ rest: ArraySlice<FileGlob.Part>
  ) throws(FileError) {
    guard let kind = kind ?? FileKind.at(link: path) else { return }
    let isLink = kind == .link
    guard let target = isLink ? FileKind.at(path) : kind else {
      if rest.isEmpty { refused[path] = "is a link that leads nowhere" }
      return
    }
    if rest.isEmpty {
      guard target != .folder else { return }
      if let reason = reason(path, target, isLink: isLink) { refused[path] = reason } else { files.insert(path) }
    } else if target == .folder {
      if isLink, path.isInside(base), path != base, let reason = strayLink(path) {
        refused[path] = reason
      } else {
        try search(path, rest)
      }
    }
  }

  /// Why what was found is not to be read; nil for a file.
  private func reason(_ path: RawPath, _ kind: FileKind, isLink: Bool) -> String? {
    if path.passes(Self.ownFolder) { return "lies in \(Self.ownFolder), which belongs to assay and is no source" }
    if let realBase, realBase.passes(Self.ownFolder) {
      return "lies in \(Self.ownFolder), which belongs to assay and is no source"
    }
    if isLink, let reason = strayLink(path) { return reason }
    return kind == .regular ? nil : "is \(kind.words) and no file; it is not read"
  }

  private func strayLink(_ path: RawPath) -> String? {
    guard let real = path.resolved, let realBase else { return "is a link that leads nowhere" }
    guard real.isInside(realBase), !real.passes(Self.ownFolder) else {
      return "is a link to \(real), outside of \(base); deliver the file itself, or name its folder under path"
    }
    return nil
  }
}
