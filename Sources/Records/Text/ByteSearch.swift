import Glibc

/// A file's bytes with the searches the scanners are built from. The memory belongs to the caller.
struct ByteText {
  let base: UnsafePointer<UInt8>
  let count: Int

  init(_ bytes: UnsafeRawBufferPointer) {
    count = bytes.count
    // An empty buffer may have no address; with a count of 0 the stand-in is never followed.
    let address = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!
    base = address.assumingMemoryBound(to: UInt8.self)
  }

  subscript(index: Int) -> UInt8 {
    @inline(__always) get { base[index] }
  }

  /// The first place of a byte in `from..<end`, or nil.
  @inline(__always)
  func first(_ byte: UInt8, from: Int, end: Int) -> Int? {
    guard from < end, let found = memchr(base + from, Int32(byte), end - from) else { return nil }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
  }

  /// The line that begins at `start`: where its text ends, without LF or CRLF, and where the next begins.
  @inline(__always)
  func line(at start: Int) -> (end: Int, next: Int) {
    guard let newline = first(0x0A, from: start, end: count) else { return (count, count) }
    let end = newline > start && base[newline - 1] == 0x0D ? newline - 1 : newline
    return (end, newline + 1)
  }

  /// Where the text begins after a UTF-8 byte order mark.
  var start: Int {
    count >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF ? 3 : 0
  }

  /// Refuses a file that says it is UTF-16.
  func checkMark() throws(RecordsError) {
    guard count >= 2 else { return }
    if base[0] == 0xFF, base[1] == 0xFE { throw .encoding("utf-16le") }
    if base[0] == 0xFE, base[1] == 0xFF { throw .encoding("utf-16be") }
  }
}
