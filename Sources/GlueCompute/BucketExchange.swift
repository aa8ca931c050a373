import Foundation
import Lake
import S3
import SparkCompute
import Storage
import Synchronization
import Words

/// Objects below a prefix of the lake's bucket, for a driver that shares no disk with this machine. It shows that its worker
/// is alive by an object that changes.
package final class BucketExchange: SparkExchange {
  package let address: String
  package var watched: pid_t? { nil }
  package let pause: Duration

  private let store: MirroredStore
  private let client: S3Client
  /// Keys of the exchange begin with it.
  private let prefix: String
  private let shared = Mutex(Shared())
  private let life: SignOfLife

  private struct Shared {
    var files = 0
    /// Folders of this machine by where the driver writes what is to be in them.
    var targets: [String: String] = [:]
    var keepsSecrets = false
  }

  /// What all exchanges of a lake are below.
  static let folder = "_spark"

  package init(_ store: MirroredStore, pause: Duration = .seconds(2)) throws(LakeError) {
    (self.store, self.pause) = (store, pause)
    let name = UUID().uuidString.lowercased()
    address = "\(store.address)/\(Self.folder)/\(name)"
    do throws(StorageError) { client = try store.remote().client } catch {
      throw LakeError(.tableFailed, error.description)
    }
    prefix = String(address.dropFirst("s3://\(client.bucket.name)/".count))
    life = SignOfLife { [client, prefix] in
      // Missed once is no harm; the driver waits for longer.
      _ = try? client.put(Array("\(Date())".utf8), at: prefix + "/alive")
    }
  }

  private func key(_ name: String) -> String { prefix + "/" + name }

  private func told<Result>(_ call: () throws(S3Failure) -> Result) throws(LakeError) -> Result {
    do throws(S3Failure) { return try call() } catch { throw LakeError(.tableFailed, "\(error)") }
  }

  // MARK: Small files

  package func put(_ text: String, as name: String) throws {
    _ = try told { () throws(S3Failure) in try client.put(Array(text.utf8), at: key(name)) }
  }

  package func get(_ name: String) throws -> String? {
    do throws(S3Failure) { return String(decoding: try client.read(key(name)), as: UTF8.self) } catch {
      if error.reason == .noObject { return nil }
      throw LakeError(.tableFailed, "\(error)")
    }
  }

  package func remove(_ names: [String]) {
    // What stays goes with the exchange.
    try? client.delete(names.map(key))
  }

  package func remove() {
    life.end()
    // What stays is swept by a later worker.
    guard let all = try? client.list(prefix + "/").objects else { return }
    try? client.delete(all.map(\.key))
  }

  // MARK: Secrets

  package func hand(_ text: String, as name: String) throws -> AnyObject {
    guard client.bucket.isPrivate else {
      throw LakeError(
        .tableFailed, "secrets do not go to \(address): its endpoint is http://, where anybody reads them")
    }
    try checkRemoval()
    return try told { () throws(S3Failure) in try HandedObject(text, key(name), client) }
  }

  /// A bucket that keeps versions would keep a secret; so it is tried first whether it lets go of one.
  private func checkRemoval() throws(LakeError) {
    if shared.withLock({ $0.keepsSecrets }) { return }
    do throws(S3Failure) {
      try HandedObject("", key("probe"), client).remove()
    } catch {
      throw LakeError(
        .tableFailed,
        "secrets do not go to \(address): the bucket keeps versions, and does not let one be removed for good; allow s3:DeleteObjectVersion below \(BucketExchange.folder)/ (\(error))"
      )
    }
    shared.withLock { $0.keepsSecrets = true }
  }

  // MARK: Data

  private func isInLake(_ path: String) -> Bool { store.address(of: path) != path }

  /// A file of the lake is read where it lies; all others are sent.
  package func share(_ path: String) throws -> String {
    guard isInLake(path) else { return try send(path) }
    let there = store.address(of: path)
    // What has no copy here is in the bucket; what has one may not have been sent yet.
    guard FileManager.default.fileExists(atPath: path) else { return there }
    do throws(StorageError) {
      if try store.status(of: path) == nil { try store.send([path]) }
    } catch { throw LakeError(.tableFailed, error.description) }
    return there
  }

  private func send(_ path: String) throws(LakeError) -> String {
    let number = shared.withLock { shared in
      shared.files += 1
      return shared.files
    }
    let name = "files/\(number)-\((path as NSString).lastPathComponent)"
    _ = try told { () throws(S3Failure) in try client.upload(path, to: key(name)) }
    return address + "/" + name
  }

  /// Whatever the folder is for, it goes with the exchange.
  package func target(_ folder: String) throws -> String {
    shared.withLock { shared in
      if let known = shared.targets[folder] { return known }
      let place = "\(address)/rows/\(shared.targets.count + 1)"
      shared.targets[folder] = place
      return place
    }
  }

  package func place(of folder: String) throws -> WrittenRows.Place {
    .objects(store.folder + (try target(folder)).dropFirst(store.address.count))
  }

  package func fetch(_ names: [String], of folder: String) throws {
    let place = try target(folder).dropFirst(address.count + 1)
    for name in names {
      let path = folder + "/" + name
      let parent = (path as NSString).deletingLastPathComponent
      do { try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true) } catch {
        throw LakeError.notMade(folder: parent, error)
      }
      _ = try told { () throws(S3Failure) in try client.download(key("\(place)/\(name)"), to: path) }
    }
  }
}

