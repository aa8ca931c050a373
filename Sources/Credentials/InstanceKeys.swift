import Foundation
import JSON
import Web

/// Keys of the role that a machine of EC2 has, asked of the machine itself (IMDSv2).
///
/// Elsewhere nobody answers, so it is asked once and not waited for long.
struct InstanceKeys {
  private let surroundings: Surroundings

  init(_ surroundings: Surroundings) { self.surroundings = surroundings }

  func find() throws(CredentialFailure) -> CredentialChain.Found? {
    guard !surroundings.isTrue("AWS_EC2_METADATA_DISABLED"), let token = token() else { return nil }
    let folder = "/latest/meta-data/iam/security-credentials/"
    guard let role = get(folder, token)?.split(whereSeparator: \.isNewline).first.map(String.init) else { return nil }
    guard let text = get(folder + PercentCoding.encode(role), token), let document = try? JSONValue(parsing: text),
      let key = ExpiringKey.parse(document, token: "Token")
    else { throw .init(.refused(who: "the role \(role) of this machine", why: "it has no keys at the moment")) }
    return .init(key: key, origin: "role \(role) of this machine")
  }

  /// Where the machine is.
  func region() -> String? {
    guard !surroundings.isTrue("AWS_EC2_METADATA_DISABLED"), let token = token() else { return nil }
    return get("/latest/meta-data/placement/region", token)
  }

  private func token() -> String? {
    ask("PUT", "/latest/api/token", ["X-aws-ec2-metadata-token-ttl-seconds": "21600"])
  }

  private func get(_ path: String, _ token: String) -> String? {
    ask("GET", path, ["X-aws-ec2-metadata-token": token])
  }

  /// Nil where nobody answers: the machine is none of EC2's, or has no role.
  private func ask(_ method: String, _ path: String, _ headers: WebHeaders) -> String? {
    guard let address = WebAddress(base + path) else { return nil }
    let request = WebRequest(method, address, headers: headers, patience: .short)
    guard let answer = try? surroundings.transport.send(request), answer.isSuccess, !answer.body.isEmpty else {
      return nil
    }
    return answer.text
  }

  private var base: String {
    if let named = surroundings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT") {
      return named.hasSuffix("/") ? String(named.dropLast()) : named
    }
    let mode = surroundings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")?.lowercased()
    return mode == "ipv6" ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
  }
}
