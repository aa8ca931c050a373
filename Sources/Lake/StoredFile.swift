import Crypto
import Foundation

/// Copies of incoming files in the lake: written under a temporary name, brought to the disk, then given their name, so
/// that a name in the lake always stands for whole bytes.
enum StoredFile {
  /// Lower-case hexadecimal SHA-256.
  static func sha256(_ bytes: UnsafeRawBufferPointer) -> String {
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  static func write(_ bytes: UnsafeRawBufferPointer, to path: String) throws(LakeError) {
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw LakeError.notMade(folder: folder, error)
    }
    let temporary = "\(folder)/.\(UUID().uuidString).tmp"
    let descriptor = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .notWritable("create", temporary) }
    do throws(LakeError) {
      defer { close(descriptor) }
      try writeAll(bytes, descriptor, temporary)
      guard fsync(descriptor) == 0 else { throw .notWritable("sync", temporary) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let error = LakeError.notWritable("rename", temporary)
      unlink(temporary)
      throw error
    }
    try syncFolder(folder)
  }

  private static func writeAll(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32, _ path: String) throws(LakeError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // 8 MB a call keeps the kernel's copy within its cache and the stop of a run prompt.
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(8 << 20))
      let written = Foundation.write(descriptor, part.baseAddress, part.count)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw .notWritable("write", path) }
      rest = rest.dropFirst(written)
    }
  }

  private static func syncFolder(_ folder: String) throws(LakeError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .notWritable("open", folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .notWritable("sync", folder) }
  }
}

/// A hash of text that is the same in every process, unlike Swift's own.
enum StableHash {
  static func hex(_ text: String) -> String {
    var text = text
    return text.withUTF8 { String(StoredFile.sha256(UnsafeRawBufferPointer($0)).prefix(16)) }
  }
}
