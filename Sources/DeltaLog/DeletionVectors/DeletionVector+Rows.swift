import Foundation
import Storage

extension DeletionVector {
  /// The deleted rows as their places in the data file, from 0, ascending. Throws `damaged` where the vector does not say
  /// what its entry in the log promises, because a row too many or too few would be a wrong answer.
  package func rows(table: String, in store: any ObjectStore = LocalStore()) throws(DeltaError) -> [Int64] {
    let name = try fileName(table: table)
    do throws(DeltaFormatError) {
      let bytes = if let name { try stored(name, LogStore(objects: store)) } else { try inline() }
      let rows = try RoaringRows.read(bytes)
      guard rows.count == cardinality else {
        throw DeltaFormatError.malformed("it names \(rows.count) rows and should name \(cardinality)")
      }
      return rows
    } catch {
      throw DeltaError(error, table: table, file: name ?? "a deletion vector in the log")
    }
  }

  /// The file the vector is in; nil when it stands in the log itself.
  private func fileName(table: String) throws(DeltaError) -> String? {
    do throws(DeltaFormatError) {
      switch storageType {
      case "i": return nil
      case "p": return try PathEncoding.decode(pathOrInline)
      case "u":
        guard let bytes = Base85.decode(pathOrInline.suffix(20)), bytes.count == 16 else {
          throw DeltaFormatError.malformed("\(pathOrInline) names no file of deletion vectors")
        }
        let folder = pathOrInline.dropLast(20)
        return table + "/" + (folder.isEmpty ? "" : folder + "/") + "deletion_vector_\(Self.uuid(bytes)).bin"
      default: throw DeltaFormatError.unsupported("deletion vectors of the kind “\(storageType)”")
      }
    } catch {
      throw DeltaError(error, table: table, file: "_delta_log")
    }
  }

  private static func uuid(_ bytes: [UInt8]) -> String {
    let digits = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    return [digits[0..<4], digits[4..<6], digits[6..<8], digits[8..<10], digits[10..<16]]
      .map { $0.joined() }.joined(separator: "-")
  }

  private func inline() throws(DeltaFormatError) -> [UInt8] {
    guard let bytes = Base85.decode(pathOrInline), bytes.count >= sizeInBytes, sizeInBytes >= 0 else {
      throw .malformed("it is no base 85")
    }
    return Array(bytes.prefix(Int(sizeInBytes)))
  }

  /// A file holds its version, then vectors, each with its size before and a checksum after it, highest byte first.
  private func stored(_ path: String, _ store: LogStore) throws(DeltaFormatError) -> [UInt8] {
    let file: [UInt8]
    do { file = try store.read(path) } catch {
      throw .malformed("\(error); vacuumed or deleted: restore the file, or read an older version")
    }
    guard file.first == 1 else { throw .malformed("its version is not 1") }
    guard let start = Int(exactly: offset ?? 1), let size = Int(exactly: sizeInBytes), start >= 1, size >= 0,
      start < file.count, size <= file.count - start - 8
    else { throw LittleEndianBytes.tooShort }
    guard Self.bigEndian(file, start) == UInt32(truncatingIfNeeded: size) else {
      throw .malformed("its size is not the one in the log")
    }
    let data = file[(start + 4)..<(start + 4 + size)]
    guard Self.bigEndian(file, start + 4 + size) == CyclicCheck.sum(data) else {
      throw .malformed("its checksum is wrong")
    }
    return Array(data)
  }

  private static func bigEndian(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    bytes[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// CRC-32 as zip files and deletion vectors use it.
enum CyclicCheck {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
  }

  static func sum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
  }
}
