import Foundation
import JSON
import Lake
import Project
import SparkCompute
import Synchronization
import TestSupport
import Testing
import Words

/// A command in the place of spark-submit, so that no Spark is needed.
@Suite("The driver of a worker")
struct SparkDriverTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes a line into `starts`, and then answers with what `body` prints for `$ask`.
  private func driver(_ body: String, first: String = "echo '{}' > driver.json") throws -> SparkDriver {
    let script = """
      home=$(dirname "$0"); for last; do :; done; cd "$last"; n=1; echo $$ >> "$home/starts"
      \(first)
      while [ ! -e end ] && kill -0 $PPID; do
        if [ -e ask-$n.json ]; then
          ask=ask-$n.json
          \(body)
          n=$((n+1))
        fi
        sleep 0.02
      done
      """
    var settings = ComputeSettings()
    settings.submit = ["/bin/sh", try folder.write(script, to: "submit.sh")]
    return SparkDriver(
      SubmitLauncher(settings) { [folder] in folder.path("exchanges/\(UUID().uuidString)") },
      conf: ["spark.sql.ansi.enabled": "true"])
  }

  private static let answering = """
    (cat $ask > part-$n; mv part-$n answer-$n.json) || exit 1
    """

  private var starts: [pid_t] {
    // Nothing was started yet.
    ((try? folder.read("starts")) ?? "").split(separator: "\n").compactMap { pid_t($0) }
  }

  private var exchanges: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path("exchanges"))) ?? []
  }

  private func ask(_ driver: SparkDriver, _ number: Int64, _ reporter: Listener = Listener()) throws -> JSONValue {
    try driver.ask(reporter) { _ in
      SparkAsk(table: "silver.t\(number)", subject: "its query", json: ["number": .int(number)])
    }
  }

  @Test(
    "says what to do where the disk is full, whoever found it so",
    arguments: [
      ("No space left on device", FailureName.notWritable), ("Disk quota exceeded", .notWritable),
      ("Permission denied", .tableFailed),
    ])
  func full(reason: String, error: FailureName) throws {
    let answer = "{\"error\": \"[TASK_WRITE_FAILED]; because: \(reason)\"}"
    let driver = try driver("echo '\(answer)' > part; mv part answer-$n.json")
    let failure = #expect(throws: LakeError.self) { try ask(driver, 1) }
    #expect(failure?.error == error)
    let cause = "silver.t1: Spark could not evaluate its query: [TASK_WRITE_FAILED]; because: \(reason)"
    let remedy = "; free some space where Spark writes, and run again"
    #expect(failure?.cause == (error == .notWritable ? cause + remedy : cause))
    driver.end()
    // A driver that has no room for its own files is gone.
    let dying = try self.driver("echo 'OSError: \(reason)' >&2; exit 1")
    let last = #expect(throws: LakeError.self) { try ask(dying, 1) }
    #expect(last?.error == error)
    #expect(last?.cause.hasSuffix("OSError: \(reason)" + (error == .notWritable ? remedy : "")) == true, "\(last)")
  }

  @Test("is started by the first ask, serves all that follow, and is gone with its folder at the end")
  func shared() throws {
    let driver = try driver(Self.answering)
    #expect(starts.isEmpty)
    let answers = Mutex<[Int64]>([])
    DispatchQueue.concurrentPerform(iterations: 3) { index in
      let answer = try? ask(driver, Int64(index))  // counted below
      if let number = answer?["number"]?.intValue { answers.withLock { $0.append(number) } }
    }
    #expect(answers.withLock { $0.sorted() } == [0, 1, 2])
    #expect(try ask(driver, 7)["number"] == 7)
    #expect(starts.count == 1 && exchanges.count == 1)
    driver.end()
    #expect(kill(starts[0], 0) != 0 && exchanges.isEmpty)
  }

  @Test(
    "is followed by another where it died, whether it was asked something or not", arguments: ["exit 4", "kill -9 $$"])
  func again(death: String) throws {
    let driver = try driver("grep -q '\"number\":1,' $ask && \(death)\n" + Self.answering)
    let failure = try #require(throws: LakeError.self) { try ask(driver, 1) }
    #expect(failure.cause.hasPrefix("silver.t1: /bin/sh ") && failure.cause.contains(" and did not answer"))
    #expect(try ask(driver, 2)["number"] == 2)
    kill(starts[1], SIGKILL)
    // Its end is seen when it is seen.
    let third = try (try? ask(driver, 3)) ?? ask(driver, 3)
    #expect(third["number"] == 3 && starts.count == 3)
  }

  @Test("goes on with the others where one is stopped, and hears of it")
  func cancelled() throws {
    let driver = try driver(
      """
      if grep -q '"number":1,' $ask; then
        (echo '{}' > asked; while [ ! -e cancel-1 ]; do sleep 0.02; done; mv asked answer-1.json) &
      else
        \(Self.answering)
      fi
      """)
    let reporter = Listener()
    let begun = folder
    let stopper = Thread {
      let path = begun.path("exchanges")
      while true {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []  // not made yet
        if names.contains(where: { $0.hasSuffix("/asked") }) { break }
        usleep(20_000)
      }
      reporter.stop()
    }
    stopper.start()
    let failure = try #require(throws: LakeError.self) { try ask(driver, 1, reporter) }
    #expect(failure.error == .stopped)
    #expect(try ask(driver, 2)["number"] == 2)
    #expect(starts.count == 1)
  }

  @Test("is ended by a stop where it does not come up")
  func hangs() throws {
    let driver = try driver("", first: "touch up; sleep 1000")
    let reporter = Listener()
    let begun = folder
    Thread {
      while !FileManager.default.fileExists(atPath: begun.path("starts")) { usleep(20_000) }
      reporter.stop()
    }.start()
    let failure = try #require(throws: LakeError.self) { try ask(driver, 1, reporter) }
    #expect(failure.error == .stopped)
    #expect(kill(starts[0], 0) != 0)
  }

  @Test("hands secrets on in no file")
  func secrets() throws {
    let driver = try driver(
      "[ -p secrets-$n ] && head -n 1 secrets-$n > answer-$n.part && mv answer-$n.part answer-$n.json")
    let answer = try driver.ask(Listener()) { _ in
      SparkAsk(table: "silver.t", subject: "its query", json: [:], secrets: ["salt": "pepper\n9"])
    }
    #expect(answer["salt"] == "pepper\n9")
  }
}

private final class Listener: StepReporter {
  private let stopped = Mutex(false)
  var isStopped: Bool { stopped.withLock { $0 } }
  func stop() { stopped.withLock { $0 = true } }
  func log(_ level: LogLevel, _ message: String) {}
  func progress(_ fraction: Double?, _ message: String) {}
}
