import Credentials
import Foundation
import Testing
import Web
import WebSupport

@Suite("A role") struct RoleTests {
  private static let config = """
    [profile base]
    aws_access_key_id = AKIBASE
    aws_secret_access_key = base-secret
    region = eu-central-1
    [profile role]
    role_arn = arn:aws:iam::1:role/r
    source_profile = base
    region = eu-west-1
    external_id = e&1
    duration_seconds = 900
    role_session_name = me
    [profile over]
    role_arn = arn:aws:iam::2:role/over
    source_profile = role
    [profile own]
    role_arn = arn:aws:iam::1:role/own
    source_profile = own
    aws_access_key_id = AKIOWN
    aws_secret_access_key = own-secret
    [profile env]
    role_arn = arn:aws:iam::1:role/env
    credential_source = Environment
    [profile a]
    role_arn = arn:a
    source_profile = b
    [profile b]
    role_arn = arn:b
    source_profile = a
    [profile code]
    role_arn = arn:c
    source_profile = base
    mfa_serial = arn:mfa
    """

  private func scene(_ environment: [String: String] = [:]) -> Scene {
    var scene = Scene(environment, config: Self.config)
    scene.transport = ScriptedTransport { Scene.tokens($0) }
    return scene
  }

  @Test("is taken by the keys of the profile that it names, in its region, with what it says")
  func assumed() throws {
    let scene = scene()
    let found = try scene.find(profile: "role")
    #expect(
      found.key.id == "ASIAROLE" && found.key.secret.value == "role-secret"
        && found.key.sessionToken?.value == "role-token")
    #expect(found.key.expires == Scene.now.addingTimeInterval(3600))
    let request = try #require(scene.transport.requests.first)
    #expect(request.address.text == "https://sts.eu-west-1.amazonaws.com/" && request.method == "POST")
    #expect(
      request.fields == [
        "Action": "AssumeRole", "Version": "2011-06-15", "RoleArn": "arn:aws:iam::1:role/r", "RoleSessionName": "me",
        "ExternalId": "e&1", "DurationSeconds": "900",
      ])
    #expect(
      request.headers["authorization"]?.contains("Credential=AKIBASE/20270115/eu-west-1/sts/aws4_request") == true)
  }

  @Test("is taken with another role, with keys of its own, or with those of the environment")
  func chains() throws {
    let over = scene()
    #expect(try over.find(profile: "over").key.id == "ASIAROLE")
    #expect(
      over.transport.requests.map { $0.fields["RoleArn"] } == ["arn:aws:iam::1:role/r", "arn:aws:iam::2:role/over"])
    #expect(over.transport.requests.last?.headers["x-amz-security-token"] == "role-token")
    let own = scene()
    #expect(try own.find(profile: "own").key.id == "ASIAROLE")
    #expect(own.transport.requests.first?.headers["authorization"]?.contains("AKIOWN") == true)
    let env = scene(["AWS_ACCESS_KEY_ID": "AKIENV", "AWS_SECRET_ACCESS_KEY": "s"])
    #expect(try env.find(profile: "env").key.id == "ASIAROLE")
    #expect(env.transport.requests.first?.headers["authorization"]?.contains("AKIENV") == true)
  }

  @Test("is not taken in a circle, nor with a code that nobody can be asked for")
  func refusals() {
    #expect(scene().failure(profile: "a") == "the profiles take their credentials from each other: a → b → a")
    #expect(
      scene().failure(profile: "code").hasSuffix(
        "run: eval \"$(aws configure export-credentials --profile code --format env)\""))
  }

  @Test("is asked for where the environment says that the service is")
  func endpoint() throws {
    let scene = scene(["AWS_ENDPOINT_URL_STS": "http://127.0.0.1:5000"])
    _ = try scene.find(profile: "role")
    #expect(scene.transport.requests.first?.address.text == "http://127.0.0.1:5000/")
  }

  @Test(
    "that is refused says so in the service's words, also where those are no XML",
    arguments: [
      (
        "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>",
        "AccessDenied: not you"
      ),
      ("<html>502", "status 403"), ("", "status 403"), ("{\"a\": 1}", "status 403"),
    ])
  func refused(_ body: String, _ why: String) {
    var scene = scene()
    scene.transport = ScriptedTransport { _ in WebAnswer(status: 403, body: Array(body.utf8)) }
    #expect(scene.failure(profile: "role") == "the Security Token Service refuses: \(why)")
  }

  @Test("is taken with a token in a file, unsigned, by the environment or by a profile")
  func webIdentity() throws {
    let variables = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:w", "AWS_REGION": "eu-north-1"]
    var scene = Scene(variables)
    scene.files["/token"] = "jwt\n"
    scene.transport = ScriptedTransport { Scene.tokens($0) }
    #expect(try scene.find().key.id == "ASIAROLE")
    let request = try #require(scene.transport.requests.first)
    #expect(request.fields["Action"] == "AssumeRoleWithWebIdentity" && request.fields["WebIdentityToken"] == "jwt")
    #expect(request.headers["authorization"] == nil && request.address.host == "sts.eu-north-1.amazonaws.com")
    scene.files["/token"] = nil
    #expect(scene.failure() == "/token: there is no such file")

    var profile = Scene(config: "[profile w]\nweb_identity_token_file = ~/t\nrole_arn = arn:p\nrole_session_name = n")
    profile.files["/home/me/t"] = "jwt2"
    profile.transport = ScriptedTransport { Scene.tokens($0) }
    #expect(try profile.find(profile: "w").key.id == "ASIAROLE")
    #expect(profile.transport.requests.first?.fields["RoleSessionName"] == "n")
  }
}
