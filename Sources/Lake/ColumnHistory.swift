import Files
import Foundation
import Journal
import Project

/// The files that a source has loaded, in the order of loading by name, with their columns: what a new file's columns are
/// held against. Read once a step, however many files it loads.
struct ColumnHistory {
  /// A loaded file, as far as the next ones are compared with it.
  struct Entry {
    let order: SourceOrder
    let name: String
    let columns: [String]
    /// Known of files that this step loaded; of others found again from their bytes when they are asked for.
    var kinds: [String: ColumnKind]?
  }

  let source: SourceDefinition
  private let projectFolder: String
  private let names: ColumnNames
  /// By order.
  private var entries: [Entry] = []
  private var keys: Set<String> = []
  /// The first file with records of each SHA-256.
  private var contents: [String: (name: String, modifiedAt: Date)] = [:]
  /// Nothing was ever taken in whole: the files that lie there are of all times at once, and nobody knows which came last.
  let isFirstLoad: Bool

  init(session: LakeSession, source: SourceDefinition) throws {
    self.source = source
    projectFolder = session.workspace.project.folder
    names = ColumnNames(source)
    isFirstLoad = try session.journal.latestSuccess(of: source.table.description) == nil
    keys = Set((source.columns ?? []).map(names.key))
    for file in try session.journal.loadedFiles(of: source.name) {
      entries.append(entry(file.name, file.columns, kinds: nil))
      if file.records > 0, contents[file.sha256] == nil { contents[file.sha256] = (file.name, file.modifiedAt) }
      if keys.count < ColumnNames.limit { keys.formUnion(file.columns.map(names.key)) }
    }
    entries.sort { $0.order < $1.order }
  }

  var isEmpty: Bool { entries.isEmpty }

  func isKnown(_ column: String) -> Bool { keys.contains(names.key(column)) }

  /// The loaded file of these bytes, if there is one with records.
  func file(ofBytes sha256: String) -> (name: String, modifiedAt: Date)? { contents[sha256] }

  mutating func add(_ manifest: NewManifest, kinds: [String: ColumnKind]) {
    let new = entry(manifest.name, manifest.columns, kinds: kinds)
    entries.insert(new, at: place(of: new.order))
    keys.formUnion(manifest.columns.map(names.key))
    if manifest.records > 0, contents[manifest.sha256] == nil {
      contents[manifest.sha256] = (manifest.name, manifest.modifiedAt)
    }
  }

  /// The files before and after one of the name.
  func neighbours(of name: String) -> (before: Entry?, after: Entry?) {
    let place = place(of: source.order(of: name, projectFolder: projectFolder))
    return (place > 0 ? entries[place - 1] : nil, place < entries.count ? entries[place] : nil)
  }

  private func entry(_ name: String, _ columns: [String], kinds: [String: ColumnKind]?) -> Entry {
    Entry(order: source.order(of: name, projectFolder: projectFolder), name: name, columns: columns, kinds: kinds)
  }

  private func place(of order: SourceOrder) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].order < order { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
