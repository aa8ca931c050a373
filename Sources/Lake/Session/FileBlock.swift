import Foundation

/// Memory that a piece of a file is read into.
package final class FileBlock: @unchecked Sendable {  // filled by the reader alone, and never while anybody hashes it
  private let memory: UnsafeMutableRawBufferPointer
  private var count = 0

  package init(size: Int) { memory = .allocate(byteCount: size, alignment: 4096) }
  deinit { memory.deallocate() }

  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory.prefix(count)) }

  /// Takes the next bytes in. Returns how many: 0 at the file's end, below 0 when the system refuses, with `errno` set.
  package func fill(from descriptor: Int32) -> Int {
    var result = read(descriptor, memory.baseAddress, memory.count)
    while result < 0 && errno == EINTR { result = read(descriptor, memory.baseAddress, memory.count) }
    count = max(0, result)
    return result
  }
}
