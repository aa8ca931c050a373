import Foundation
import Lake
import Records

/// A file's bytes, in memory for as long as the value lives: mapped, or read where the file is small. A system maps some
/// 65,000 files for a process (vm.max_map_count), and a source may have more.
package final class MappedFile: @unchecked Sendable {  // the bytes are read only and never move
  package let path: String
  package let bytes: UnsafeRawBufferPointer
  private let isMapped: Bool

  /// Up to so many bytes a file is read.
  package static let smallSize = 1 << 16

  package init(path: String) throws(LakeError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure("open", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.failure("read", path) }
    self.path = path
    let size = Int(status.st_size)
    if size > Self.smallSize, let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED {
      bytes = UnsafeRawBufferPointer(start: start, count: size)
      isMapped = true
    } else {
      // Small, or the system has no more mappings to give.
      bytes = try Self.read(descriptor, size: size, path)
      isMapped = false
    }
  }

  deinit {
    guard let start = bytes.baseAddress else { return }
    if isMapped { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) } else { bytes.deallocate() }
  }

  private static func read(_ descriptor: Int32, size: Int, _ path: String) throws(LakeError) -> UnsafeRawBufferPointer {
    guard size > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    var filled = 0
    while filled < size {
      let count = Glibc.read(descriptor, memory.baseAddress?.advanced(by: filled), size - filled)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let error = failure("read", path)
        memory.deallocate()
        throw error
      }
      filled += count
    }
    return UnsafeRawBufferPointer(memory)
  }

  /// Lets the system take back the memory of a stretch that was read; it comes back from the file when it is looked at again.
  package func release(_ block: RecordBlock) {
    guard isMapped, let base = bytes.baseAddress else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let first = (block.byteOffset + page - 1) / page * page
    let end = (block.byteOffset + block.byteCount) / page * page
    guard first < end else { return }
    // A hint only: when it is not taken, the memory stays until the file is unmapped.
    _ = madvise(UnsafeMutableRawPointer(mutating: base + first), end - first, MADV_DONTNEED)
  }

  private static func failure(_ verb: String, _ path: String) -> LakeError {
    LakeError(.fileUnreadable, "cannot \(verb) \(path): \(String(cString: strerror(errno)))")
  }
}
