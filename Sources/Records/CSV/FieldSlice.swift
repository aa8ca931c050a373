/// One field's bytes, where they stand: in the file's memory, or in the reader's arena when an escape had to be taken out.
package struct FieldSlice {
  package let start: UnsafePointer<UInt8>
  package let count: Int
  package let isNull: Bool

  @inline(__always)
  init(start: UnsafePointer<UInt8>, count: Int, isNull: Bool) {
    (self.start, self.count, self.isNull) = (start, count, isNull)
  }

  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// The field as text; empty for null.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Memory for fields that cannot be shown as they stand in the file. It only grows, and what was given out stays in place
/// until the arena goes away: keep it as long as the slices are used.
package final class FieldArena {
  private var chunks: [UnsafeMutablePointer<UInt8>] = []
  private var used = 0
  private var capacity = 0

  package init() {}
  deinit { for chunk in chunks { chunk.deallocate() } }

  /// Room for `count` bytes.
  func reserve(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if let chunk = chunks.last, capacity - used >= count {
      defer { used += count }
      return chunk + used
    }
    capacity = max(64 << 10, count)
    let chunk = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    chunks.append(chunk)
    used = count
    return chunk
  }
}
