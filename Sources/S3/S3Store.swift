import Foundation
import Storage
import Synchronization

/// Objects in a bucket, by paths as `s3://bucket/lake/gold/sales/0.parquet`.
///
/// A bucket has no folders: they are there while something is in them. Whether the bucket's store keeps two writers apart
/// is tried before the first commit.
package struct S3Store: ObjectStore {
  package let client: S3Client
  private let keepsApart = Box(false)

  package init(_ client: S3Client) { self.client = client }

  package func list(_ folder: String) throws(StorageError) -> [String]? {
    let prefix = try key(folder) + "/"
    let listing = try told { () throws(S3Failure) in try client.list(prefix == "/" ? "" : prefix, delimiter: "/") }
    guard !listing.objects.isEmpty || !listing.prefixes.isEmpty else { return nil }
    let start = prefix == "/" ? 0 : prefix.count
    let names = listing.objects.map { String($0.key.dropFirst(start)) }
    let folders = listing.prefixes.map { String($0.dropFirst(start).dropLast()) }
    // A console makes an object for an empty folder, whose name is the folder's.
    return (names + folders).filter { !$0.isEmpty }
  }

  /// The object that a console makes for an empty folder is none.
  package func everything(in folder: String) throws(StorageError) -> [String] {
    let prefix = try key(folder).isEmpty ? "" : key(folder) + "/"
    let objects = try told { () throws(S3Failure) in try client.list(prefix).objects }
    return objects.map(\.key).filter { !$0.hasSuffix("/") }.map { root + "/" + $0 }
  }

  package func status(of path: String) throws(StorageError) -> ObjectStatus? {
    let key = try key(path)
    guard let object = try told({ () throws(S3Failure) in try client.head(key) }) else { return nil }
    let given = object.metadata[Self.time].flatMap { Int64($0) }
    return ObjectStatus(size: object.size, modified: given ?? Int64(object.modified.timeIntervalSince1970 * 1000))
  }

  /// Where an object's own time is kept: the store's is that of the call.
  private static let time = "assay-modified"

  package func read(_ path: String, from start: Int64, upTo count: Int?) throws(StorageError) -> [UInt8] {
    let key = try key(path)
    if let count, count == 0 {
      // Nothing is read, of what has to be there all the same.
      guard try status(of: path) != nil else { throw .missing(path, "read") }
      return []
    }
    return try told { () throws(S3Failure) in
      if let count, count <= S3Client.partSize { return try client.read(key, from: start, count: count) }
      if start == 0, count == nil { return try client.read(key) }
      let all = try client.read(key).dropFirst(Int(clamping: start))
      return Array(count.map { all.prefix($0) } ?? all)
    }
  }

  package func put(_ bytes: [UInt8], at path: String) throws(StorageError) {
    _ = try put(bytes, path, rule: .replace, metadata: [:])
  }

  package func putIfAbsent(_ bytes: [UInt8], at path: String, modified: Int64?) throws(StorageError) -> Bool {
    try probe(beside: path)
    return try put(bytes, path, rule: .onlyIfAbsent, metadata: modified.map { [Self.time: String($0)] } ?? [:])
  }

  private func put(
    _ bytes: [UInt8], _ path: String, rule: PutRule, metadata: [String: String]
  ) throws(StorageError) -> Bool {
    let key = try key(path)
    return try told { () throws(S3Failure) in
      try client.put(Int64(bytes.count), at: key, rule: rule, metadata: metadata, partSize: S3Client.partSize) {
        (start, count) throws(S3Failure) in Array(bytes[Int(start)..<Int(start) + count])
      }
    }
  }

  private func probe(beside path: String) throws(StorageError) {
    guard !keepsApart.value.withLock({ $0 }) else { return }
    let key = try key(path)
    let folder = key.lastIndex(of: "/").map { String(key[...$0]) } ?? ""
    try told { () throws(S3Failure) in try client.probeConditions(under: folder) }
    keepsApart.value.withLock { $0 = true }
  }

  /// A bucket cannot rename: the object is copied and then removed, so that a kill between leaves both.
  package func place(_ temporary: String, at path: String) throws(StorageError) {
    let (source, key) = (try key(temporary), try key(path))
    try told { () throws(S3Failure) in
      try client.copy(source, to: key)
      try client.delete(source)
    }
  }

  package func move(_ path: String, to place: String) throws(StorageError) { try self.place(path, at: place) }

  package func remove(_ path: String) throws(StorageError) {
    let key = try key(path)
    try told { () throws(S3Failure) in try client.delete(key) }
  }

  /// Few are looked at one by one; of many the folder that all are in is listed.
  package func missing(among paths: [String]) throws(StorageError) -> [String] {
    let keys = try paths.map { path throws(StorageError) in try key(path) }
    guard keys.count > 8 else {
      return try told { () throws(S3Failure) in
        let there = Box([Bool](repeating: false, count: keys.count))
        try Parallel.each(keys.count) { (number) throws(S3Failure) in
          let isThere = try client.head(keys[number]) != nil
          there.value.withLock { $0[number] = isThere }
        }
        return there.value.withLock { there in paths.indices.filter { !there[$0] }.map { paths[$0] } }
      }
    }
    let prefix = Self.folder(above: keys)
    let there = try told { () throws(S3Failure) in Set(try client.list(prefix).objects.map { Array($0.key.utf8) }) }
    return zip(paths, keys).filter { !there.contains(Array($0.1.utf8)) }.map(\.0)
  }

  /// The deepest folder that all keys are in, with its slash; empty where that is the bucket.
  static func folder(above keys: [String]) -> String {
    guard let first = keys.first else { return "" }
    var common = first.utf8.prefix { _ in true }
    for key in keys.dropFirst() {
      let length = zip(common, key.utf8).prefix { $0 == $1 }.count
      common = common.prefix(length)
    }
    guard let slash = common.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(decoding: common[...slash], as: UTF8.self)
  }

  /// What a bucket has taken is kept; it has to be there.
  package func makeDurable(_ paths: [String], under root: String) throws(StorageError) {
    for path in paths where try status(of: path) == nil { throw .missing(path, "keep") }
  }

  package func sweepUnfinished(in folder: String, olderThan age: Duration) throws(StorageError) -> [String] {
    let prefix = try key(folder) + "/"
    return try told { () throws(S3Failure) in
      var swept: [String] = []
      for upload in try client.unfinished(prefix) {
        let name = String(upload.key.dropFirst(prefix.count))
        guard !name.contains("/"), client.now.timeIntervalSince(upload.begun) >= age / .seconds(1) else { continue }
        try client.abort(upload)
        swept.append(name)
      }
      return swept
    }
  }

  private var root: String { "s3://\(client.bucket.name)" }

  /// The key of a path that is known to be one of the bucket's.
  func key(within path: String) -> String { String(path.dropFirst(root.count + 1)) }

  private func key(_ path: String) throws(StorageError) -> String {
    guard path == root || path.hasPrefix(root + "/") else {
      throw .remote(path: path, what: "it is not in \(root)")
    }
    return String(path.dropFirst(root.count + 1))
  }

  private func told<Result>(_ call: () throws(S3Failure) -> Result) throws(StorageError) -> Result {
    do throws(S3Failure) { return try call() } catch {
      if error.reason == .noObject { throw .missing(error.place, error.operation) }
      throw .remote(path: error.place, what: "\(error)")
    }
  }
}
