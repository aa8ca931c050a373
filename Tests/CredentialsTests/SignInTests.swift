import Credentials
import Foundation
import Testing
import Web
import WebSupport

@Suite("A sign-in") struct SignInTests {
  private static let config = """
    [profile new]
    sso_session = corp
    sso_account_id = 123
    sso_role_name = Read Only
    [sso-session corp]
    sso_start_url = https://corp.example/start
    sso_region = eu-west-1
    [profile old]
    sso_start_url = https://corp.example/start
    sso_region = eu-west-1
    sso_account_id = 123
    sso_role_name = Admin
    """

  private func scene(_ cache: String?, _ answer: @escaping @Sendable (WebRequest) -> WebAnswer) -> Scene {
    var scene = Scene(config: Self.config)
    for name in ["corp", "https://corp.example/start"] {
      scene.files["/home/me/.aws/sso/cache/\(SHA1Name.of(name)).json"] = cache
    }
    scene.transport = ScriptedTransport { answer($0) }
    return scene
  }

  private static func cache(until: String, more: String = "") -> String {
    #"{"startUrl": "https://corp.example/start", "accessToken": "bearer", "expiresAt": "\#(until)"\#(more)}"#
  }

  private static func keys(_ request: WebRequest) -> WebAnswer {
    let body =
      #"{"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "s", "sessionToken": "t", "expiration": 1800003600000}}"#
    return WebAnswer(status: 200, body: Array(body.utf8))
  }

  @Test("gives the keys of its role", arguments: [("new", "Read%20Only"), ("old", "Admin")])
  func roleKeys(_ profile: String, _ role: String) throws {
    let scene = scene(Self.cache(until: "2027-01-15T08:00:01Z"), Self.keys)
    let found = try scene.find(profile: profile)
    #expect(found.key.id == "ASIASSO" && found.key.expires == Scene.now.addingTimeInterval(3600))
    let request = try #require(scene.transport.requests.first)
    #expect(
      request.address.text
        == "https://portal.sso.eu-west-1.amazonaws.com/federation/credentials?role_name=\(role)&account_id=123")
    #expect(request.headers["x-amz-sso_bearer_token"] == "bearer" && request.headers["authorization"] == nil)
  }

  @Test(
    "that is over, was never done or is not accepted says how to sign in again",
    arguments: [
      (String?.none, 200, "has not been done"),
      (cache(until: "2027-01-15T07:59:59Z"), 200, "is over since 2027-01-15T07:59:59"),
      ("{", 200, "left a file that cannot be read"), (cache(until: "2027-01-15T09:00:00Z"), 401, "is over"),
    ])
  func over(_ cache: String?, _ status: Int, _ why: String) {
    let failure = scene(cache) { _ in WebAnswer(status: status) }.failure(profile: "new")
    #expect(failure.contains(why))
    #expect(failure.hasSuffix("; run: aws sso login --profile new"))
    #expect(!failure.contains("bearer"))
  }

  @Test("that is over is renewed where it can be, and kept in memory alone")
  func renewed() throws {
    let more =
      #", "refreshToken": "again", "clientId": "c", "clientSecret": "cs", "registrationExpiresAt": "2027-03-01T00:00:00Z""#
    let scene = scene(Self.cache(until: "2027-01-15T07:00:00Z", more: more)) { request in
      request.address.host.hasPrefix("oidc.")
        ? WebAnswer(status: 200, body: Array(#"{"accessToken": "fresh", "expiresIn": 3600}"#.utf8)) : Self.keys(request)
    }
    #expect(try scene.find(profile: "new").key.id == "ASIASSO")
    #expect(
      scene.transport.requests.map(\.address.host) == [
        "oidc.eu-west-1.amazonaws.com", "portal.sso.eu-west-1.amazonaws.com",
      ])
    #expect(scene.transport.requests.last?.headers["x-amz-sso_bearer_token"] == "fresh")
  }

  @Test("without the role says whose it is")
  func forbidden() {
    let scene = scene(Self.cache(until: "2027-01-15T09:00:00Z")) { _ in
      WebAnswer(status: 403, body: Array(#"{"message": "No access"}"#.utf8))
    }
    #expect(scene.failure(profile: "old") == "IAM Identity Center refuses: Admin of 123: No access")
  }
}
