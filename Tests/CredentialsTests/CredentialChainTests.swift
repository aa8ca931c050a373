import Credentials
import Foundation
import Testing
import Web
import WebSupport

@Suite("Credentials") struct CredentialChainTests {
  private static let keys = """
    [default]
    aws_access_key_id = AKIDEFAULT
    aws_secret_access_key = default-secret

    [dev]
    aws_access_key_id=AKIDEV
    aws_secret_access_key=dev=secret#with;marks
    aws_session_token=dev-token
    """
  private static let environment = ["AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "env-secret"]

  @Test(
    "of the environment come first, also before AWS_PROFILE, but not before a profile that is named",
    arguments: [
      (environment, String?.none, "AKIDENV"), (environment.merging(["AWS_PROFILE": "dev"]) { $1 }, nil, "AKIDENV"),
      (environment, "dev", "AKIDEV"), ([:], nil, "AKIDEFAULT"), (["AWS_PROFILE": "dev"], nil, "AKIDEV"),
      (["AWS_DEFAULT_PROFILE": "dev"], nil, "AKIDEV"), (["AWS_PROFILE": ""], nil, "AKIDEFAULT"),
      (["AWS_ACCESS_KEY_ID": ""], nil, "AKIDEFAULT"),
    ])
  func order(_ environment: [String: String], _ profile: String?, _ id: String) throws {
    #expect(try Scene(environment, credentials: Self.keys).find(profile: profile).key.id == id)
  }

  @Test("come whole, with the token and whatever stands in a secret")
  func whole() throws {
    let found = try Scene(credentials: Self.keys).find(profile: "dev")
    #expect(found.key.secret.value == "dev=secret#with;marks" && found.key.sessionToken?.value == "dev-token")
    #expect(found.key.expires == nil && found.origin.contains("/home/me/.aws/credentials"))
    var own = Self.environment
    own["AWS_SESSION_TOKEN"] = "t"
    own["AWS_CREDENTIAL_EXPIRATION"] = "2027-01-15T09:00:00Z"
    let key = try Scene(own).find().key
    #expect(key.sessionToken?.value == "t" && key.expires == Scene.now.addingTimeInterval(3600))
  }

  @Test("stand in files that are named elsewhere, in sections that may come twice, in the config file too")
  func files() throws {
    var scene = Scene(["AWS_CONFIG_FILE": "~/c", "AWS_SHARED_CREDENTIALS_FILE": "/k", "AWS_PROFILE": "a b"])
    scene.files["/home/me/c"] =
      "\u{FEFF}[profile 'a b']\r\naws_access_key_id = AKIC\r\n\r\n[ profile \"a b\" ]\r\nAWS_Secret_Access_Key = s\r\n"
    #expect(try scene.find().key.id == "AKIC")
    scene.files["/k"] = "; comment\n[a b]\n# comment\naws_access_key_id = AKIK\naws_secret_access_key = s2\n"
    #expect(try scene.find().key.id == "AKIK")
  }

  @Test("that are not there are told with the command that makes some")
  func none() {
    #expect(Scene().failure().hasSuffix("; run: aws configure"))
    #expect(
      Scene(["AWS_PROFILE": "x y"], credentials: Self.keys).failure()
        == "no profile x y in /home/me/.aws/config, which has default, dev; run: aws configure --profile 'x y'")
    #expect(
      Scene(config: "[profile empty]\nregion = eu-west-1").failure(profile: "empty").hasSuffix(
        "run: aws configure --profile empty"))
  }

  @Test(
    "that are half there are told by what is missing, and never by what is",
    arguments: [
      (["AWS_ACCESS_KEY_ID": "AKI"], "", "the environment has no AWS_SECRET_ACCESS_KEY"),
      (
        [:], "[default]\naws_access_key_id = AKI",
        "the profile default of /home/me/.aws/config has no aws_secret_access_key"
      ),
      ([:], "[default]\nsso_session = s\nsso_account_id = 1", "the profile default has no sso_role_name"),
      (
        [:], "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r",
        "the profile default has no [sso-session s]"
      ),
      ([:], "[default]\nrole_arn = r", "the profile default has no source_profile or credential_source"),
      (
        [:], "[default]\nrole_arn = r\ncredential_source = Moon",
        "the profile default has no known credential_source (it says Moon)"
      ),
      (
        [:], "[default]\nrole_arn = r\nsource_profile = none",
        "no profile none in /home/me/.aws/config, which has default; run: aws configure --profile none"
      ),
      ([:], "[default]\nweb_identity_token_file = /t", "the web identity of /t has no role_arn (AWS_ROLE_ARN)"),
      ([:], "[default]\nno equals here", "/home/me/.aws/config:2: neither [section] nor name = value"),
      ([:], "x = 1", "/home/me/.aws/config:1: a setting before the first [section]"),
    ])
  func half(_ environment: [String: String], _ config: String, _ message: String) {
    #expect(Scene(environment, config: config).failure() == message)
  }
}
