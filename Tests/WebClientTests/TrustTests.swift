import Foundation
import TestSupport
import Testing
import Web
import WebClient
import WebSupport

@Suite("Whom requests trust") struct TrustTests {
  private let folder: TemporaryFolder
  private var authority: String { folder.path("authority.pem") }

  init() throws { folder = try TemporaryFolder() }

  @Test("the file of authorities that is named, in place of the system's")
  func bundle() throws {
    let server = try SecureServer(in: folder)
    let answer = try HTTPTransport(authorities: authority).send(WebRequest("GET", server.address("localhost")))
    #expect(answer.status == 200)
  }

  @Test("nobody whom no authority vouches for, and nobody by another's certificate; the words say what to do")
  func strangers() throws {
    let server = try SecureServer(in: folder)
    for (host, authorities) in [("localhost", nil), ("127.0.0.1", authority)] {
      let error = #expect(throws: WebFailure.self) {
        try HTTPTransport(authorities: authorities).send(WebRequest("GET", server.address(host)))
      }
      #expect(error?.reason == .untrusted && error?.isPassing == false, "\(host)")
      #expect(error?.description.contains("AWS_CA_BUNDLE") == true)
      #expect(error.map { !$0.description.contains("checkouts") && $0.description.count < 200 } == true, "\(host)")
    }
  }

  @Test(
    "nobody where the file of authorities is missing or holds none, and it is named", arguments: [nil, "", "no PEM"])
  func noAuthorities(text: String?) throws {
    if let text { try folder.write(text, to: "none.pem") }
    let address = try #require(WebAddress("https://localhost:9/"))
    let error = #expect(throws: WebFailure.self) {
      try HTTPTransport(authorities: folder.path("none.pem")).send(WebRequest("GET", address))
    }
    #expect(error?.reason == .authorities && error?.isPassing == false)
    #expect(error?.description.contains(folder.path("none.pem")) == true)
  }
}

/// `openssl s_server` for the name localhost, by an authority of its own.
private final class SecureServer {
  private let process = Process()
  private var port = 0

  init(in folder: TemporaryFolder) throws {
    let key = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "36500"]
    try Self.openssl(
      key + ["-subj", "/CN=authority", "-keyout", folder.path("a.key"), "-out", folder.path("authority.pem")])
    try Self.openssl(
      key + [
        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=CA:FALSE",
        "-CA", folder.path("authority.pem"), "-CAkey", folder.path("a.key"), "-keyout", folder.path("s.key"),
        "-out", folder.path("s.pem"),
      ])
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", folder.path("s.pem"), "-key", folder.path("s.key"),
      "-www",
    ]
    let output = Pipe()
    (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    var told = ""
    while !told.contains("ACCEPT") || !told.hasSuffix("\n") {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { break }
      told += String(decoding: piece, as: UTF8.self)
    }
    port = try #require(
      told.split(separator: ":").last.flatMap { Int($0.trimmingCharacters(in: .newlines)) }, "\(told)")
  }

  deinit {
    // The signals that a test's thread holds back, the process holds back too.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func address(_ host: String) throws -> WebAddress { try #require(WebAddress("https://\(host):\(port)/")) }

  private static func openssl(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}
