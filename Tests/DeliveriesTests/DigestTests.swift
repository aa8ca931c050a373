import Files
import Foundation
import Testing

@testable import Deliveries
@testable import Lake

@Suite("A file's SHA-256")
struct DigestTests {
  @Test("hashed beside the copying is that of all blocks in order")
  func beside() throws {
    let path = NSTemporaryDirectory() + "/assay-digest-" + UUID().uuidString
    let bytes = (0..<(3 << 20) + 5).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    var whole = Digest()
    bytes.withUnsafeBytes { whole.update($0) }
    let file = try #require(try IncomingFile(path: RawPath(path), projectFolder: "/"))
    let digest = DigestBeside()
    try file.eachBlock { digest.update($0) }
    #expect(digest.text() == whole.text())
    #expect(try file.sha256() == whole.text())
  }

  @Test("is lower-case hexadecimal")
  func text() {
    // FIPS 180-4, the message of no bytes.
    #expect(Digest().text() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
