import Foundation
import Lake
import Storage
import Words

/// The end of a Parquet object: what columns and parts it has, with their bounds.
struct ParquetEnd {
  /// Bytes that most ends are shorter than.
  private static let usual: Int64 = 1 << 16
  private static let mark = Array("PAR1".utf8)

  /// Of the whole object, in bytes.
  private let size: Int64
  private let bytes: [UInt8]

  init(reading path: String, size: Int64, from store: any ObjectStore) throws(StorageError) {
    self.size = size
    func last(_ count: Int64) throws(StorageError) -> [UInt8] {
      let bytes = try store.read(path, from: size - count, upTo: Int(count))
      guard bytes.count == count else { throw .remote(path: path, what: "\(path) became shorter while it was read") }
      return bytes
    }
    let usual = try last(min(size, Self.usual))
    // Behind what it says stand its length and the mark.
    guard usual.count >= 12, usual.suffix(4).elementsEqual(Self.mark) else {
      throw .remote(path: path, what: "\(path) is no Parquet file")
    }
    let length = usual.suffix(8).prefix(4).reversed().reduce(Int64(0)) { $0 << 8 + Int64($1) } + 8
    guard length <= size - 4 else { throw .remote(path: path, what: "\(path) is no whole Parquet file") }
    bytes = length <= usual.count ? usual : try last(length)
  }

  /// Writes a file as long as the object, with nothing in the place of its rows. It takes no more room than the end.
  func write(to path: String, _ table: TableName) throws(LakeError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Self.failure(path, table) }
    defer { close(file) }
    guard ftruncate(file, off_t(size)) == 0 else { throw Self.failure(path, table) }
    try Self.write(Self.mark, at: 0, file, path, table)
    try Self.write(bytes, at: size - Int64(bytes.count), file, path, table)
  }

  private static func write(
    _ bytes: [UInt8], at start: Int64, _ file: Int32, _ path: String, _ table: TableName
  ) throws(LakeError) {
    var at = 0
    while at < bytes.count {
      let done = bytes.withUnsafeBytes {
        pwrite(file, $0.baseAddress?.advanced(by: at), $0.count - at, off_t(start) + at)
      }
      if done < 0, errno == EINTR { continue }
      guard done > 0 else { throw failure(path, table) }
      at += done
    }
  }

  private static func failure(_ path: String, _ table: TableName) -> LakeError {
    LakeError(.notWritable, "\(table): \(path) cannot be written: \(String(cString: strerror(errno)))")
  }
}
