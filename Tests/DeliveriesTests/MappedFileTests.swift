import Foundation
import Records
import Testing
import TestSupport

@testable import Deliveries

@Suite("A mapped file")
struct MappedFileTests {
  @Test("gives the memory of a block back that was read, and still shows its bytes")
  func release() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 >> 8) }
    let file = try MappedFile(path: folder.write(bytes, to: "mapped"))
    #expect(file.bytes.elementsEqual(bytes))
    let before = try residentKilobytes(file.path)
    file.release(RecordBlock(byteOffset: 100, byteCount: 1 << 19, firstRecord: 1))
    #expect(try residentKilobytes(file.path) <= before - 500)
    #expect(file.bytes.elementsEqual(bytes))
  }

  /// From /proc/self/smaps (proc(5)).
  private func residentKilobytes(_ path: String) throws -> Int {
    // The kernel gives it in pieces, and no size.
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/self/smaps"))
    var text = Data()
    while let piece = try handle.read(upToCount: 1 << 16), !piece.isEmpty { text += piece }
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasSuffix(path) })
    let line = try #require(lines[start...].first { $0.hasPrefix("Rss:") })
    return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
  }
}
