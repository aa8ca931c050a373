import Clocks
import Foundation
import Signing
import Storage
import Synchronization
import Web

/// A lake in a bucket, by paths of a folder of this machine. Objects are in the bucket and nowhere else; the folder holds
/// copies of those that programs of this machine read, and what they wrote and was not sent yet. So whoever knows only
/// files finds the lake under the paths that everybody speaks of, and the folder may be removed while nobody works.
///
/// Files of a Delta table have a name once and for all: a copy of one is right as long as it is there. All others are held
/// against the bucket before they are read. Paths outside of the folder are files of this machine. Copies that nobody wanted
/// for a while go when a limit says so, and all of them when the disk is full.
package final class MirroredStore: ObjectStore {
  /// Absolute.
  package let folder: String
  /// `s3://bucket/prefix`
  package let address: String
  private let open: @Sendable () throws(StorageError) -> S3Store
  private let opened = Mutex<S3Store?>(nil)
  private let recent: RecentAnswers?
  private let mayLend: @Sendable (WebAddress) -> Bool
  private let local = LocalStore()
  private let now: @Sendable () -> Date

  /// - Parameters:
  ///   - age: for how long an answer is given again, to who only looks; nil asks each time.
  ///   - mayLend: whether programs that read the bucket themselves come to an address as this one does.
  ///   - now: the system's own time, which files have.
  ///   - open: called when something is wanted of the bucket first.
  package init(
    folder: String, address: String, remembering age: Duration? = nil,
    mayLend: @escaping @Sendable (WebAddress) -> Bool = { _ in true }, now: @escaping @Sendable () -> Date = { Date() },
    open: @escaping @Sendable () throws(StorageError) -> S3Store
  ) {
    (self.folder, self.address, self.open, self.now) = (folder, address, open, now)
    self.mayLend = mayLend
    recent = age.map { RecentAnswers(age: $0) }
  }

  /// The bucket's own store.
  package func remote() throws(StorageError) -> S3Store {
    if let there = opened.withLock({ $0 }) { return there }
    let new = try open()
    return opened.withLock { there in
      there = there ?? new
      return there ?? new
    }
  }

  /// Where an object is, for people; the path itself where it is a file of this machine.
  package func address(of path: String) -> String { isInside(path) ? address + path.dropFirst(folder.count) : path }

  private func isInside(_ path: String) -> Bool { path == folder || path.hasPrefix(folder + "/") }

  // MARK: Objects

  package func list(_ folder: String) throws(StorageError) -> [String]? {
    guard isInside(folder) else { return try local.list(folder) }
    let ask = { () throws(StorageError) in try self.remote().list(self.address(of: folder)) }
    guard let recent else { return try ask() }
    return try recent.list(folder, ask)
  }

  package func everything(in folder: String) throws(StorageError) -> [String] {
    guard isInside(folder) else { return try local.everything(in: folder) }
    return try remote().everything(in: address(of: folder)).map { self.folder + $0.dropFirst(address.count) }
  }

  package func status(of path: String) throws(StorageError) -> ObjectStatus? {
    guard isInside(path) else { return try local.status(of: path) }
    let ask = { () throws(StorageError) in try self.remote().status(of: self.address(of: path)) }
    guard let recent else { return try ask() }
    return try recent.status(path, ask)
  }

  package func read(_ path: String, from start: Int64, upTo count: Int?) throws(StorageError) -> [UInt8] {
    guard isInside(path) else { return try local.read(path, from: start, upTo: count) }
    return try remote().read(address(of: path), from: start, upTo: count)
  }

  package func put(_ bytes: [UInt8], at path: String) throws(StorageError) {
    recent?.forget()
    guard isInside(path) else { return try local.put(bytes, at: path) }
    try remote().put(bytes, at: address(of: path))
  }

  package func putIfAbsent(_ bytes: [UInt8], at path: String, modified: Int64?) throws(StorageError) -> Bool {
    recent?.forget()
    guard isInside(path) else { return try local.putIfAbsent(bytes, at: path, modified: modified) }
    return try remote().putIfAbsent(bytes, at: address(of: path), modified: modified)
  }

  package func move(_ path: String, to place: String) throws(StorageError) {
    recent?.forget()
    guard isInside(path) else { return try local.move(path, to: place) }
    try remote().move(address(of: path), to: address(of: place))
    // Its copy is one of the other path's; a new one is fetched when it is wanted.
    unlink(path)
  }

  package func remove(_ path: String) throws(StorageError) {
    recent?.forget()
    try local.remove(path)
    if isInside(path) { try remote().remove(address(of: path)) }
  }

  package func missing(among paths: [String]) throws(StorageError) -> [String] {
    let gone = Set(try missingObjects(among: paths.filter(isInside).map(address(of:))).map { Array($0.utf8) })
    var missing: [String] = []
    for path in paths {
      let isGone =
        isInside(path) ? gone.contains(Array(address(of: path).utf8)) : try local.status(of: path) == nil
      if isGone { missing.append(path) }
    }
    return missing
  }

  private func missingObjects(among addresses: [String]) throws(StorageError) -> [String] {
    let ask = { (open: [String]) throws(StorageError) in
      open.isEmpty ? [] : try self.remote().missing(among: open)
    }
    guard let recent else { return try ask(addresses) }
    return try recent.missing(among: addresses, ask)
  }

  package func sweepUnfinished(in folder: String, olderThan age: Duration) throws(StorageError) -> [String] {
    let swept = try local.sweepUnfinished(in: folder, olderThan: age)
    guard isInside(folder) else { return swept }
    if folder == self.folder { return try swept + sweepUploads(olderThan: age) }
    return try swept + remote().sweepUnfinished(in: address(of: folder), olderThan: age)
  }

  /// Of the whole lake: a killed worker may have left uploads of any table, which cost money and are seen by nobody.
  private func sweepUploads(olderThan age: Duration) throws(StorageError) -> [String] {
    let store = try remote()
    let prefix = store.key(within: address)
    do throws(S3Failure) {
      var swept: [String] = []
      for upload in try store.client.unfinished(prefix.isEmpty ? "" : prefix + "/")
      where store.client.now.timeIntervalSince(upload.begun) >= age / .seconds(1) {
        try store.client.abort(upload)
        swept.append(upload.key)
      }
      return swept
    } catch { throw .remote(path: error.place, what: "\(error)") }
  }

  // MARK: Files

  /// Sends what was written here; what was not has to be in the bucket.
  package func makeDurable(_ paths: [String], under root: String) throws(StorageError) {
    guard isInside(root) else { return try local.makeDurable(paths, under: root) }
    try send(paths.filter { local.exists($0) })
    let elsewhere = paths.filter { !local.exists($0) }
    if let gone = try missing(among: elsewhere).first { throw .missing(address(of: gone), "keep") }
  }

  package func place(_ temporary: String, at path: String) throws(StorageError) {
    guard isInside(path) else { return try local.place(temporary, at: path) }
    guard rename(temporary, path) == 0 else {
      throw .file(FileFailure(operation: "rename", path: temporary, code: errno))
    }
    try send([path])
  }

  package func send(_ paths: [String]) throws(StorageError) {
    recent?.forget()
    let paths = paths.filter(isInside)
    let store = try remote()
    try each(paths) { path throws(S3Failure) in
      let key = store.key(within: self.address(of: path))
      _ = try store.client.upload(path, to: key)
      guard !Self.keepsItsName(path), let object = try store.client.head(key) else { return }
      MirroredFile(path: path).isCopy(of: object)
    }
  }

  package func bring(_ paths: [String]) throws(StorageError) {
    // By bytes: to a bucket names that look the same may be two.
    var seen: Set<[UInt8]> = []
    let wanted = paths.filter { path in
      isInside(path) && !(Self.keepsItsName(path) && local.exists(path)) && seen.insert(Array(path.utf8)).inserted
    }
    for path in paths where isInside(path) { LakeCopies.want(path) }
    guard !wanted.isEmpty else { return }
    let isHere = Box(true)
    let store = try remote()
    let fetch = { () throws(StorageError) in
      try self.each(wanted) { path throws(S3Failure) in
        do throws(S3Failure) {
          try MirroredFile(path: path).fetch(store.key(within: self.address(of: path)), from: store.client)
        } catch {
          if case .local = error.reason { isHere.value.withLock { $0 = false } }
          throw error
        }
      }
    }
    do { try fetch() } catch {
      // A disk that is full, for example.
      guard !isHere.value.withLock({ $0 }), try trimCopies(to: 0) > 0 else { throw error }
      try fetch()
    }
  }

  package func trimCopies(to limit: Int64) throws(StorageError) -> Int64 {
    try LakeCopies(folder: folder).trim(to: limit, at: now()) { () throws(StorageError) in
      try everything(in: folder)
    }
  }

  /// Nobody else is told whose the bucket has to be.
  package func access() throws(StorageError) -> ObjectAccess? {
    let client = try remote().client
    let address = client.bucket.address("", query: [], region: client.region)
    guard client.bucket.owner == nil, mayLend(address), client.bucket.endpoint.map({ $0.path == "/" }) ?? true else {
      return nil
    }
    let key: AccessKey?
    do throws(S3Failure) { key = try client.key() } catch { throw .remote(path: error.place, what: "\(error)") }
    return key.map { key in
      ObjectAccess(
        keyID: key.id, secret: key.secret.value, token: key.sessionToken?.value, region: client.region,
        endpoint: client.bucket.endpoint?.authority, usesTLS: address.scheme == .https)
    }
  }

  private func each(
    _ paths: [String], _ work: @escaping @Sendable (String) throws(S3Failure) -> Void
  ) throws(StorageError) {
    do throws(S3Failure) {
      try Parallel.each(paths.count) { (number) throws(S3Failure) in try work(paths[number]) }
    } catch {
      if error.reason == .noObject { throw .missing(error.place, error.operation) }
      throw .remote(path: error.place, what: "\(error)")
    }
  }

  /// Whether another object never comes under the name: data files of Delta tables, and what belongs to them. Logs, and
  /// files as they were delivered, are put again under the names they have.
  private static func keepsItsName(_ path: String) -> Bool {
    path.hasSuffix(".parquet") && !path.contains("/_delta_log/") && !path.contains("/_files/")
  }
}

