import Clocks
import Foundation
import Hashes
import JSON
import Signing
import Web

/// Keys for a sign-in at IAM Identity Center (`aws sso login`), whose token the CLI keeps in a file.
///
/// Nothing is written: a token that is renewed here is kept in memory alone.
struct SignIn {
  private let keys: ProfileKeys
  private let profile: String
  private var surroundings: Surroundings { keys.chain.surroundings }

  init(_ keys: ProfileKeys, _ profile: String) { (self.keys, self.profile) = (keys, profile) }

  private struct Place {
    let start: String
    let region: String
    /// What the token's file is named by.
    let name: String
  }

  func find() throws(CredentialFailure) -> CredentialChain.Found? {
    let settings = keys.profiles.settings(profile)
    guard let account = settings["sso_account_id"], let role = settings["sso_role_name"] else {
      guard settings["sso_session"] != nil || settings["sso_start_url"] != nil else { return nil }
      throw incomplete(settings["sso_account_id"] == nil ? "sso_account_id" : "sso_role_name")
    }
    let place = try place(settings)
    let token = try SignInToken(surroundings, profile: profile).current(named: place.name, region: place.region)
    let key = try roleKey(account: account, role: role, place: place, token: token)
    return .init(key: key, origin: "sign-in of the profile \(profile), role \(role)")
  }

  private func place(_ settings: [String: String]) throws(CredentialFailure) -> Place {
    if let session = settings["sso_session"] {
      guard let shared = keys.profiles.session(session) else { throw incomplete("[sso-session \(session)]") }
      guard let start = shared["sso_start_url"] else { throw incomplete("sso_start_url") }
      guard let region = shared["sso_region"] else { throw incomplete("sso_region") }
      return Place(start: start, region: region, name: session)
    }
    guard let start = settings["sso_start_url"] else { throw incomplete("sso_start_url") }
    guard let region = settings["sso_region"] else { throw incomplete("sso_region") }
    return Place(start: start, region: region, name: start)
  }

  private func roleKey(
    account: String, role: String, place: Place, token: Secret
  ) throws(CredentialFailure) -> AccessKey {
    let base =
      keys.endpoint(profile, "sso") ?? "https://portal.sso.\(place.region).\(Partition.domain(of: place.region))"
    let query = "role_name=\(PercentCoding.encode(role))&account_id=\(PercentCoding.encode(account))"
    guard let address = WebAddress(base + "/federation/credentials?" + query) else {
      throw .init(.notAllowed(setting: "the endpoint \(base)", why: "it is no http:// or https:// address"))
    }
    let request = WebRequest("GET", address, headers: ["x-amz-sso_bearer_token": token.value])
    let answer = try surroundings.ask(request, "IAM Identity Center")
    if answer.status == 401 { throw .init(.signedOut(profile: profile, why: "is over")) }
    let document = try? JSONValue(parsing: answer.body)  // What is no JSON is told by its status.
    guard answer.isSuccess, let found = document?["roleCredentials"], let id = found["accessKeyId"]?.stringValue,
      let secret = found["secretAccessKey"]?.stringValue
    else {
      let why = document?["message"]?.stringValue ?? "status \(answer.status)"
      throw .init(.refused(who: "IAM Identity Center", why: "\(role) of \(account): \(why)"))
    }
    return AccessKey(
      id: id, secret: Secret(secret), sessionToken: found["sessionToken"]?.stringValue.map { Secret($0) },
      expires: found["expiration"]?.doubleValue.map { Date(timeIntervalSince1970: $0 / 1000) })
  }

  private func incomplete(_ missing: String) -> CredentialFailure {
    .init(.incomplete(place: "the profile \(profile)", missing: missing))
  }
}
