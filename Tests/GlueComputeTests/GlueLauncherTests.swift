import Calls
import Clocks
import Credentials
import Foundation
import Glue
import GlueCompute
import GlueSupport
import JSON
import Lake
import Project
import S3
import S3Support
import SparkCompute
import Synchronization
import TestSupport
import Testing
import Web
import WebSupport
import Words

@Suite("A driver that is a run of a job of Glue") struct GlueLauncherTests {
  private let folder: TemporaryFolder
  private let bucket = S3Service()

  init() throws { folder = try TemporaryFolder() }

  /// Glue and a driver in it, as a worker has them.
  private func driver(
    _ glue: GlueStandIn, conf: [String: String] = [:], _ change: (inout GlueSettings) -> Void = { _ in }
  ) throws -> SparkDriver {
    var settings = GlueSettings(job: "nightly")
    change(&settings)
    var pauses = GlueLauncher.Pauses()
    (pauses.exchange, pauses.state) = (.milliseconds(10), .milliseconds(10))
    let client = bucket.client()
    let lake = try LakeBucket("s3://\(S3Service.bucket)/lakes/one")
    let store = MirroredStore(folder: folder.path("lake"), address: lake.address) { S3Store(client) }
    let launcher = GlueLauncher(settings, conf: conf, bucket: lake, store: store, pauses: pauses) {
      (region) throws(CredentialFailure) in
      let surroundings = Surroundings(
        environment: ["AWS_ACCESS_KEY_ID": "AKIDTEST", "AWS_SECRET_ACCESS_KEY": "secret"], home: nil,
        read: { _ in nil }, run: { _ in .init(status: 1, output: []) }, transport: glue, clock: SystemClock())
      return try GlueAccess(
        surroundings, region: region(), retries: Retries(attempts: 3, random: { 0 }, sleep: { _ in }))
    }
    return SparkDriver(launcher, conf: ["spark.sql.ansi.enabled": "true"])
  }

  private func glue(
    fault: @escaping @Sendable (Int, WebRequest) -> ServiceFault? = { _, _ in nil },
    answering answer: @escaping @Sendable (JSONValue) -> StandInDriver.Answer = {
      .told(["number": $0["number"] ?? .null])
    }
  ) -> GlueStandIn {
    let box = Mutex<GlueStandIn?>(nil)
    let glue = GlueStandIn(fault: fault) { [bucket] run in
      guard let glue = box.withLock({ $0 }) else { return }
      StandInDriver(bucket, glue, answer).start(run)
    }
    box.withLock { $0 = glue }
    return glue
  }

  private func ask(_ driver: SparkDriver, _ reporter: Listener = Listener()) throws -> JSONValue {
    try driver.ask(reporter) { _ in SparkAsk(table: "silver.t", subject: "its query", json: ["number": 7]) }
  }