/// The copy of an object: under another name until it is whole, and with the object's time, by which it is known again.
struct MirroredFile {
  let path: String

  func fetch(_ key: String, from client: S3Client) throws(S3Failure) {
    guard let object = try client.head(key) else { throw S3Failure(.noObject, "read", client.place(key)) }
    if isOf(object) { return }
    try makeFolder(client.place(key))
    let unfinished = "\(path).\(UUID().uuidString).part"
    do throws(S3Failure) {
      let kept = try client.download(key, to: unfinished)
      MirroredFile(path: unfinished).isCopy(of: kept)
      guard rename(unfinished, path) == 0 else { throw failure(client.place(key)) }
    } catch {
      unlink(unfinished)
      throw error
    }
  }

  private func isOf(_ object: S3Object) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && Int64(facts.st_size) == object.size
      && facts.st_mtim.tv_sec == Int(object.modified.timeIntervalSince1970)
  }

  /// From now on. Where the time cannot be set the object is fetched once more than needed.
  func isCopy(of object: S3Object) {
    let time = timespec(tv_sec: Int(object.modified.timeIntervalSince1970), tv_nsec: 0)
    utimensat(AT_FDCWD, path, [time, time], 0)
  }

  private func makeFolder(_ place: String) throws(S3Failure) {
    let folder = (path as NSString).deletingLastPathComponent
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw S3Failure(.local(path: folder, why: error.localizedDescription), "read", place)
    }
  }

  private func failure(_ place: String) -> S3Failure {
    S3Failure(.local(path: path, why: String(cString: strerror(errno))), "read", place)
  }
}
