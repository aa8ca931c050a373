import Foundation
import Lake
import Processes
import Project
import Synchronization
import Words

/// Drivers by spark-submit, each in a session of its own: whoever stops it stops all of it.
package struct SubmitLauncher: SparkLauncher {
  private let settings: ComputeSettings
  private let folder: @Sendable () -> String
  private let exchange: (@Sendable () throws -> any SparkExchange)?

  /// - Parameters:
  ///   - exchange: makes one for drivers that do not see this machine's disk; nil: they see it.
  ///   - folder: gives a new folder's path.
  package init(
    _ settings: ComputeSettings, exchange: (@Sendable () throws -> any SparkExchange)? = nil,
    folder: @escaping @Sendable () -> String
  ) {
    (self.settings, self.folder, self.exchange) = (settings, folder, exchange)
  }

  package var command: String { settings.submit.joined(separator: " ") }

  package var sharesDisk: Bool { exchange == nil }

  package func makeExchange() throws -> any SparkExchange { try exchange?() ?? LocalExchange(folder()) }

  package func start(_ exchange: any SparkExchange) throws -> any SparkJob {
    // The command runs here, wherever the driver is told what to do.
    let place = exchange.watched == nil ? folder() : exchange.address
    let (runner, log) = ("\(place)/assay_runner.py", "\(place)/spark.log")
    do {
      try FileManager.default.createDirectory(
        atPath: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data(PackageResources.assay_runner_py).write(to: URL(fileURLWithPath: runner))
    } catch {
      throw LakeError(.notWritable, "\(runner) cannot be written: \(error.localizedDescription)")
    }
    let conf = settings.conf.sorted { $0.key < $1.key }.flatMap { ["--conf", "\($0.key)=\($0.value)"] }
    let session = NewSession(
      "/usr/bin/env", settings.submit + conf + [runner, exchange.address], input: .nothing, output: .log(log),
      errors: .log(log))
    return SubmittedJob(try session.start(), log: log)
  }
}

/// The process, which this one waits for.
private final class SubmittedJob: SparkJob {
  private let pid: pid_t
  private let log: String
  private let ending = Mutex<String?>(nil)
  /// Lines of its log that are told.
  private static let tail = 12

  init(_ pid: pid_t, log: String) { (self.pid, self.log) = (pid, log) }

  func end() -> String? {
    ending.withLock { ending in
      if let ending { return ending }
      var status: Int32 = 0
      let ended = waitpid(pid, &status, WNOHANG)
      if ended == 0 || ended < 0 && errno == EINTR { return nil }
      // What the leader left behind goes with it.
      kill(-pid, SIGKILL)
      ending = ended == pid ? Self.words(status) : "is gone"
      return ending
    }
  }

  private static func words(_ status: Int32) -> String {
    let signal = status & 0x7F
    return signal == 0 ? "ended with exit code \((status >> 8) & 0xFF)" : "was ended by signal \(signal)"
  }

  /// Asks it to end, and ends it after five seconds.
  func stop() {
    if end() != nil { return }
    kill(-pid, SIGTERM)
    let begin = ContinuousClock.now
    while ContinuousClock.now - begin < .seconds(5) {
      if end() != nil { return }
      usleep(50_000)
    }
    kill(-pid, SIGKILL)
    while end() == nil { usleep(10_000) }
  }

  var mark: Int64 {
    var status = stat()
    return stat(log, &status) == 0 ? Int64(status.st_size) : 0
  }

  func words(after mark: Int64) -> [String] {
    let most: Int64 = 16_384
    guard let file = FileHandle(forReadingAtPath: log) else { return [] }
    // A log that cannot be read says nothing.
    _ = try? file.seek(toOffset: UInt64(max(mark, self.mark - most)))
    let text = String(decoding: (try? file.readToEnd()) ?? Data(), as: UTF8.self)
    return text.split(separator: "\n").suffix(Self.tail).map(String.init)
  }
}
