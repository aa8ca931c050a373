import Clocks
import Foundation
import Signing
import Synchronization
import Testing
import Web
import WebSupport

@testable import Credentials

@Suite("Keys from a program") struct KeyProgramTests {
  private static let printed =
    #"{"Version": 1, "AccessKeyId": "AKIP", "SecretAccessKey": "printed-secret", "SessionToken": "t", "Expiration": "2027-01-15T09:00:00Z"}"#

  private func scene(_ line: String, _ status: Int32, _ output: String) -> Scene {
    var scene = Scene(config: "[profile p]\n\(line)")
    scene.programs[["/opt/my tool", "--for", "a\"b"]] = (status, output)
    scene.programs[["aws", "configure", "export-credentials", "--profile", "p", "--format", "process"]] = (
      status, output
    )
    return scene
  }

  private static let command = #"credential_process = "/opt/my tool" --for 'a"b'"#

  @Test(
    "are taken as it prints them; a login that only the CLI knows is asked of the CLI",
    arguments: [command, "login_session = arn:x"])
  func taken(_ line: String) throws {
    let key = try scene(line, 0, Self.printed).find(profile: "p").key
    #expect(
      key
        == AccessKey(
          id: "AKIP", secret: Secret("printed-secret"), sessionToken: Secret("t"),
          expires: Scene.now.addingTimeInterval(3600)))
  }

  @Test(
    "that fails are told without a word of what it printed",
    arguments: [
      (3, printed, "ended with 3"), (0, "printed-secret", "printed no JSON"),
      (0, #"{"Version": 2}"#, "printed no Version 1"),
      (0, #"{"Version": 1, "AccessKeyId": "AKIP"}"#, "printed no keys"),
    ])
  func fails(_ status: Int32, _ output: String, _ why: String) {
    let failure = scene(Self.command, status, output).failure(profile: "p")
    #expect(failure == "the credential_process of the profile p \(why)")
  }

  @Test("that is not there, or a login that is over, say so")
  func absent() {
    #expect(scene("credential_process = nowhere", 0, "").failure(profile: "p").contains("cannot be run"))
    #expect(scene("login_session = arn:x", 1, "").failure(profile: "p").hasSuffix("run: aws login --profile p"))
  }

  @Test(
    "are asked for without a shell: a command is words",
    arguments: [
      ("a  b\tc", ["a", "b", "c"]), (#"a\ b "c d" 'e  f'"#, ["a b", "c d", "e  f"]),
      (#""a\"b" 'a\b' "a\b""#, ["a\"b", "a\\b", "a\\b"]),
      (#"'' "" x"#, ["", "", "x"]), ("$(rm) | x", ["$(rm)", "|", "x"]), ("", []),
    ])
  func words(_ line: String, _ words: [String]) { #expect(KeyProgram.words(line) == words) }

  @Test("with an open quote are none", arguments: ["'a", "a\"b"]) func open(_ line: String) {
    #expect(KeyProgram.words(line) == nil)
  }
}

@Suite("Keys of a machine") struct MachineKeysTests {
  private static let json =
    #"{"Code": "Success", "AccessKeyId": "ASIAM", "SecretAccessKey": "s", "Token": "t", "Expiration": "2027-01-15T09:00:00Z"}"#

  @Test("of EC2 are asked for with a token, once, and not by way of a proxy")
  func instance() throws {
    var scene = Scene(["AWS_EC2_METADATA_DISABLED": "false"])
    scene.transport = ScriptedTransport { request in
      switch request.address.path {
      case "/latest/api/token": WebAnswer(status: 200, body: Array("imds-token".utf8))
      case "/latest/meta-data/iam/security-credentials/": WebAnswer(status: 200, body: Array("the role\n".utf8))
      default: WebAnswer(status: 200, body: Array(Self.json.utf8))
      }
    }
    let found = try scene.find()
    #expect(
      found.key.id == "ASIAM" && found.key.sessionToken?.value == "t" && found.origin == "role the role of this machine"
    )
    let requests = scene.transport.requests
    #expect(requests.map(\.method) == ["PUT", "GET", "GET"])
    #expect(requests.dropFirst().allSatisfy { $0.headers["x-aws-ec2-metadata-token"] == "imds-token" })
    #expect(requests.allSatisfy { $0.address.host == "169.254.169.254" && $0.patience == .short })
    #expect(requests.last?.address.path == "/latest/meta-data/iam/security-credentials/the%20role")
  }

  @Test("are asked for where the environment says, once, and not at all where it says so")
  func places() {
    let elsewhere = Scene([
      "AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:1338/",
    ])
    _ = elsewhere.failure()
    #expect(elsewhere.transport.requests.map(\.address.text) == ["http://127.0.0.1:1338/latest/api/token"])
    let never = Scene()
    #expect(never.failure().hasPrefix("no AWS credentials") && never.transport.requests.isEmpty)
  }

  @Test("of a container are asked for with its token, which is read each time")
  func container() throws {
    var scene = Scene([
      "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1/c",
      "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/tok",
    ])
    scene.transport = ScriptedTransport { _ in WebAnswer(status: 200, body: Array(Self.json.utf8)) }
    for token in ["one", "two\n"] {
      scene.files["/tok"] = token
      #expect(try scene.find().key.id == "ASIAM")
    }
    #expect(scene.transport.requests.map { $0.headers["authorization"] } == ["one", "two"])
    var relative = Scene(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/x"])
    relative.transport = scene.transport
    _ = try relative.find()
    #expect(scene.transport.requests.last?.address.text == "http://169.254.170.2/v2/x")
  }

  @Test("are not asked for over plain HTTP of anybody else")
  func far() {
    let failure = Scene(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://evil.example/c"]).failure()
    #expect(failure.hasPrefix("AWS_CONTAINER_CREDENTIALS_FULL_URI is not used"))
  }
}

@Suite("Current keys") struct CurrentKeysTests {
  /// Keys that end an hour after they were given, numbered.
  private final class Machine: Sendable {
    let state = Mutex((now: Scene.now, given: 0, works: true))

    var keys: CurrentKeys {
      let surroundings = Surroundings(
        environment: ["AWS_PROFILE": "p"], home: "/", read: { _ in Array("[profile p]\ncredential_process = x".utf8) },
        run: { _ in try self.give() }, transport: ScriptedTransport(), clock: Hand(machine: self))
      return CurrentKeys(CredentialChain(surroundings))
    }

    private func give() throws -> Surroundings.ProgramAnswer {
      try state.withLock { state in
        guard state.works else { throw Scene.NoProgram(command: []) }
        state.given += 1
        let until = Timestamp.text(state.now.addingTimeInterval(3600))
        let text =
          #"{"Version": 1, "AccessKeyId": "K\#(state.given)", "SecretAccessKey": "s", "Expiration": "\#(until)"}"#
        return .init(status: 0, output: Array(text.utf8))
      }
    }

    func pass(_ seconds: TimeInterval) { state.withLock { $0.now += seconds } }
  }

  private struct Hand: WallClock {
    let machine: Machine
    func now() -> Date { machine.state.withLock { $0.now } }
  }

  @Test("are found once, and again a quarter of an hour before they end")
  func refresh() throws {
    let machine = Machine()
    let keys = machine.keys
    #expect(try keys.current().key.id == "K1")
    machine.pass(44 * 60)
    #expect(try keys.current().key.id == "K1")
    machine.pass(60)
    #expect(try keys.current().key.id == "K2")
  }

  @Test("that cannot be renewed are used while they count, and then the reason is told")
  func cannot() throws {
    let machine = Machine()
    let keys = machine.keys
    _ = try keys.current()
    machine.state.withLock { $0.works = false }
    machine.pass(50 * 60)
    #expect(try keys.current().key.id == "K1")
    machine.pass(9.5 * 60)
    #expect(throws: CredentialFailure.self) { try keys.current() }
  }

  @Test("are looked for once by many threads")
  func single() throws {
    let keys = Machine().keys
    let seen = Mutex<Set<String>>([])
    DispatchQueue.concurrentPerform(iterations: 16) { _ in
      // One that finds none is missed among the sixteen.
      guard let id = try? keys.current().key.id else { return }
      seen.withLock { _ = $0.insert(id) }
    }
    #expect(seen.withLock { $0 } == ["K1"])
  }

  @Test("that a service no longer takes are found anew, but not those that came after")
  func dropped() throws {
    let keys = Machine().keys
    let first = try keys.current().key
    keys.drop(first)
    #expect(try keys.current().key.id == "K2")
    keys.drop(first)
    #expect(try keys.current().key.id == "K2")
  }
}

@Suite("Settings of a service") struct ServiceSettingsTests {
  private static let config = """
    [default]
    region = eu-west-1
    endpoint_url = https://all.example
    services = local
    ca_bundle = ~/ca.pem
    [services local]
    s3 =
      endpoint_url = http://127.0.0.1:9000
      # a comment
    glue =
      endpoint_url = http://127.0.0.1:9001
    [profile nested]
    s3 =
      endpoint_url = https://nested.example
      addressing_style = path
    """

  private func settings(_ environment: [String: String], profile: String? = nil) throws -> ServiceSettings {
    try ServiceSettings(CredentialChain(Scene(environment, config: Self.config).surroundings, profile: profile))
  }

  @Test(
    "say where it is: the environment for one service, for all, then the profile's services, then the profile",
    arguments: [
      (["AWS_ENDPOINT_URL_S3": "a", "AWS_ENDPOINT_URL": "b"], "s3", "a"), (["AWS_ENDPOINT_URL": "b"], "s3", "b"),
      ([:], "s3", "http://127.0.0.1:9000"), ([:], "glue", "http://127.0.0.1:9001"), ([:], "sts", "https://all.example"),
      (["AWS_ENDPOINT_URL_S3": ""], "s3", "http://127.0.0.1:9000"),
      (["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"], "s3", nil),
      (["AWS_PROFILE": "nested"], "s3", "https://nested.example"), (["AWS_PROFILE": "nested"], "sts", nil),
    ] as [([String: String], String, String?)])
  func endpoint(_ environment: [String: String], _ service: String, _ expected: String?) throws {
    #expect(try settings(environment).endpoint(of: service) == expected)
  }

  @Test(
    "say its region: AWS_REGION, AWS_DEFAULT_REGION, the profile",
    arguments: [
      (["AWS_REGION": "r1", "AWS_DEFAULT_REGION": "r2"], "r1"), (["AWS_DEFAULT_REGION": "r2"], "r2"),
      ([:], "eu-west-1"),
      (["AWS_PROFILE": "nested"], nil),
    ] as [([String: String], String?)])
  func region(_ environment: [String: String], _ expected: String?) throws {
    #expect(try settings(environment).region == expected)
  }

  @Test("say whom to trust and how often to try") func others() throws {
    #expect(try settings([:]).authorities == "/home/me/ca.pem")
    #expect(try settings(["AWS_CA_BUNDLE": "/x.pem", "AWS_MAX_ATTEMPTS": "7"]).authorities == "/x.pem")
    #expect(try settings(["AWS_MAX_ATTEMPTS": "7"]).attempts == 7)
    #expect(try settings(["AWS_MAX_ATTEMPTS": "none"]).attempts == nil)
  }
}
