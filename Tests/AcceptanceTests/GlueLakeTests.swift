import Foundation
import GlueSupport
import JSON
import S3Support
import Synchronization
import TestSupport
import Testing
import Web
import WebSupport

/// `submit: glue`, with the built program against stand-ins of the bucket and of Glue on loopback.
@Suite("A lake whose Spark is a job of Glue") struct GlueLakeTests {
  private let glued: GlueShop
  private var shop: BucketShop { glued.shop }
  private var glue: GlueStandIn { glued.glue }

  init() throws {
    glued = try GlueShop(compute: "submit: glue, job: nightly, workers: 4, worker_type: G.1X") { ask in
      ask["table"] == "silver.broken" ? .death("No space left on device") : .firstFile
    }
    for (name, sql) in [
      (
        "silver/orders",
        "/*---\nengine: spark\n---*/\nselect id, place from bronze.orders where hash_text(secret('salt'), id) <> ''"
      ),
      ("gold/places", "select place, count(*) as orders from silver.orders group by place"),
    ] { try shop.folder.write(sql, to: "models/\(name).sql") }
    let secret = try shop.folder.write("pepper-9", to: ".assay/secrets/salt")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
    try shop.deliver(1)
  }

  @Test("is built by a run of the job, which ends with the worker and leaves nothing in the bucket but the lake")
  func built() throws {
    let secrets = Mutex<[String]>([])
    shop.trouble.make { request in
      if String(decoding: request.body, as: UTF8.self).contains("pepper-9") {
        secrets.withLock { $0.append(request.address.path) }
      }
      return nil
    }
    let run = try glued.assay("run", "--env", "far")
    #expect(run.status == 0, "\(run.output) \(run.error)")
    let sql = "select id, place from silver.orders order by id"
    let rows = try glued.assay("query", "--env", "far", sql, "--format", "csv")
    #expect(rows.lines.count == 6 && rows.lines.contains("1,São Paulo"), "\(rows.output) \(rows.error)")
    #expect(
      try glued.assay("query", "--env", "far", "select sum(orders) as n from gold.places", "--format", "csv").lines.last
        == "5")
    let log = try glued.assay("logs", "--env", "far", "--level", "debug").output
    #expect(log.contains("the Glue job nightly: its run jr_1 is RUNNING"), "\(log)")
    #expect(log.contains("the Glue job nightly, run jr_1, has taken 90 s, 180 DPU seconds so far"), "\(log)")
    glued.waitForEnd()
    #expect(glue.runs.map(\.state) == ["SUCCEEDED"])
    while shop.service.keys.contains(where: { $0.contains("/_spark/") }) { usleep(20_000) }
    // The secret went there as an object of its own, and nowhere else.
    #expect(secrets.withLock { $0.map { $0.hasSuffix("/secrets-1") } } == [true])
    #expect(glue.requests.allSatisfy { !String(decoding: $0.body, as: UTF8.self).contains("pepper-9") })
  }

  @Test("is told why its run failed, by the step and by what doctor says of the job")
  func failed() throws {
    try shop.folder.write("/*---\nengine: spark\n---*/\nselect id from bronze.orders", to: "models/silver/broken.sql")
    glue.state.withLock { $0.logs["/aws-glue/jobs/error jr_1"] = ["ExecutorLostFailure"] }
    try shop.folder.write("select id, place from bronze.orders", to: "models/silver/orders.sql")
    let run = try glued.assay("run", "--env", "far")
    #expect(run.status == 1)
    #expect(
      run.output.contains("ended as FAILED in its run jr_1 (No space left on device; 90 s, 180 DPU seconds)"),
      "\(run.output)")
    #expect(run.output.contains("ExecutorLostFailure"), "\(run.output)")
    func finding() throws -> JSONValue? {
      try glued.assay("doctor", "--env", "far", "--json").json()["findings"]?.arrayValue?
        .first { $0["subject"] == "glue" }
    }
    #expect(
      try finding()?["text"] == "the Glue job nightly: Glue 5.0, 4 × G.1X, arn:aws:iam::111111111111:role/glue")
    let settings = try shop.folder.read("project.yml")
    try shop.folder.write(settings.replacing("nightly", with: "nobodys"), to: "project.yml")
    #expect(try finding()?["state"] == "missing")
    #expect(try finding()?["remedy"]?.stringValue?.hasPrefix("aws glue create-job --name nobodys --role ROLE") == true)
  }
}
