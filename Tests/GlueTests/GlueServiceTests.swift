import Calls
import Clocks
import Credentials
import Foundation
import Glue
import GlueSupport
import JSON
import Synchronization
import TestSupport
import Testing
import Web
import WebSupport

@Suite("A job of Glue") struct GlueServiceTests {
  private static let keys = ["AWS_ACCESS_KEY_ID": "AKIDTEST", "AWS_SECRET_ACCESS_KEY": "test/secret+key"]

  private func access(
    _ service: any WebTransport, _ variables: [String: String] = ["AWS_REGION": "eu-north-1"],
    config: String? = nil, attempts: Int = 3
  ) throws -> GlueAccess {
    let surroundings = Surroundings(
      environment: Self.keys.merging(variables) { $1 }, home: "/home/ann",
      read: { path in path == "/home/ann/.aws/config" ? config.map { Array($0.utf8) } : nil },
      run: { _ in .init(status: 1, output: []) }, transport: service, clock: SystemClock())
    return try GlueAccess(
      surroundings, region: nil, retries: Retries(attempts: attempts, random: { 0 }, sleep: { _ in }))
  }

  private static let wanted = GlueService.Wanted(
    "nightly", arguments: ["--exchange": "s3://lake/x/1", "--other": "1"], mark: "--exchange")

  @Test("is started, looked at and stopped, and says what it cost")
  func runs() throws {
    let service = GlueStandIn()
    let glue = try access(service).glue
    #expect(try glue.job("nightly").version == "5.0")
    var wanted = Self.wanted
    (wanted.workerType, wanted.workers, wanted.timeout) = ("G.2X", 10, 120)
    let id = try glue.start(wanted)
    #expect(try glue.run(id, of: "nightly").state == GlueRun.State("STARTING"))
    service.change(id, to: "RUNNING")
    #expect(try !glue.run(id, of: "nightly").state.isOver)
    try glue.stop(id, of: "nightly")
    let run = try glue.run(id, of: "nightly")
    #expect(run.state.description == "STOPPED" && run.state.isOver && run.seconds == 90 && run.unitSeconds == 180)
    // One that is over need not be stopped.
    try glue.stop(id, of: "nightly")
    let body = try JSONValue(parsing: #require(service.requests.dropFirst().first?.body))
    #expect(
      body == [
        "JobName": "nightly", "Arguments": ["--exchange": "s3://lake/x/1", "--other": "1"], "WorkerType": "G.2X",
        "NumberOfWorkers": 10, "Timeout": 120,
      ])
    #expect(service.requests.allSatisfy { $0.address.text == "https://glue.eu-north-1.amazonaws.com/" })
  }

