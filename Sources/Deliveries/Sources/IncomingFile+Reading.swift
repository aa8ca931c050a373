import Files
import Foundation
import Lake

/// Incoming files are read with read(2) and never mapped: their producer may cut them short at any moment, and a mapping
/// then kills the process that looks at it.
extension IncomingFile {
  /// What is copied and hashed at once: big enough that the calls cost nothing, small enough to stay in the cache between
  /// reading, hashing and writing.
  package static let blockSize = 1 << 20

  /// Hands over the bytes from the beginning. A block stays as it is until the next one but one is handed over.
  package func eachBlock(_ body: (FileBlock) throws -> Void) throws {
    let file = try LakeError.reading { () throws(FileError) in try RegularFile(path) }
    // Another file has taken the name since it was looked at, perhaps by a link to somewhere else.
    guard file.inode == stamp.inode else { throw FileReplaced() }
    var blocks = (FileBlock(size: Self.blockSize), FileBlock(size: Self.blockSize))
    while true {
      let count = blocks.0.fill(from: file.descriptor)
      guard count >= 0 else { throw failure("read") }
      guard count > 0 else { return }
      try body(blocks.0)
      swap(&blocks.0, &blocks.1)
    }
  }

  /// The first block at most.
  package func beginning() throws -> [UInt8] {
    struct Enough: Error {}
    var bytes: [UInt8] = []
    do {
      try eachBlock { block in
        bytes = Array(block.bytes)
        throw Enough()
      }
    } catch is Enough {}
    return bytes
  }

  package func sha256() throws -> String {
    var digest = Digest()
    try eachBlock { digest.update($0.bytes) }
    return digest.text()
  }

  /// Copies the file into a folder of the lake and hashes it on the way. Nil when it is still being written: it is not, at
  /// the end, what it was when it was found.
  ///
  /// - Parameter between: called before each block; what it throws ends the copying.
  package func copy(into folder: String, between: () throws -> Void) throws -> IncomingCopy? {
    let pending = try PendingFile(in: folder)
    let digest = DigestBeside()
    var size: Int64 = 0
    do {
      try eachBlock { block in
        try between()
        digest.update(block)
        try pending.append(block.bytes)
        size += Int64(block.bytes.count)
      }
    } catch is FileReplaced {
      return nil
    }
    guard size == stamp.size, FileStamp(path: path) == stamp else { return nil }
    return IncomingCopy(pending: pending, bytes: try pending.map(), sha256: digest.text())
  }

  private func failure(_ verb: String) -> LakeError {
    LakeError(.fileUnreadable, "cannot \(verb) \(path): \(String(cString: strerror(errno)))")
  }
}

/// The name stands for another file than the one that was found.
package struct FileReplaced: Error {}

/// An incoming file's bytes as they are in the lake, before they have their name there.
package struct IncomingCopy {
  package let pending: PendingFile
  package let bytes: MappedFile
  package let sha256: String
}
