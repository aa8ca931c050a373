import Foundation
import Signing

/// What a profile itself has or says how to get, in the CLI's order: a role, a token of the web, a sign-in, keys, a login,
/// a program, keys again.
struct ProfileKeys {
  let chain: CredentialChain
  let profiles: Profiles
  /// The profiles that wait for this one's keys, so that a circle is seen.
  var waiting: [String] = []

  init(_ chain: CredentialChain, _ profiles: Profiles) { (self.chain, self.profiles) = (chain, profiles) }

  private var surroundings: Surroundings { chain.surroundings }

  func find(_ profile: String) throws(CredentialFailure) -> CredentialChain.Found? {
    let settings = profiles.settings(profile)
    if let role = settings["role_arn"], settings["web_identity_token_file"] == nil {
      return try assume(role, profile, settings)
    }
    if let found = try WebIdentity(self, profile).find() { return found }
    if let found = try SignIn(self, profile).find() { return found }
    return try stored(profile)
  }

  private func stored(_ profile: String) throws(CredentialFailure) -> CredentialChain.Found? {
    let (shared, configured) = (profiles.shared(profile), profiles.configured(profile))
    if let key = try Self.key(shared, "[\(profile)] of \(profiles.credentialsPath)") {
      return .init(key: key, origin: "profile \(profile) (\(profiles.credentialsPath))")
    }
    if configured["login_session"] != nil { return try KeyProgram(surroundings, profile).exported() }
    if let command = configured["credential_process"] ?? shared["credential_process"] {
      return try KeyProgram(surroundings, profile).run(command)
    }
    let key = try Self.key(configured, "the profile \(profile) of \(profiles.configPath)")
    return key.map { .init(key: $0, origin: "profile \(profile) (\(profiles.configPath))") }
  }

  static func key(_ settings: [String: String], _ place: String) throws(CredentialFailure) -> AccessKey? {
    guard let id = settings["aws_access_key_id"], !id.isEmpty else { return nil }
    guard let secret = settings["aws_secret_access_key"], !secret.isEmpty else {
      throw .init(.incomplete(place: place, missing: "aws_secret_access_key"))
    }
    let token = settings["aws_session_token"] ?? settings["aws_security_token"]
    return AccessKey(id: id, secret: Secret(secret), sessionToken: token.map { Secret($0) })
  }
}

extension ProfileKeys {
  private func assume(
    _ role: String, _ profile: String, _ settings: [String: String]
  ) throws(CredentialFailure) -> CredentialChain.Found {
    guard !waiting.contains(profile) else { throw .init(.circle(waiting + [profile])) }
    guard settings["mfa_serial"] == nil else { throw .init(.asksForCode(profile: profile)) }
    let base = try source(profile, settings)
    let tokens = SecurityTokens(surroundings, region: region(profile), endpoint: endpoint(profile, "sts"))
    let key = try tokens.assume(
      role, with: base.key, session: settings["role_session_name"], externalID: settings["external_id"],
      seconds: settings["duration_seconds"])
    return .init(key: key, origin: "role \(role), taken by \(base.origin)")
  }

  private func source(_ profile: String, _ settings: [String: String]) throws(CredentialFailure)
    -> CredentialChain.Found
  {
    if let named = settings["source_profile"] { return try source(profile, named: named) }
    switch settings["credential_source"] {
    case "Environment": return try required(chain.environmentKeys(), profile, "AWS_ACCESS_KEY_ID")
    case "Ec2InstanceMetadata": return try required(InstanceKeys(surroundings).find(), profile, "role of this machine")
    case "EcsContainer": return try required(ContainerKeys(surroundings).find(), profile, "role of this container")
    case .some(let other):
      throw .init(.incomplete(place: "the profile \(profile)", missing: "known credential_source (it says \(other))"))
    case nil:
      throw .init(.incomplete(place: "the profile \(profile)", missing: "source_profile or credential_source"))
    }
  }

  /// A profile may take a role with keys of its own.
  private func source(_ profile: String, named: String) throws(CredentialFailure) -> CredentialChain.Found {
    guard profiles.has(named) else {
      throw .init(.unknownProfile(named, known: profiles.names, path: profiles.configPath))
    }
    var next = self
    next.waiting.append(profile)
    let found = named == profile ? try stored(named) : try next.find(named)
    return try required(found, named, "credentials")
  }

  private func required(
    _ found: CredentialChain.Found?, _ profile: String, _ missing: String
  ) throws(CredentialFailure) -> CredentialChain.Found {
    guard let found else { throw .init(.incomplete(place: "the profile \(profile)", missing: missing)) }
    return found
  }

  func region(_ profile: String) -> String? { ServiceSettings(surroundings, profiles, profile).region }

  func endpoint(_ profile: String, _ service: String) -> String? {
    ServiceSettings(surroundings, profiles, profile).endpoint(of: service)
  }
}
