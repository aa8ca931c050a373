import Foundation
import S3
import S3Support
import Storage
import StorageSupport
import Synchronization
import TestSupport
import Testing

/// What every store does. One that is added later passes these, or cannot hold a lake.
@Suite("A store of objects")
struct ObjectStoreTests {
  enum Kind: String, CaseIterable, Sendable { case local, memory, s3 }

  /// An empty store, and a folder of it.
  private struct Place {
    let folder: TemporaryFolder
    let store: any ObjectStore
    let root: String

    init(_ kind: Kind) throws {
      folder = try TemporaryFolder()
      store =
        switch kind {
        case .local: LocalStore()
        case .memory: MemoryStore()
        case .s3: S3Store(S3Service().client())
        }
      root = kind == .s3 ? "s3://\(S3Service.bucket)/lake" : folder.path("lake")
    }
  }

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test("has nothing where nothing was put, and nothing is lost by removing it", arguments: Kind.allCases)
  func nothing(_ kind: Kind) throws {
    let place = try Place(kind)
    let path = place.root + "/a"
    #expect(try place.store.list(place.root) == nil)
    #expect(try place.store.status(of: path) == nil)
    #expect(!place.store.exists(path))
    let error = #expect(throws: StorageError.self) { try place.store.read(path) }
    #expect(error?.isMissing == true)
    try place.store.remove(path)
  }

  @Test("gives back what was put, whole and in part, and the newest of it", arguments: Kind.allCases)
  func putAndRead(_ kind: Kind) throws {
    let place = try Place(kind)
    let path = place.root + "/deep/er/a.json"
    try place.store.put(Self.bytes("before"), at: path)
    try place.store.put(Self.bytes("0123456789"), at: path)
    #expect(try place.store.read(path) == Self.bytes("0123456789"))
    #expect(try place.store.read(path, from: 3, upTo: 4) == Self.bytes("3456"))
    #expect(try place.store.read(path, from: 8, upTo: 100) == Self.bytes("89"))
    #expect(try place.store.read(path, from: 10, upTo: nil) == [])
    #expect(try place.store.read(path, from: 99, upTo: 1) == [])
    #expect(try place.store.read(path, from: 0, upTo: 0) == [])
    #expect(try place.store.status(of: path)?.size == 10)
    try place.store.remove(path)
    #expect(try place.store.status(of: path) == nil)
  }

  @Test("keeps objects without bytes, and large ones", arguments: Kind.allCases, [0, 1, 65_536, 3_000_001])
  func sizes(_ kind: Kind, _ size: Int) throws {
    let place = try Place(kind)
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try place.store.putIfAbsent(bytes, at: place.root + "/a", modified: nil))
    #expect(try place.store.read(place.root + "/a") == bytes)
  }

  @Test("puts where nothing is, and leaves what is there as it is", arguments: Kind.allCases)
  func ifAbsent(_ kind: Kind) throws {
    let place = try Place(kind)
    let path = place.root + "/_delta_log/0.json"
    #expect(try place.store.putIfAbsent(Self.bytes("first"), at: path, modified: 1_700_000_000_123))
    #expect(try !place.store.putIfAbsent(Self.bytes("second"), at: path, modified: 5))
    #expect(try place.store.read(path) == Self.bytes("first"))
    #expect(try place.store.status(of: path)?.modified == 1_700_000_000_123)
    #expect(try place.store.list(place.root + "/_delta_log") == ["0.json"])
  }

  @Test("tells one of many who put at once that it was first, and keeps that one's bytes", arguments: Kind.allCases)
  func race(_ kind: Kind) throws {
    let place = try Place(kind)
    let path = place.root + "/0.json"
    let winners = Mutex<[Int]>([])
    DispatchQueue.concurrentPerform(iterations: 16) { number in
      let bytes = Self.bytes("writer \(number)")
      // One that cannot put at all is missed among the winners.
      guard (try? place.store.putIfAbsent(bytes, at: path, modified: nil)) == true else { return }
      winners.withLock { $0.append(number) }
    }
    let first = winners.withLock { $0 }
    #expect(first.count == 1)
    #expect(try place.store.read(path) == Self.bytes("writer \(first.first ?? -1)"))
    #expect(try place.store.list(place.root) == ["0.json"])
  }

  @Test("lists what is directly in a folder, whatever it is called", arguments: Kind.allCases)
  func listing(_ kind: Kind) throws {
    let place = try Place(kind)
    let names = ["a b.json", "day=2026-11-29", "ümlaut", "100%", "plus+", ".hidden"]
    for name in names { try place.store.put([1], at: place.root + "/t/" + name + (name.hasPrefix("day") ? "/x" : "")) }
    try place.store.put([1], at: place.root + "/tt/other")
    #expect(try place.store.list(place.root + "/t")?.sorted() == names.sorted())
    #expect(try place.store.list(place.root).map(Set.init) == ["t", "tt"])
  }

  @Test("gives what was written under another name its own, in place of what has it", arguments: Kind.allCases)
  func placing(_ kind: Kind) throws {
    let place = try Place(kind)
    let (temporary, path) = (place.root + "/.1.checkpoint.tmp", place.root + "/1.checkpoint")
    try place.store.put(Self.bytes("old"), at: path)
    try place.store.put(Self.bytes("new"), at: temporary)
    try place.store.place(temporary, at: path)
    #expect(try place.store.read(path) == Self.bytes("new"))
    #expect(try place.store.list(place.root) == ["1.checkpoint"])
    let error = #expect(throws: StorageError.self) { try place.store.place(temporary, at: path) }
    #expect(error?.isMissing == true)
    #expect(try place.store.read(path) == Self.bytes("new"))
  }

  @Test("says of objects that are to be kept which one is not there", arguments: Kind.allCases)
  func durable(_ kind: Kind) throws {
    let place = try Place(kind)
    try place.store.put([1], at: place.root + "/t/month=1/a")
    try place.store.makeDurable([place.root + "/t/month=1/a"], under: place.root + "/t")
    let error = #expect(throws: StorageError.self) {
      try place.store.makeDurable([place.root + "/t/month=1/b"], under: place.root + "/t")
    }
    #expect(error?.isMissing == true)
  }

  @Test("sweeps what was never finished, once it is old enough, and nothing else")
  func sweeping() throws {
    let place = try Place(.local)
    try place.store.put([1], at: place.root + "/0.json")
    let left = [".2.json.ABC.tmp", "tmp_.1.checkpoint.Z.tmp"]
    for name in left { try place.folder.write("half", to: "lake/" + name) }
    #expect(try place.store.sweepUnfinished(in: place.root, olderThan: .seconds(3600)) == [])
    #expect(Set(try place.store.sweepUnfinished(in: place.root, olderThan: .zero)) == Set(left))
    #expect(try place.store.list(place.root) == ["0.json"])
    #expect(try place.store.sweepUnfinished(in: place.root + "/none", olderThan: .zero) == [])
  }

  @Test("does not wait for what is no object")
  func pipe() throws {
    let place = try Place(.local)
    try place.store.put([1], at: place.root + "/0.json")
    #expect(mkfifo(place.root + "/pipe", 0o600) == 0)
    let error = #expect(throws: StorageError.self) { try place.store.read(place.root + "/pipe") }
    guard case .notAFile(let path, let what)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path == place.root + "/pipe" && what.contains("pipe"))
  }
}