  @Test("is asked where the environment or the profile says that the service is")
  func endpoints() throws {
    func asked(_ variables: [String: String], _ config: String? = nil) throws -> [String] {
      let service = GlueStandIn()
      let access = try access(service, variables, config: config)
      _ = try access.glue.job("nightly")
      _ = try access.logs.tail(of: "g", stream: "s", count: 1)
      return service.requests.map(\.address.text)
    }
    let one = "http://127.0.0.1:4566/"
    #expect(try asked(["AWS_ENDPOINT_URL": one]) == [one, one])
    #expect(
      try asked(["AWS_ENDPOINT_URL_GLUE": one, "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS": "http://127.0.0.1:9/"])
        == [one, "http://127.0.0.1:9/"])
    #expect(
      try asked(["AWS_REGION": "cn-north-1"])
        == ["https://glue.cn-north-1.amazonaws.com.cn/", "https://logs.cn-north-1.amazonaws.com.cn/"])
    let config =
      "[default]\nregion = eu-west-3\nservices = here\n[services here]\ncloudwatch_logs =\n  endpoint_url = \(one)\n"
    #expect(try asked([:], config) == ["https://glue.eu-west-3.amazonaws.com/", one])
    #expect(throws: CredentialFailure.self) { try asked(["AWS_ENDPOINT_URL_GLUE": "nowhere"]) }
  }

  private static let passing: [ServiceFault] = [
    .answer(GlueStandIn.error("ThrottlingException", "Rate exceeded")), .answer(WebAnswer(status: 429)),
    .answer(GlueStandIn.error("InternalServiceException", status: 500)), .noAnswer(.timedOut),
    .answer(WebAnswer(status: 502, headers: ["Content-Type": "text/html"], body: Array("<html>Bad Gateway".utf8))),
    .answer(GlueStandIn.error("ExpiredTokenException")),
  ]

  @Test("is asked again where something passes", arguments: passing.indices)
  func tried(_ index: Int) throws {
    let service = GlueStandIn(fault: { number, _ in number == 1 ? Self.passing[index] : nil })
    #expect(try access(service).glue.job("nightly").command == "glueetl")
    #expect(service.requests.count == 2)
  }

  @Test("is started once, also where the answer is lost", arguments: [WebFailure.Reason.cut, .timedOut])
  func lost(_ reason: WebFailure.Reason) throws {
    let service = GlueStandIn(fault: { number, _ in number == 1 ? .lostAnswer(reason) : nil })
    #expect(try access(service).glue.start(Self.wanted) == "jr_1")
    #expect(service.runs.count == 1)
    #expect(service.requests.map(GlueStandIn.operation) == ["AWSGlue.StartJobRun", "AWSGlue.GetJobRuns"])
  }

  @Test("is started anew where a start came to nothing, and not taken for another's run")
  func broken() throws {
    let service = GlueStandIn(fault: { number, _ in number == 2 ? .noAnswer(.cut) : nil })
    service.state.withLock { $0.mostRuns = 2 }
    let glue = try access(service).glue
    let other = GlueService.Wanted("nightly", arguments: ["--exchange": "s3://lake/x/0"], mark: "--exchange")
    #expect(try glue.start(other) == "jr_1")
    #expect(try glue.start(Self.wanted) == "jr_2")
    #expect(service.runs.map { $0.arguments["--exchange"] } == ["s3://lake/x/0", "s3://lake/x/1"])
  }

  private static let troubles: [(ServiceFault, String)] = [
    (
      .answer(GlueStandIn.error("AccessDeniedException", "no policy")),
      "not allowed (AccessDeniedException: no policy); whoever runs assay needs the permission glue:StartJobRun"
    ),
    (.answer(GlueStandIn.error("ConcurrentRunsExceededException", "x")), "Maximum concurrency"),
    (.answer(GlueStandIn.error("EntityNotFoundException", "Failed to find job")), "there is none in eu-north-1"),
    (.answer(GlueStandIn.error("ExpiredTokenException", "expired")), "the credentials are over, or not known"),
    (.answer(GlueStandIn.error("ResourceNumberLimitExceededException", "maxDPU")), "quota of Glue: maxDPU"),
    (
      .answer(WebAnswer(status: 403, body: Array("<html>Forbidden".utf8))), "status 403, and no reason that can be read"
    ),
    (
      .answer(
        WebAnswer(
          status: 403,
          body: Array(
            "<ErrorResponse><Errors><Error><Code>SignatureDoesNotMatch</Code></Error></Errors></ErrorResponse>".utf8))),
      "the credentials do not fit (SignatureDoesNotMatch)"
    ),
    (
      .answer(
        WebAnswer(status: 400, headers: ["X-Amzn-ErrorType": "InvalidInputException:http://x/"], body: Array("{}".utf8))
      ),
      "cannot start the Glue job nightly: InvalidInputException"
    ),
    (.answer(WebAnswer(status: 200, body: Array("<html>".utf8))), "the answer cannot be understood"),
    (.answer(WebAnswer(status: 503)), "the service did not manage it (status 503)"),
    (.noAnswer(.unreachable), "cannot be reached"),
  ]

  @Test("that cannot be started says why, and what to do", arguments: troubles.indices)
  func trouble(_ index: Int) throws {
    let (fault, words) = Self.troubles[index]
    let service = GlueStandIn(fault: { _, request in
      GlueStandIn.operation(request) == "AWSGlue.StartJobRun" ? fault : nil
    })
    let glue = try access(service).glue
    let error = #expect(throws: ServiceFailure.self) { try glue.start(Self.wanted) }
    let text = error.map { "\($0) \(String(reflecting: $0))" } ?? ""
    #expect(text.contains(words), "\(text)")
    #expect(!text.contains("test/secret+key"))
  }

  @Test("is asked by the service's clock where this machine's is wrong")
  func skew() throws {
    let clock = SystemClock()
    let service = GlueStandIn(fault: { number, _ in
      guard number == 1 else { return nil }
      var answer = GlueStandIn.error("InvalidSignatureException", "Signature expired: 20261129T190000Z is now earlier")
      answer.headers["Date"] = WebDate.text(clock.now().addingTimeInterval(86_400))
      return .answer(answer)
    })
    #expect(try access(service).glue.job("nightly").command == "glueetl")
    let days = service.requests.map { $0.headers["X-Amz-Date"]?.prefix(8) }
    #expect(days.count == 2 && days[0] != days[1])
  }

  @Test("is found to be over, or not, by words that are new as well")
  func words() {
    #expect(["STOPPED", "SUCCEEDED", "FAILED", "TIMEOUT", "ERROR", "EXPIRED"].allSatisfy { GlueRun.State($0).isOver })
    #expect(["STARTING", "RUNNING", "STOPPING", "WAITING", "HOVERING"].allSatisfy { !GlueRun.State($0).isOver })
  }

  @Test("has the last lines of its log told, over pages of which some are empty")
  func tail() throws {
    let service = GlueStandIn()
    service.state.withLock { $0.logs["/aws-glue/jobs/error jr_1"] = (1...7).map { "line \($0)" } }
    let logs = try access(service).logs
    #expect(try logs.tail(of: "/aws-glue/jobs/error", stream: "jr_1", count: 3) == ["line 5", "line 6", "line 7"])
    #expect(try logs.tail(of: "/aws-glue/jobs/error", stream: "jr_1", count: 50).count == 7)
    #expect(try logs.tail(of: "/aws-glue/jobs/output", stream: "jr_1", count: 3).isEmpty)
  }
}
