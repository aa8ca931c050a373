import Foundation
import Storage
import Synchronization

/// Objects in memory: a store without a file system, for suites of what is built on stores.
package final class MemoryStore: ObjectStore {
  private struct Object {
    var bytes: [UInt8]
    var modified: Int64
  }

  private let objects = Mutex<[String: Object]>([:])
  private let now: @Sendable () -> Date

  package init(now: @escaping @Sendable () -> Date = { Date() }) { self.now = now }

  package var paths: [String] { objects.withLock { $0.keys.sorted() } }

  package func list(_ folder: String) -> [String]? {
    let prefix = folder + "/"
    let names = objects.withLock { objects in
      objects.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count).prefix { $0 != "/" }) }
    }
    return names.isEmpty ? nil : Array(Set(names))
  }

  package func status(of path: String) -> ObjectStatus? {
    objects.withLock { $0[path].map { ObjectStatus(size: Int64($0.bytes.count), modified: $0.modified) } }
  }

  package func read(_ path: String, from start: Int64, upTo count: Int?) throws(StorageError) -> [UInt8] {
    guard let object = objects.withLock({ $0[path] }) else { throw .missing(path, "read") }
    let rest = object.bytes.dropFirst(Int(clamping: start))
    return Array(count.map { rest.prefix($0) } ?? rest)
  }

  package func put(_ bytes: [UInt8], at path: String) {
    let object = Object(bytes: bytes, modified: milliseconds)
    objects.withLock { $0[path] = object }
  }

  package func putIfAbsent(_ bytes: [UInt8], at path: String, modified: Int64?) -> Bool {
    let object = Object(bytes: bytes, modified: modified ?? milliseconds)
    return objects.withLock { objects in
      guard objects[path] == nil else { return false }
      objects[path] = object
      return true
    }
  }

  package func place(_ temporary: String, at path: String) throws(StorageError) {
    let isThere = objects.withLock { objects in
      guard let object = objects.removeValue(forKey: temporary) else { return false }
      objects[path] = object
      return true
    }
    guard isThere else { throw .missing(temporary, "rename") }
  }

  package func remove(_ path: String) { objects.withLock { _ = $0.removeValue(forKey: path) } }

  package func makeDurable(_ paths: [String], under root: String) throws(StorageError) {
    let gone = objects.withLock { objects in paths.first { objects[$0] == nil } }
    if let gone { throw .missing(gone, "sync") }
  }

  /// Nothing here is ever half there.
  package func sweepUnfinished(in folder: String, olderThan age: Duration) -> [String] { [] }

  private var milliseconds: Int64 { Int64(now().timeIntervalSince1970 * 1000) }
}