extension BucketExchange {
  /// A new one. What workers left that were killed long ago goes.
  package static func begin(
    in store: MirroredStore, pause: Duration = .seconds(2)
  ) throws(LakeError) -> BucketExchange {
    let exchange = try BucketExchange(store, pause: pause)
    sweep(store)
    return exchange
  }

  /// Removes exchanges of workers that were killed: those in which nothing has changed for a day.
  package static func sweep(_ store: MirroredStore) {
    // Whatever fails here is tried again by the next worker.
    guard let client = try? store.remote().client else { return }
    let prefix = String((store.address + "/\(folder)/").dropFirst("s3://\(client.bucket.name)/".count))
    guard let objects = try? client.list(prefix).objects else { return }
    let exchanges = Dictionary(grouping: objects) { $0.key.dropFirst(prefix.count).prefix { $0 != "/" } }
    let left = exchanges.values.filter { objects in
      objects.allSatisfy { client.now.timeIntervalSince($0.modified) > 86_400 }
    }
    try? client.delete(left.joined().map(\.key))
  }
}

extension BucketExchange {
  /// Whether an exchange is one of this lake's, and nobody has shown a sign of life there for a while.
  static func isLeft(_ address: String, _ store: MirroredStore) -> Bool {
    guard address.hasPrefix("\(store.address)/\(folder)/"), let client = try? store.remote().client else {
      return false
    }
    let key = String(address.dropFirst("s3://\(client.bucket.name)/".count)) + "/alive"
    do throws(S3Failure) {
      guard let sign = try client.head(key) else { return true }
      return client.now.timeIntervalSince(sign.modified) > 60
    } catch { return false }
  }
}

/// Does something now and every ten seconds, until it is ended.
private final class SignOfLife: Sendable {
  private let isOver = DispatchSemaphore(value: 0)
  private let hasEnded = DispatchSemaphore(value: 0)

  init(_ show: @escaping @Sendable () -> Void) {
    Thread.detachNewThread { [isOver, hasEnded] in
      repeat { show() } while isOver.wait(timeout: .now() + .seconds(10)) == .timedOut
      hasEnded.signal()
    }
  }

  deinit { isOver.signal() }

  /// What it does is over then, or takes too long to be waited for.
  func end() {
    isOver.signal()
    _ = hasEnded.wait(timeout: .now() + .seconds(5))
  }
}

/// An object that leaves nothing behind, also where a bucket keeps versions.
private final class HandedObject {
  private let key: String
  private let client: S3Client
  private let version: String?
  private var isThere = true

  init(_ text: String, _ key: String, _ client: S3Client) throws(S3Failure) {
    (self.key, self.client) = (key, client)
    version = try client.putVersion(Array((text + "\n").utf8), at: key)
  }

  func remove() throws(S3Failure) {
    isThere = false
    try client.delete(key, version: version)
  }

  deinit {
    // That it can be removed was tried before.
    if isThere { try? client.delete(key, version: version) }
  }
}
