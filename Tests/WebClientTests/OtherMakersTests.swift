import Clocks
import Credentials
import Foundation
import S3
import Signing
import TestSupport
import Testing
import Web
import WebClient
import WebSupport

/// The client against a server of another maker, which runs where `ASSAY_S3_ENDPOINT` says and has the bucket `assay-test`,
/// with the keys of the environment.
@Suite("A bucket of another maker's server") struct OtherMakersTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let endpoint = environment["ASSAY_S3_ENDPOINT"].flatMap { WebAddress($0) }
  private static let reason: Comment = "ASSAY_S3_ENDPOINT names no server"

  private func client() throws -> S3Client {
    let surroundings = Surroundings(
      environment: Self.environment, home: nil, read: { _ in nil }, run: { _ in .init(status: 1, output: []) },
      transport: ScriptedTransport(), clock: SystemClock())
    let endpoint = try #require(Self.endpoint)
    return S3Client(
      Bucket("assay-test", endpoint: endpoint), region: "us-east-1",
      keys: CurrentKeys(CredentialChain(surroundings)), transport: HTTPTransport(), clock: SystemClock())
  }

  @Test("keeps keys with blanks, =, + and letters of others", .enabled(if: endpoint != nil, reason))
  func keys() throws {
    let client = try client()
    let letters = Array("ab =+%é日&~-_'()!,;@$")
    var chance = SystemRandomNumberGenerator()
    let folder = "keys-\(UUID().uuidString)/"
    let keys = Set(
      (0..<1000).map { number in
        let name = (0..<10).map { _ in String(letters.randomElement(using: &chance) ?? "a") }.joined()
        return folder + "d=\(number % 7)/" + "x" + name + "x"
      })
    for key in keys { _ = try client.put(Array(key.utf8), at: key) }
    #expect(Set(try client.list(folder).objects.map(\.key)) == keys)
    #expect(try client.list(folder, delimiter: "/").prefixes.count == 7)
    for key in keys.prefix(50) {
      #expect(try client.read(key) == Array(key.utf8))
      #expect(try client.head(key)?.size == Int64(key.utf8.count))
    }
    try client.delete(Array(keys))
    #expect(try client.list(folder).objects.isEmpty)
  }

  @Test("takes and gives large objects in parts", .enabled(if: endpoint != nil, reason))
  func parts() throws {
    let (client, folder) = (try client(), try TemporaryFolder())
    let bytes = Data((0..<(11 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 13 &+ $0 >> 9) })
    try bytes.write(to: URL(fileURLWithPath: folder.path("big")))
    #expect(try client.upload(folder.path("big"), to: "big é", partSize: 5 << 20))
    #expect(try client.read("big é", from: 5_000_000, count: 3) == Array(bytes[5_000_000..<5_000_003]))
    #expect(try client.download("big é", to: folder.path("back"), partSize: 3 << 20).size == bytes.count)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("back"))) == bytes)
    try client.copy("big é", to: "other")
    #expect(try client.head("other")?.size == Int64(bytes.count))
    try client.delete(["big é", "other"])
    #expect(try client.unfinished("big").isEmpty)
  }

  @Test("is found to honour conditions, or is refused", .enabled(if: endpoint != nil, reason))
  func conditions() throws {
    let client = try client()
    let key = "once-" + UUID().uuidString
    do throws(S3Failure) {
      try client.probeConditions(under: "")
      #expect(try client.put([1], at: key, rule: .onlyIfAbsent))
      #expect(try !client.put([2], at: key, rule: .onlyIfAbsent))
      #expect(try client.read(key) == [1])
    } catch { #expect(error.reason == .ignoresConditions) }
    try client.delete(key)
  }
}
