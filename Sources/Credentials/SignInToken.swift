import Clocks
import Foundation
import Hashes
import JSON
import Signing
import Web

/// The token of a sign-in, as the CLI keeps it in `~/.aws/sso/cache`.
struct SignInToken {
  private let surroundings: Surroundings
  private let profile: String

  init(_ surroundings: Surroundings, profile: String) { (self.surroundings, self.profile) = (surroundings, profile) }

  func current(named name: String, region: String) throws(CredentialFailure) -> Secret {
    let file = RunningHash.text(of: Array(name.utf8), .sha1) + ".json"
    guard let bytes = try surroundings.contents(of: surroundings.expanded("~/.aws/sso/cache/" + file)) else {
      throw over("has not been done")
    }
    // One that cannot be read is made anew by signing in.
    guard let kept = try? JSONValue(parsing: bytes), let token = kept["accessToken"]?.stringValue,
      let expires = kept["expiresAt"]?.stringValue.flatMap(Timestamp.parse)
    else { throw over("left a file that cannot be read") }
    if expires > surroundings.clock.now() { return Secret(token) }
    guard let renewed = try renew(kept, region) else { throw over("is over since \(Timestamp.text(expires))") }
    return renewed
  }

  /// Nil where the sign-in is one that cannot be renewed.
  private func renew(_ kept: JSONValue, _ region: String) throws(CredentialFailure) -> Secret? {
    guard let refresh = kept["refreshToken"]?.stringValue, let client = kept["clientId"]?.stringValue,
      let secret = kept["clientSecret"]?.stringValue,
      let registered = kept["registrationExpiresAt"]?.stringValue.flatMap(Timestamp.parse),
      registered > surroundings.clock.now(), let address = address(region)
    else { return nil }
    let body: JSONValue = [
      "grantType": "refresh_token", "clientId": .string(client), "clientSecret": .string(secret),
      "refreshToken": .string(refresh),
    ]
    let request = WebRequest(
      "POST", address, headers: ["Content-Type": "application/json"], body: Array(body.text.utf8))
    let answer = try surroundings.ask(request, "IAM Identity Center")
    guard answer.isSuccess else { return nil }
    return (try? JSONValue(parsing: answer.body))?["accessToken"]?.stringValue.map { Secret($0) }  // Else: sign in.
  }

  private func address(_ region: String) -> WebAddress? {
    let base = surroundings.variable("AWS_ENDPOINT_URL_SSO_OIDC")
    return WebAddress((base ?? "https://oidc.\(region).\(Partition.domain(of: region))") + "/token")
  }

  private func over(_ why: String) -> CredentialFailure { .init(.signedOut(profile: profile, why: why)) }
}
