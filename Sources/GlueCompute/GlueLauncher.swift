import Credentials
import Foundation
import Glue
import Lake
import Project
import S3
import SparkCompute
import Words

/// Drivers that are runs of a job of AWS Glue, told what to do through the lake's bucket.
package struct GlueLauncher: SparkLauncher {
  private let settings: GlueSettings
  private let conf: [String: String]
  private let bucket: LakeBucket
  private let store: MirroredStore
  private let open: @Sendable (_ region: () -> String?) throws(CredentialFailure) -> GlueAccess
  private let pauses: Pauses

  /// How long to wait between two looks.
  package struct Pauses: Sendable {
    package var exchange = Duration.seconds(2)
    /// At a run's state.
    package var state = Duration.seconds(5)

    package init() {}
  }

  /// - Parameters:
  ///   - conf: settings of Spark, by name.
  ///   - open: gives the services; asked for the region where nothing else says which.
  package init(
    _ settings: GlueSettings, conf: [String: String], bucket: LakeBucket, store: MirroredStore,
    pauses: Pauses = Pauses(),
    open: @escaping @Sendable (_ region: () -> String?) throws(CredentialFailure) -> GlueAccess
  ) {
    (self.settings, self.conf, self.bucket, self.store) = (settings, conf, bucket, store)
    (self.pauses, self.open) = (pauses, open)
  }

  package var command: String { "the Glue job \(settings.job)" }

  package var sharesDisk: Bool { false }

  package func makeExchange() throws -> any SparkExchange {
    try BucketExchange.begin(in: store, pause: pauses.exchange)
  }

  package func start(_ exchange: any SparkExchange) throws -> any SparkJob {
    let runner = "assay_runner.py"
    try exchange.put(SparkRunner.text, as: runner)
    let access: GlueAccess
    do throws(CredentialFailure) {
      // The bucket's answers have told where it is.
      access = try open { try? store.remote().client.region }
    } catch { throw LakeError(.tableFailed, "cannot start \(command): \(error)") }
    do throws(ServiceFailure) {
      let id = try start(wanted(exchange.address, runner), access)
      return GlueJob(access, job: settings.job, run: id, pause: pauses.state)
    } catch {
      let isMissing = error.code == "EntityNotFoundException"
      let remedy =
        isMissing ? "; make it once, with a role that may use the lake: \(settings.creation(for: bucket))" : ""
      throw LakeError(.tableFailed, "\(error)\(remedy)")
    }
  }

  /// Where the job allows no more runs, those are ended whose worker was killed: they would leave by themselves, but later.
  private func start(_ wanted: GlueService.Wanted, _ access: GlueAccess) throws(ServiceFailure) -> String {
    do throws(ServiceFailure) { return try access.glue.start(wanted) } catch {
      guard error.code == "ConcurrentRunsExceededException" else { throw error }
      let left = try access.glue.unfinished(of: settings.job).filter { run in
        run.arguments[wanted.mark].map { BucketExchange.isLeft($0, store) } ?? false
      }
      guard !left.isEmpty else { throw error }
      for run in left { GlueJob(access, job: settings.job, run: run.run.id, pause: pauses.state).stop() }
      return try access.glue.start(wanted)
    }
  }

  private func wanted(_ address: String, _ runner: String) -> GlueService.Wanted {
    var arguments = [
      "--exchange": address, "--scriptLocation": "\(address)/\(runner)",
      // What was read is told by assay's own bookmarks.
      "--job-bookmark-option": "job-bookmark-disable",
    ]
    // One argument for all, as Glue has it.
    let conf = conf.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    if !conf.isEmpty { arguments["--conf"] = conf.joined(separator: " --conf ") }
    var wanted = GlueService.Wanted(settings.job, arguments: arguments, mark: "--exchange")
    (wanted.workerType, wanted.workers, wanted.timeout) = (settings.workerType, settings.workers, settings.timeout)
    return wanted
  }
}
