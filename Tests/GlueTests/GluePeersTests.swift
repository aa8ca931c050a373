import Calls
import Clocks
import Credentials
import Foundation
import Glue
import JSON
import Synchronization
import Testing
import Web
import WebClient

/// Needs a Python with moto (and with it botocore), named by `ASSAY_PEERS`.
private enum Peers {
  static let python = ProcessInfo.processInfo.environment["ASSAY_PEERS"].flatMap { python in
    let probe = Process()
    probe.executableURL = URL(fileURLWithPath: python)
    probe.arguments = ["-c", "import moto.server, boto3"]
    probe.standardError = FileHandle.nullDevice
    // A Python that cannot be started has none either.
    guard (try? probe.run()) != nil else { return String?.none }
    probe.waitUntilExit()
    return probe.terminationStatus == 0 ? python : nil
  }
}

@Suite(
  "What Glue is asked", .enabled(if: Peers.python != nil, "ASSAY_PEERS names no Python with moto[glue,logs,server]"))
struct GluePeersTests {
  /// Loses the answer of the first start, as a network may.
  private final class LosingTransport: WebTransport {
    private let inner = HTTPTransport()
    private let isLost = Mutex(false)

    func send(_ request: WebRequest, into sink: WebSink?) throws(WebFailure) -> WebAnswer {
      let answer = try inner.send(request, into: sink)
      let isFirst = isLost.withLock { lost in
        guard !lost, request.headers["X-Amz-Target"] == "AWSGlue.StartJobRun" else { return false }
        lost = true
        return true
      }
      if isFirst { throw WebFailure(.cut, request.address) }
      return answer
    }
  }

  @Test("fits the services' published models, word for word, and is understood by who plays them")
  func models() throws {
    let script = try #require(Bundle.module.path(forResource: "published_model", ofType: "py", inDirectory: "Peers"))
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: try #require(Peers.python))
    process.arguments = [script]
    (process.standardInput, process.standardOutput) = (input, output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer { process.terminate() }
    let port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    try drive("http://127.0.0.1:\(port.trimmingCharacters(in: .whitespacesAndNewlines))")
    try input.fileHandleForWriting.close()
    let told = try JSONValue(parsing: Array(output.fileHandleForReading.readDataToEndOfFile()))
    #expect(told["wrong"] == [])
    #expect(
      told["asked"] == [
        "AWSGlue.BatchStopJobRun", "AWSGlue.GetJob", "AWSGlue.GetJobRun", "AWSGlue.GetJobRuns", "AWSGlue.StartJobRun",
        "Logs_20140328.GetLogEvents",
      ])
  }

  private func drive(_ endpoint: String) throws {
    let surroundings = Surroundings(
      environment: [
        "AWS_ACCESS_KEY_ID": "AKIDTEST", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": "us-east-1",
      ], home: nil, read: { _ in nil }, run: { _ in .init(status: 1, output: []) }, transport: LosingTransport(),
      clock: SystemClock())
    let access = try GlueAccess(
      surroundings, region: nil, retries: Retries(attempts: 3, random: { 0 }, sleep: { _ in }))
    #expect(try access.glue.job("nightly").version == "5.0")
    let missing = #expect(throws: ServiceFailure.self) { try access.glue.job("nobodys") }
    #expect(missing?.code == "EntityNotFoundException")
    var wanted = GlueService.Wanted(
      "nightly", arguments: ["--exchange": "s3://lake/_spark/1", "--conf": "a=b --conf c=d"], mark: "--exchange")
    (wanted.workerType, wanted.workers, wanted.timeout) = ("G.1X", 4, 60)
    let id = try access.glue.start(wanted)
    let run = try access.glue.run(id, of: "nightly")
    #expect(run.id == id && ["STARTING", "RUNNING", "SUCCEEDED"].contains(run.state.description))
    try access.glue.stop(id, of: "nightly")
    let lines = try access.logs.tail(of: "/aws-glue/jobs/error", stream: "jr_1", count: 3, from: 1_795_200_000_001)
    #expect(lines == ["line 27", "line 28", "line 29"])
    #expect(try access.logs.tail(of: "/aws-glue/jobs/output", stream: "jr_1", count: 3).isEmpty)
  }
}
