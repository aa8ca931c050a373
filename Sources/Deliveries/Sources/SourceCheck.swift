import Files
import Foundation
import Lake
import Ledger
import Project
import Words

/// What can be told of the sources' files without loading them: patterns that find nothing, what is left out, and files
/// beside the others that no source takes in.
package struct SourceCheck {
  let project: ProjectDefinition
  let journal: any RunLedger

  package init(_ project: ProjectDefinition, _ journal: any RunLedger) {
    (self.project, self.journal) = (project, journal)
  }

  /// As many are named; the rest is counted.
  private static let named = 3
  /// A folder is looked through up to so many names: `validate` is to be quick.
  private static let looked = 5000
  /// Names that deliveries have. A README beside them is none.
  private static let endings = ["csv", "tsv", "txt", "json", "jsonl", "ndjson", "parquet", "gz", "zst", "xlsx"]

  package func problems() throws -> [Problem] {
    try project.sources.flatMap(problems) + strangers()
  }

  private func problems(of source: SourceDefinition) throws -> [Problem] {
    let listing: IncomingListing
    do {
      listing = try source.incoming(projectFolder: project.folder)
    } catch let error as LakeError {
      return [warning(source, error.cause)]
    }
    var problems = listing.refused.prefix(Self.named).map { warning(source, "\($0.name) \($0.reason)") }
    if listing.refused.count > Self.named {
      problems.append(warning(source, "\(listing.refused.count) files are left out"))
    }
    // What lies on other machines is looked for by a run.
    if source.remotes.isEmpty, let nothing = try source.findsNothing(listing, journal, projectFolder: project.folder) {
      problems.append(warning(source, nothing))
    }
    return problems
  }

  private func warning(_ source: SourceDefinition, _ message: String) -> Problem {
    Problem("project.yml", source.position, .warning, "source \(source.name): \(message)")
  }

  /// Files in the sources' folders that look like deliveries, told at the first source of the folder.
  private func strangers() -> [Problem] {
    let globs = project.sources.flatMap { source in source.paths.map { (source: source, glob: $0) } }
    let folders = Dictionary(grouping: globs) { $0.glob.baseFolder }
    return folders.sorted { $0.key < $1.key }.compactMap { folder, readers -> Problem? in
      guard folder != project.folder, let first = readers.first else { return nil }
      let depth = readers.map { $0.glob.depth ?? 8 }.max() ?? 1
      var left = Self.looked
      let found = files(in: folder, depth: depth, &left).filter { path in
        !globs.contains { $0.glob.matches(path) }
      }
      guard !found.isEmpty else { return nil }
      let names = found.prefix(Self.named).map {
        IncomingFile.name(of: RawPath($0), projectFolder: project.folder)
      }
      let more = found.count > Self.named ? " and \(found.count - Self.named) more" : ""
      let verb = found.count == 1 ? "is" : "are"
      return warning(
        first.source,
        "beside its files \(verb) \(names.joined(separator: ", "))\(more), which no source takes in; is a path too narrow?"
      )
    }
  }

  private func files(in folder: String, depth: Int, _ left: inout Int) -> [String] {
    // A folder that cannot be read is told by its source.
    guard depth > 0, left > 0, let entries = try? FolderNames.list(RawPath(folder)) else { return [] }
    var found: [String] = []
    for entry in entries.sorted(by: { $0.name < $1.name }) {
      left -= 1
      let name = entry.name.description
      guard left >= 0, !name.hasPrefix("."), !isOurs(folder + "/" + name) else { continue }
      switch entry.kind ?? FileKind.at(link: RawPath(folder + "/" + name)) {
      case .folder: found += files(in: folder + "/" + name, depth: depth - 1, &left)
      case .regular where looksDelivered(name): found.append(folder + "/" + name)
      default: break
      }
    }
    return found
  }

  private func isOurs(_ path: String) -> Bool { project.environments.values.contains { $0.lake == path } }

  private func looksDelivered(_ name: String) -> Bool {
    let folded = name.lowercased()
    return Self.endings.contains { folded.hasSuffix("." + $0) }
  }
}

extension SourceDefinition {
  /// Says that the patterns find no file and never did: as a rule a slip in the path. Nil when a file lies there, is left out
  /// with its own reason, or was loaded once.
  func findsNothing(
    _ listing: IncomingListing, _ journal: any RunLedger, projectFolder: String
  ) throws -> String? {
    guard listing.files.isEmpty, listing.refused.isEmpty, try journal.newestManifest(of: name) == nil else {
      return nil
    }
    if !remotes.isEmpty, remotes.count == paths.count {
      return "no file fits \(remotes.map { $0.address($0.path) }.joined(separator: ", "))"
    }
    let patterns = paths.map { IncomingFile.name(of: RawPath($0.pattern), projectFolder: projectFolder) }
    let missing = paths.first { FileKind.at(RawPath($0.baseFolder)) != .folder }
    let place = missing.map {
      "; there is no folder \(IncomingFile.name(of: RawPath($0.baseFolder), projectFolder: projectFolder))"
    }
    return "no file fits \(patterns.joined(separator: ", "))\(place ?? "")"
  }
}
