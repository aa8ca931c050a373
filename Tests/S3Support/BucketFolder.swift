import Foundation

/// A bucket's objects as files of a folder, for programs that take a folder for the bucket: what they write is there for the
/// service, and what the service is told is there for them. Whole objects appear at once on either side.
struct BucketFolder: Sendable {
  let path: String
  /// What each file was when both were the same.
  private var marks: [String: Mark] = [:]

  private struct Mark: Hashable {
    let size: Int
    /// Nanoseconds since 1970.
    let changed: Int
    /// Of the object.
    let modified: Date
  }

  init(_ path: String) { self.path = path }

  /// Takes in what others did to the folder.
  mutating func pull(_ objects: inout [String: S3Service.Object]) {
    var gone = Set(marks.keys)
    let names = FileManager.default.enumerator(atPath: path)
    while let key = names?.nextObject() as? String {
      guard marks[key] != nil || Self.isObject(key) else { continue }
      var status = stat()
      guard stat(path + "/" + key, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      let changed = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
      if let mark = marks[key], mark.size == Int(status.st_size), mark.changed == changed {
        gone.remove(key)
        continue
      }
      guard let bytes = FileManager.default.contents(atPath: path + "/" + key), Self.isWhole(bytes, key) else {
        continue
      }
      gone.remove(key)
      let modified = Date(timeIntervalSince1970: Double(changed) / 1e9)
      objects[key] = .init(bytes: Array(bytes), modified: modified)
      marks[key] = Mark(size: bytes.count, changed: changed, modified: modified)
    }
    for key in gone {
      objects[key] = nil
      marks[key] = nil
    }
  }

  /// Does to the folder what was done to the objects.
  mutating func push(_ objects: [String: S3Service.Object]) throws {
    for (key, object) in objects where marks[key]?.modified != object.modified { try write(object, key) }
    for key in marks.keys where objects[key] == nil {
      unlink(path + "/" + key)
      marks[key] = nil
    }
  }

  private mutating func write(_ object: S3Service.Object, _ key: String) throws {
    let place = path + "/" + key
    try FileManager.default.createDirectory(
      atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(object.bytes).write(to: URL(fileURLWithPath: place), options: .atomic)
    var status = stat()
    stat(place, &status)
    marks[key] = Mark(
      size: object.bytes.count, changed: status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec,
      modified: object.modified)
  }

  /// What Hadoop puts beside files, and moves once it is done, is in no bucket.
  private static func isObject(_ key: String) -> Bool {
    !key.contains("/_temporary/") && !((key as NSString).lastPathComponent.hasPrefix("."))
  }

  /// A bucket shows an object when it is whole, a folder before. What the runner tells ends in a brace.
  private static func isWhole(_ bytes: Data, _ key: String) -> Bool {
    !key.hasSuffix(".json") || bytes.last == UInt8(ascii: "}")
  }
}