  @Test("is started once, answers through the bucket, tells how it stands and what it took, and leaves nothing there")
  func answers() throws {
    let glue = glue()
    glue.state.withLock { $0.logs["/aws-glue/jobs/error jr_1"] = ["WARN no room"] }
    let driver = try driver(glue, conf: ["spark.executor.memory": "4g", "spark.app.name": "shop"]) {
      ($0.workerType, $0.workers, $0.timeout) = ("G.2X", 5, 60)
    }
    let reporter = Listener()
    #expect(try ask(driver, reporter)["number"] == 7)
    #expect(try ask(driver, reporter)["number"] == 7)
    driver.end()
    #expect(glue.runs.map(\.state) == ["SUCCEEDED"] && bucket.keys.isEmpty)
    let start = try #require(glue.requests.first { GlueStandIn.operation($0) == "AWSGlue.StartJobRun" })
    let body = try JSONValue(parsing: start.body)
    let exchange = try #require(body["Arguments"]?["--exchange"]?.stringValue)
    #expect(exchange.hasPrefix("s3://lake.bucket/lakes/one/_spark/"))
    #expect(
      body == [
        "JobName": "nightly", "WorkerType": "G.2X", "NumberOfWorkers": 5, "Timeout": 60,
        "Arguments": [
          "--conf": "spark.app.name=shop --conf spark.executor.memory=4g", "--exchange": .string(exchange),
          "--job-bookmark-option": "job-bookmark-disable", "--scriptLocation": .string(exchange + "/assay_runner.py"),
        ],
      ])
    let lines = reporter.lines
    #expect(lines.contains("silver.t: the Glue job nightly: its run jr_1 is RUNNING"), "\(lines)")
    #expect(
      lines.contains("silver.t: the Glue job nightly, run jr_1, has taken 90 s, 180 DPU seconds so far"), "\(lines)")
    #expect(lines.contains("silver.t: driver: WARN no room"), "\(lines)")
    // What it took until its end is known when no step waits for it any more.
    #expect(lines.last == "the Glue job nightly, run jr_1, took 90 s, 180 DPU seconds in all", "\(lines)")
  }

  @Test("that failed says the service's reason, what it took and its last words, and the next ask starts another")
  func failed() throws {
    let isFirst = Mutex(true)
    let glue = glue(answering: { _ in
      isFirst.withLock { first in
        defer { first = false }
        return first ? .death("OutOfMemoryError") : .told(["number": 8])
      }
    })
    glue.state.withLock { $0.logs["/aws-glue/jobs/output jr_1"] = ["one", "two\nthree"] }
    let driver = try driver(glue)
    let failure = #expect(throws: LakeError.self) { try ask(driver) }
    #expect(
      failure?.cause
        == "silver.t: the Glue job nightly ended as FAILED in its run jr_1 (OutOfMemoryError; 90 s, 180 DPU seconds) and did not answer; its last words:\n  one\n  two\n  three"
    )
    #expect(try ask(driver)["number"] == 8)
    #expect(glue.runs.count == 2)
    driver.end()
  }

  @Test("is stopped with the step that waits for it, where it does not follow")
  func stopped() throws {
    let reporter = Listener()
    let glue = glue(answering: { _ in
      reporter.stop()
      return .silence
    })
    let driver = try driver(glue)
    let failure = #expect(throws: LakeError.self) { try ask(driver, reporter) }
    #expect(failure?.error == .stopped)
    #expect(glue.runs.map(\.state) == ["STOPPED"])
  }

  @Test("takes the place of one whose worker was killed, and of no other", arguments: [300.0, 5])
  func left(age: TimeInterval) throws {
    let (glue, address) = (glue(), "lakes/one/_spark/killed")
    glue.state.withLock { state in
      var run = GlueStandIn.Run(id: "jr_old", arguments: ["--exchange": "s3://lake.bucket/\(address)"])
      run.state = "RUNNING"
      state.runs.append(run)
    }
    bucket.state.withLock { state in
      state.objects[address + "/alive"] = .init(bytes: [1], modified: Date().addingTimeInterval(-age))
    }
    let driver = try driver(glue)
    if age > 60 {
      #expect(try ask(driver)["number"] == 7)
      #expect(glue.runs.first?.state == "STOPPED")
    } else {
      let failure = #expect(throws: LakeError.self) { try ask(driver) }
      #expect(failure?.cause.contains("Maximum concurrency") == true)
      #expect(glue.runs.map(\.state) == ["RUNNING"])
    }
    driver.end()
  }

  @Test("of a job that is not there says how it is made, and leaves nothing in the bucket")
  func missing() throws {
    let driver = try driver(GlueStandIn(job: "another"))
    let failure = #expect(throws: LakeError.self) { try ask(driver) }
    let words = failure?.cause ?? ""
    #expect(words.hasPrefix("cannot start the Glue job nightly: there is none in us-east-1"), "\(words)")
    #expect(words.contains("aws glue create-job --name nightly --role ROLE"), "\(words)")
    #expect(words.contains("ScriptLocation=s3://lake.bucket/lakes/one/_spark/assay_runner.py"), "\(words)")
    #expect(bucket.keys.isEmpty)
  }

  @Test("of which nothing can be learnt for good fails the step, and says why")
  func denied() throws {
    let driver = try driver(
      glue(fault: { _, request in
        GlueStandIn.operation(request) == "AWSGlue.GetJobRun"
          ? .answer(GlueStandIn.error("AccessDeniedException", "no")) : nil
      }))
    let failure = #expect(throws: LakeError.self) { try ask(driver) }
    #expect(failure?.cause.contains("needs the permission glue:GetJobRun") == true, "\(failure?.cause ?? "")")
  }
}

/// Keeps what a step is told.
private final class Listener: StepReporter {
  private let told = Mutex<[String]>([])
  private let stop_ = Mutex(false)

  var lines: [String] { told.withLock { $0 } }
  var isStopped: Bool { stop_.withLock { $0 } }
  func stop() { stop_.withLock { $0 = true } }
  func log(_ level: LogLevel, _ message: String) { told.withLock { $0.append(message) } }
  func progress(_ fraction: Double?, _ message: String) {}
}
