import Foundation
import Records

/// A file's bytes, mapped into memory for as long as the value lives.
final class MappedFile: @unchecked Sendable {  // the mapping is read only and never moves
  let path: String
  let bytes: UnsafeRawBufferPointer

  init(path: String) throws(LakeError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure("open", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.failure("read", path) }
    self.path = path
    guard status.st_size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let size = Int(status.st_size)
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw Self.failure("map", path)
    }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit {
    guard let start = bytes.baseAddress else { return }
    munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
  }

  /// Lets the system take back the memory of a stretch that was read; it comes back from the file when it is looked at again.
  func release(_ block: RecordBlock) {
    guard let base = bytes.baseAddress else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let first = (block.byteOffset + page - 1) / page * page
    let end = (block.byteOffset + block.byteCount) / page * page
    guard first < end else { return }
    // A hint only: when it is not taken, the memory stays until the file is unmapped.
    _ = madvise(UnsafeMutableRawPointer(mutating: base + first), end - first, MADV_DONTNEED)
  }

  private static func failure(_ verb: String, _ path: String) -> LakeError {
    LakeError("FileUnreadable", "cannot \(verb) \(path): \(String(cString: strerror(errno)))")
  }
}
