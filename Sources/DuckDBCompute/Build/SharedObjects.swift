import Foundation
import Lake
import Storage
import Synchronization
import Words

/// Objects of the lake's store, of which this machine reads no more than the ends.
struct SharedObjects: SharedPlace {
  let table: TableName
  let store: any ObjectStore
  /// What they are below, as a path of the store.
  let folder: String
  /// A folder of this machine, which the engine may read, and which goes with the session.
  let scratch: String

  func sizes(of names: [String]) throws(LakeError) -> [Int64] {
    let found = try each(names) { (name) throws(StorageError) in try store.status(of: path(name))?.size }
    var sizes: [Int64] = []
    for (name, size) in zip(names, found) {
      guard let size = size ?? nil else {
        throw LakeError(.tableFailed, "\(table): \(path(name)), which was to hold its rows, is not there")
      }
      sizes.append(size)
    }
    return sizes
  }

  func ends(of files: [(name: String, size: Int64)]) throws(LakeError) -> [String] {
    let (store, folder) = (store, folder)
    let ends = try each(Array(files)) { (file) throws(StorageError) in
      try ParquetEnd(reading: "\(folder)/\(file.name)", size: file.size, from: store)
    }
    var paths: [String] = []
    for (number, end) in ends.enumerated() {
      guard let end = end else { continue }
      let path = "\(scratch)/end-\(number).parquet"
      try end.write(to: path, table)
      paths.append(path)
    }
    return paths
  }

  func move(_ moves: [(name: String, path: String)]) throws(LakeError) {
    do throws(LakeError) {
      _ = try each(moves) { (move) throws(StorageError) in try store.move(path(move.name), to: move.path) }
    } catch {
      // One that stays is a file too many, and no wrong answer.
      _ = try? each(moves) { (move) throws(StorageError) in try store.remove(move.path) }
      throw error
    }
  }

  func discard() {
    // What stays goes with the session, or the exchange.
    try? FileManager.default.removeItem(atPath: scratch)
    guard let left = try? store.everything(in: folder) else { return }
    _ = try? each(left) { (path) throws(StorageError) in try store.remove(path) }
  }

  private func path(_ name: String) -> String { folder + "/" + name }

  /// Several at a time; the results in the order of the items.
  private func each<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ work: @escaping @Sendable (Item) throws(StorageError) -> Result
  ) throws(LakeError) -> [Result?] {
    let results = Results<Result>(items.count)
    try LakeError.told { () throws(StorageError) in
      try Parallel.each(items.count) { (number) throws(StorageError) in
        let result = try work(items[number])
        results.all.withLock { $0[number] = result }
      }
    }
    return results.all.withLock { $0 }
  }

  private final class Results<Result: Sendable>: Sendable {
    let all: Mutex<[Result?]>
    init(_ count: Int) { all = Mutex([Result?](repeating: nil, count: count)) }
  }
}
