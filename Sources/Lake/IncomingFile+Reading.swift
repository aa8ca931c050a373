import Foundation

/// Incoming files are read with read(2) and never mapped: their producer may cut them short at any moment, and a mapping
/// then kills the process that looks at it.
extension IncomingFile {
  /// What is copied and hashed at once: big enough that the calls cost nothing, small enough to stay in the cache between
  /// reading, hashing and writing.
  static let blockSize = 1 << 20

  /// Hands over the bytes from the beginning, block by block.
  func eachBlock(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open") }
    defer { close(descriptor) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.blockSize, alignment: 4096)
    defer { buffer.deallocate() }
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure("read") }
      guard count > 0 else { return }
      try body(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)))
    }
  }

  /// The first block at most.
  func beginning() throws -> [UInt8] {
    struct Enough: Error {}
    var bytes: [UInt8] = []
    do {
      try eachBlock { block in
        bytes = Array(block)
        throw Enough()
      }
    } catch is Enough {}
    return bytes
  }

  func sha256() throws -> String {
    var digest = Digest()
    try eachBlock { digest.update($0) }
    return digest.text()
  }

  /// Copies the file into a folder of the lake and hashes it on the way. Nil when it is still being written: it is not, at
  /// the end, what it was when it was found.
  ///
  /// - Parameter between: called before each block; what it throws ends the copying.
  func copy(into folder: String, between: () throws -> Void) throws -> IncomingCopy? {
    let pending = try PendingFile(in: folder)
    var digest = Digest()
    var size: Int64 = 0
    try eachBlock { block in
      try between()
      digest.update(block)
      try pending.append(block)
      size += Int64(block.count)
    }
    guard size == stamp.size, FileStamp(path: path) == stamp else { return nil }
    return IncomingCopy(pending: pending, bytes: try pending.map(), sha256: digest.text())
  }

  private func failure(_ verb: String) -> LakeError {
    LakeError("FileUnreadable", "cannot \(verb) \(path): \(String(cString: strerror(errno)))")
  }
}

/// An incoming file's bytes as they are in the lake, before they have their name there.
struct IncomingCopy {
  let pending: PendingFile
  let bytes: MappedFile
  let sha256: String
}
