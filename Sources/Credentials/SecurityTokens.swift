import Clocks
import Foundation
import Signing
import Web
import XML

/// The Security Token Service: keys of a role, for a while.
struct SecurityTokens {
  private let surroundings: Surroundings
  private let region: String
  private let endpoint: String?

  init(_ surroundings: Surroundings, region: String?, endpoint: String?) {
    self.surroundings = surroundings
    self.region = region ?? "us-east-1"
    self.endpoint = endpoint
  }

  func assume(
    _ role: String, with key: AccessKey, session: String?, externalID: String?, seconds: String?
  ) throws(CredentialFailure) -> AccessKey {
    let fields = [
      ("Action", "AssumeRole"), ("RoleArn", role), ("RoleSessionName", session ?? defaultSession),
      ("ExternalId", externalID), ("DurationSeconds", seconds),
    ]
    let signer = RequestSigner(key: key, region: region, service: "sts")
    return try ask(signer.signed(try request(fields), at: surroundings.clock.now()))
  }

  func assume(_ role: String, withToken token: String, session: String?) throws(CredentialFailure) -> AccessKey {
    try ask(
      request([
        ("Action", "AssumeRoleWithWebIdentity"), ("RoleArn", role), ("RoleSessionName", session ?? defaultSession),
        ("WebIdentityToken", token),
      ]))
  }

  private var defaultSession: String {
    "assay-\(Int(saturating: surroundings.clock.now().timeIntervalSince1970))"
  }

  private func request(_ fields: [(String, String?)]) throws(CredentialFailure) -> WebRequest {
    let text = endpoint ?? "https://sts.\(region).\(Partition.domain(of: region))"
    guard let address = WebAddress(text) else {
      throw .init(.notAllowed(setting: "the endpoint \(text)", why: "it is no http:// or https:// address"))
    }
    let all = fields + [("Version", "2011-06-15")]
    let body = all.compactMap { name, value in value.map { "\(name)=\(PercentCoding.encode($0))" } }
    return WebRequest(
      "POST", address, headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"],
      body: Array(body.joined(separator: "&").utf8))
  }

  private func ask(_ request: WebRequest) throws(CredentialFailure) -> AccessKey {
    let answer = try surroundings.ask(request, "the Security Token Service")
    let document = try? XMLElement(parsing: answer.body)  // What is no XML is told by its status.
    guard answer.isSuccess, let keys = document?.first("Credentials") else {
      throw .init(.refused(who: "the Security Token Service", why: Self.reason(document, answer)))
    }
    guard let id = keys["AccessKeyId"]?.text, let secret = keys["SecretAccessKey"]?.text,
      let token = keys["SessionToken"]?.text
    else { throw .init(.refused(who: "the Security Token Service", why: "its answer has no keys")) }
    return AccessKey(
      id: id, secret: Secret(secret), sessionToken: Secret(token),
      expires: keys["Expiration"].flatMap { Timestamp.parse($0.text) })
  }

  private static func reason(_ document: XMLElement?, _ answer: WebAnswer) -> String {
    guard let error = document?.first("Error"), let code = error["Code"]?.text else { return "status \(answer.status)" }
    return "\(code): \(error["Message"]?.text ?? "")"
  }
}

/// Parts of AWS that share nothing, each with names of its own.
package enum Partition {
  package static func domain(of region: String) -> String {
    region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
  }
}
