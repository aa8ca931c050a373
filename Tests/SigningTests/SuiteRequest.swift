import Foundation
import Web

@testable import Signing

/// A request as the signing suite writes one, signed with the suite's key at the suite's time.
struct SuiteRequest {
  static let moment = Date(timeIntervalSince1970: 1_440_938_160)  // 2015-08-30T12:36:00Z
  static let key = AccessKey(id: "AKIDEXAMPLE", secret: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"))
  static let signer = RequestSigner(key: key, region: "us-east-1", service: "service")

  let request: WebRequest

  /// - Parameter token: a request that has the session token which the key came with.
  init(_ text: String, token: String? = nil) {
    let (head, body) = Self.halves(text)
    var lines = head.components(separatedBy: "\n")
    let first = lines.removeFirst().components(separatedBy: " ")
    let target = first.dropFirst().dropLast().joined(separator: " ")
    let path = target.prefix { $0 != "?" }
    var request = WebRequest(
      first[0],
      WebAddress(
        host: "example.amazonaws.com", path: String(path), query: String(target.dropFirst(path.count).dropFirst())))
    for (name, value) in Self.unfolded(lines) { request.headers.append(name, value) }
    let marker = "X-Amz-Security-Token:"
    if let line = token?.components(separatedBy: "\n").first(where: { $0.hasPrefix(marker) }) {
      request.headers.append("X-Amz-Security-Token", String(line.dropFirst(marker.count)))
    }
    request.body = Array(body.utf8)
    self.request = request
  }

  private static func halves(_ text: String) -> (head: String, body: String) {
    guard let gap = text.range(of: "\n\n") else { return (text, "") }
    return (String(text[..<gap.lowerBound]), String(text[gap.upperBound...]))
  }

  private static func unfolded(_ lines: [String]) -> [(String, String)] {
    var fields: [(String, String)] = []
    for line in lines where !line.isEmpty {
      if line.hasPrefix(" "), !fields.isEmpty {
        fields[fields.count - 1].1 += "\n" + line
      } else {
        let name = line.prefix { $0 != ":" }
        fields.append((String(name), String(line.dropFirst(name.count + 1))))
      }
    }
    return fields
  }

  var canonical: CanonicalRequest { Self.signer.canonical(request) }
  var toSign: String { Self.signer.toSign(canonical, at: Self.moment) }
  var authorization: String { Self.signer.authorization(request, at: Self.moment) }
}
