import Files
import Foundation
import Lake
import Ledger
import Project

/// The files that a source has loaded, in the order of loading by name, with their columns: what a new file's columns are
/// held against. Read once a step, however many files it loads, and never copied.
final class ColumnHistory {
  /// A loaded file, as far as the next ones are compared with it.
  struct Entry {
    let order: SourceOrder
    let name: String
    let columns: [String]
    /// What the values of each delivered column look like; empty of files that were loaded when nobody noted it.
    let kinds: [String: ValueKind]
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
  /// What the first so many files come to together, so that a step of many files in order adds one after the other.
  private var joined: (count: Int, kinds: [String: ValueKind]) = (0, [:])

  init(session: LakeSession, source: SourceDefinition) throws {
    self.source = source
    projectFolder = session.workspace.project.folder
    names = ColumnNames(source)
    isFirstLoad = try session.journal.latestSuccess(of: source.table.description) == nil
    keys = Set((source.columns ?? []).map(names.key))
    for file in try session.journal.loadedFiles(of: source.name) {
      entries.append(entry(file.name, file.columns, file.types))
      if file.records > 0, contents[file.sha256] == nil { contents[file.sha256] = (file.name, file.modifiedAt) }
      if keys.count < ColumnNames.limit { keys.formUnion(file.columns.map(names.key)) }
    }
    entries.sort { $0.order < $1.order }
  }

  var isEmpty: Bool { entries.isEmpty }

  func isKnown(_ column: String) -> Bool { keys.contains(names.key(column)) }

  /// The loaded file of these bytes, if there is one with records.
  func file(ofBytes sha256: String) -> (name: String, modifiedAt: Date)? { contents[sha256] }

  func add(_ manifest: NewManifest) {
    let new = entry(manifest.name, manifest.columns, manifest.types)
    let place = place(of: new.order)
    entries.insert(new, at: place)
    if place < joined.count { joined = (0, [:]) }
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

  /// The narrowest kinds, by the columns' keys, that hold the values of all files before one of the name, as far as noted.
  func kinds(before name: String) -> [String: ValueKind] {
    let place = place(of: source.order(of: name, projectFolder: projectFolder))
    if joined.count > place { joined = (0, [:]) }
    for entry in entries[joined.count..<place] { joined.kinds.join(entry.kinds, names) }
    joined.count = place
    return joined.kinds
  }

  private func entry(_ name: String, _ columns: [String], _ types: [String: String]) -> Entry {
    Entry(
      order: source.order(of: name, projectFolder: projectFolder), name: name, columns: columns,
      kinds: types.mapValues { ValueKind($0, of: source) })
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

extension ValueKind {
  /// - Parameter type: as a manifest notes it.
  init(_ type: String, of source: SourceDefinition) {
    self = source.format == .parquet ? ValueKind(parquetType: type) : ValueKind(rawValue: type) ?? .empty
  }
}

extension [String: ValueKind] {
  /// Takes in the kinds of a file's columns, by their keys.
  mutating func join(_ delivered: [String: ValueKind], _ names: ColumnNames) {
    for (column, kind) in delivered {
      let key = names.key(column)
      self[key] = (self[key] ?? .empty).joined(kind)
    }
  }
}
