import Foundation
import Signing

/// A role taken with a token that somebody else puts into a file (Kubernetes, CI), which is read each time.
struct WebIdentity {
  private let keys: ProfileKeys
  private let profile: String

  init(_ keys: ProfileKeys, _ profile: String) { (self.keys, self.profile) = (keys, profile) }

  func find() throws(CredentialFailure) -> CredentialChain.Found? {
    let surroundings = keys.chain.surroundings
    guard let file = setting("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file") else { return nil }
    guard let role = setting("AWS_ROLE_ARN", "role_arn") else {
      throw .init(.incomplete(place: "the web identity of \(file)", missing: "role_arn (AWS_ROLE_ARN)"))
    }
    guard let bytes = try surroundings.contents(of: surroundings.expanded(file)) else {
      throw .init(.unreadable(path: file, line: nil, what: "there is no such file"))
    }
    let tokens = SecurityTokens(
      surroundings, region: keys.region(profile), endpoint: keys.endpoint(profile, "sts"))
    let token = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    let key = try tokens.assume(role, withToken: token, session: setting("AWS_ROLE_SESSION_NAME", "role_session_name"))
    return .init(key: key, origin: "role \(role), taken with the token in \(file)")
  }

  /// The environment counts for who named no profile.
  private func setting(_ variable: String, _ name: String) -> String? {
    let isOfEnvironment = keys.chain.explicitProfile == nil && keys.waiting.isEmpty
    return (isOfEnvironment ? keys.chain.surroundings.variable(variable) : nil) ?? keys.profiles.settings(profile)[name]
  }
}
