import Foundation
import Lake
import Storage

/// A manifest in a store that adds nothing to an object: its parts, one for each time that lines were added, in a folder
/// named as the file would be. A part's name is the place at which it begins, so that of two writers one is told that the
/// place is taken, and the last name leads to the end.
struct ManifestParts: ManifestText {
  private let manifest: SourceManifest
  private let store: any ObjectStore
  private let folder: String

  init(_ manifest: SourceManifest) {
    self.manifest = manifest
    store = manifest.workspace.store
    folder = String(manifest.path.dropLast(".jsonl".count))
  }

  /// In the order of their places.
  func names() throws(LakeError) -> [String] {
    let names = try LakeError.told { () throws(StorageError) in try store.list(folder) ?? [] }
    return names.filter { Self.place($0) != nil }.sorted()
  }

  func all() throws -> [UInt8] {
    var bytes: [UInt8] = []
    for name in try names() {
      guard Self.place(name) == Int64(bytes.count) else { throw damaged(name, after: bytes.count) }
      bytes += try read(name)
    }
    return bytes
  }

  func tail() throws -> (line: [UInt8], end: Int64)? {
    guard let name = try names().last, let place = Self.place(name) else { return nil }
    let bytes = try read(name)
    guard bytes.last == UInt8(ascii: "\n") else { throw damaged(name, after: Int(place)) }
    let line = bytes.dropLast().split(separator: UInt8(ascii: "\n")).last ?? []
    return (Array(line), place + Int64(bytes.count))
  }

  func write(_ bytes: [UInt8], at end: Int64) throws {
    let path = "\(folder)/\(Self.name(end))"
    let isMine = try LakeError.told { () throws(StorageError) in
      try store.putIfAbsent(bytes, at: path, modified: nil)
    }
    if !isMine { throw manifest.isBusy }
  }

  private func read(_ name: String) throws(LakeError) -> [UInt8] {
    try LakeError.told { () throws(StorageError) in try store.read("\(folder)/\(name)") }
  }

  private func damaged(_ name: String, after end: Int) -> LakeError {
    LakeError(
      .manifestDamaged,
      "\(folder): the part \(name) of the lake's manifest does not follow on byte \(end); bring back what is missing")
  }

  private static func name(_ place: Int64) -> String {
    let digits = String(place)
    return String(repeating: "0", count: max(0, 16 - digits.count)) + digits + ".jsonl"
  }

  private static func place(_ name: String) -> Int64? {
    name.count == 22 && name.hasSuffix(".jsonl") ? Int64(name.dropLast(6)) : nil
  }
}

extension SourceManifest {
  var isBusy: LakeError {
    LakeError(.tableBusy, "\(source.table): another program loads into this lake at the same time; run again")
  }
}
