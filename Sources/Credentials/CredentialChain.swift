import Clocks
import Foundation
import Signing

/// Finds what requests are signed with, in the order in which the AWS CLI looks.
package struct CredentialChain: Sendable {
  let surroundings: Surroundings
  /// Named by whoever asks: then keys in the environment do not count.
  let explicitProfile: String?

  package init(_ surroundings: Surroundings, profile: String? = nil) {
    self.surroundings = surroundings
    explicitProfile = profile
  }

  /// Keys, and where they are from, for people.
  package struct Found: Sendable, Hashable {
    package let key: AccessKey
    package let origin: String

    package init(key: AccessKey, origin: String) { (self.key, self.origin) = (key, origin) }
  }

  package func find() throws(CredentialFailure) -> Found {
    if explicitProfile == nil, let found = try environmentKeys() { return found }
    let profiles = try Profiles(surroundings)
    let profile = self.profile
    guard profiles.has(profile) || !isNamed else {
      throw .init(.unknownProfile(profile, known: profiles.names, path: profiles.configPath))
    }
    if let found = try ProfileKeys(self, profiles).find(profile) { return found }
    if let found = try ContainerKeys(surroundings).find() { return found }
    if let found = try InstanceKeys(surroundings).find() { return found }
    throw .init(.noneFound(profile: profile))
  }

  package var profile: String { explicitProfile ?? namedProfile ?? "default" }

  private var namedProfile: String? {
    surroundings.variable("AWS_PROFILE") ?? surroundings.variable("AWS_DEFAULT_PROFILE")
  }

  /// The default profile need not be there.
  private var isNamed: Bool { explicitProfile != nil || namedProfile != nil }

  func environmentKeys() throws(CredentialFailure) -> Found? {
    guard let id = surroundings.variable("AWS_ACCESS_KEY_ID") else { return nil }
    guard let secret = surroundings.variable("AWS_SECRET_ACCESS_KEY") else {
      throw .init(.incomplete(place: "the environment", missing: "AWS_SECRET_ACCESS_KEY"))
    }
    let token = surroundings.variable("AWS_SESSION_TOKEN") ?? surroundings.variable("AWS_SECURITY_TOKEN")
    let expires = surroundings.variable("AWS_CREDENTIAL_EXPIRATION").flatMap(Timestamp.parse)
    let key = AccessKey(
      id: id, secret: Secret(secret), sessionToken: token.map { Secret($0) }, expires: expires)
    return Found(key: key, origin: "environment")
  }
}
