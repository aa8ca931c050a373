import Foundation
import TestSupport
import Testing
import Web

@testable import Signing

/// AWS's own signing suite (Apache License 2.0): 34 requests with the canonical request, the text to sign and the header.
@Suite("The public signing suite") struct PublicSigningTests {
  private static let folder = PublicSuites.folder("sigv4")

  @Test(
    "gives the canonical request, the text to sign and the header of every case",
    .enabled(if: folder != nil, "\(PublicSuites.reason("sigv4"))"))
  func cases() throws {
    let cases = try Self.cases(in: try #require(Self.folder))
    #expect(cases.count == 34)
    for path in cases {
      let name = URL(fileURLWithPath: path).lastPathComponent
      func text(_ kind: String) throws -> String {
        try String(contentsOfFile: "\(path)/\(name).\(kind)", encoding: .utf8)
      }
      let signing = try SuiteRequest(text("req"), token: name == "get-vanilla-with-session-token" ? text("sreq") : nil)
      #expect(signing.canonical.text == (try text("creq")), "\(name)")
      #expect(signing.toSign == (try text("sts")), "\(name)")
      #expect(signing.authorization == (try text("authz")), "\(name)")
    }
  }

  private static func cases(in folder: String) throws -> [String] {
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".req") }.sorted()
      .map { URL(fileURLWithPath: folder + "/" + $0).deletingLastPathComponent().path }
  }
}
