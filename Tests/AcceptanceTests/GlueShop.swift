import Foundation
import GlueSupport
import JSON
import S3Support
import Synchronization
import WebSupport

/// A project whose lake is in a bucket and whose Spark is a job of Glue, with stand-ins of both on loopback.
struct GlueShop {
  let shop: BucketShop
  let glue: GlueStandIn
  private let server: LoopbackServer

  /// - Parameter answer: what the job's driver answers.
  init(
    compute: String = "submit: glue, job: nightly", _ answer: @escaping @Sendable (JSONValue) -> StandInDriver.Answer
  ) throws {
    shop = try BucketShop(settings: ", compute: {\(compute)}")
    let box = Mutex<GlueStandIn?>(nil)
    let bucket = shop.service
    let glue = GlueStandIn(work: { run in
      guard let glue = box.withLock({ $0 }) else { return }
      StandInDriver(bucket, glue, answer).start(run)
    })
    box.withLock { $0 = glue }
    self.glue = glue
    server = try LoopbackServer { .answer(glue.answer($0)) }
  }

  func assay(_ arguments: String..., failingAt failpoint: String? = nil) throws -> Binary.Answer {
    var assay = shop.assay()
    assay.variables["AWS_ENDPOINT_URL_GLUE"] = server.address().text
    assay.variables["AWS_ENDPOINT_URL_CLOUDWATCH_LOGS"] = server.address().text
    assay.variables["ASSAY_FAILPOINT"] = failpoint
    return try assay.run(arguments)
  }

  /// Until no run of the job goes on.
  func waitForEnd() {
    while glue.runs.contains(where: { ["STARTING", "RUNNING"].contains($0.state) }) { usleep(20_000) }
  }
}
