import Engine
import Foundation
import JSON
import S3
import S3Support
import TestSupport
import Testing
import Web
import WebSupport

/// `lake: s3://bucket/prefix`, with the built program against a bucket's service on loopback that checks every signature.
@Suite("A lake in a bucket") struct BucketLakeTests {
  @Test("holds row for row what one in a folder does, day by day and written anew")
  func sameRows() throws {
    let shop = try BucketShop()
    for day in 1...3 {
      try shop.deliver(day)
      for environment in ["near", "far"] {
        let run = try shop.run(environment)
        #expect(run.status == 0, "\(environment), day \(day): \(run.output) \(run.error)")
      }
      #expect(try shop.rows("far") == shop.rows("near"), "day \(day)")
    }
    #expect(try shop.run("far", "--full-refresh").status == 0)
    #expect(try shop.rows("far") == shop.rows("near"))
    #expect(try shop.rows("far").count > 20)
  }

  @Test("is all in the bucket: a machine that has only the project reads it, and goes on with it")
  func anotherMachine() throws {
    let shop = try BucketShop()
    try shop.deliver(1)
    #expect(try shop.run("far").status == 0)
    let there = try shop.rows("far")
    let other = try TemporaryFolder()
    for name in ["project.yml", "models/silver/orders.sql", "models/gold/places.sql", "incoming/orders-1.csv"] {
      try other.write(try shop.folder.read(name), to: name)
    }
    let first = try shop.assay(in: other.path)("run", "--env", "far")
    #expect(first.status == 0, "\(first.output) \(first.error)")
    #expect(first.output.contains("learned from the lake"), "\(first.output)")
    #expect(try shop.rows("far", in: other.path) == there)
    // What one machine adds, the other finds.
    try other.write(BucketShop.days[1], to: "incoming/orders-2.csv")
    #expect(try shop.assay(in: other.path)("run", "--env", "far").status == 0)
    try shop.deliver(2)
    #expect(try shop.run("far").status == 0)
    #expect(try shop.run("near").status == 0)
    #expect(try shop.rows("far") == shop.rows("near"))
    #expect(try shop.rows("far", in: other.path) == shop.rows("near"))
  }

  @Test(
    "shows nothing of a run that was killed, and the next run ends it",
    arguments: [
      "file-copied", "manifest-written", "parquet-closed@silver.orders", "log-committed@silver.orders",
      "quarantine-settled@silver.orders", "parquet-closed@gold.places",
    ])
  func killed(_ failpoint: String) throws {
    let shop = try BucketShop()
    try shop.deliver(1)
    for environment in ["near", "far"] { #expect(try shop.run(environment).status == 0) }
    try shop.deliver(2)
    #expect(try shop.run("near").status == 0)
    let before = try shop.rows("far")
    var assay = shop.assay()
    assay.variables["ASSAY_FAILPOINT"] = failpoint
    #expect(try assay("run", "--env", "far").status != 0)
    let gold = { (rows: [String]) in rows.filter { $0.hasPrefix("gold") } }
    #expect(try gold(shop.rows("far")) == gold(before))
    let again = try shop.run("far")
    #expect(again.status == 0, "\(again.output)")
    #expect(try shop.rows("far") == shop.rows("near"))
  }

  @Test("is refused on a store that would let two runs overwrite each other, and nothing is committed")
  func ignoredConditions() throws {
    let shop = try BucketShop(.init(honoursConditions: false))
    try shop.deliver(1)
    let run = try shop.run("far")
    #expect(run.status != 0)
    #expect(run.output.contains("ignores If-None-Match"), "\(run.output)")
    #expect(!shop.service.keys.contains { $0.contains("_delta_log") || $0.contains("_manifest/orders/") })
    let doctor = try shop.assay()("doctor", "--env", "far", "--json").json()["findings"]?.arrayValue ?? []
    let finding = doctor.first { $0["subject"] == "lake" }
    #expect(finding?["state"] == "missing", "\(doctor)")
    #expect(finding?["text"]?.stringValue?.contains("ignores If-None-Match") == true, "\(doctor)")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: String
    let reply: @Sendable (WebRequest) -> LoopbackServer.Reply?
  }

  private static func error(_ status: Int, _ code: String) -> LoopbackServer.Reply {
    .answer(
      WebAnswer(
        status: status, headers: ["Content-Type": "application/xml"],
        body: Array("<Error><Code>\(code)</Code><Message>no</Message></Error>".utf8)))
  }

  static let troubles = [
    Case(testDescription: "throttles", words: "SlowDown") { _ in error(503, "SlowDown") },
    Case(testDescription: "lets nobody in", words: "AccessDenied") { _ in error(403, "AccessDenied") },
    Case(testDescription: "says the key is over", words: "ExpiredToken") { _ in error(400, "ExpiredToken") },
    Case(testDescription: "answers with a page", words: "502") { _ in
      .answer(WebAnswer(status: 502, body: Array("<html>bad gateway</html>".utf8)))
    },
    Case(testDescription: "cuts connections", words: "s3://lake.bucket") { _ in .cut(WebAnswer(status: 200), after: 5)
    },
    Case(testDescription: "refuses writes", words: "AccessDenied") {
      $0.method == "PUT" || $0.method == "POST" ? error(403, "AccessDenied") : nil
    },
    Case(testDescription: "fails when files are looked for", words: "status 500") {
      $0.method == "HEAD" || $0.address.query.contains("prefix=lakes%2Fone%2Fbronze")
        ? error(500, "InternalError") : nil
    },
  ]

  @Test("whose service is in trouble says so, and loses nothing", arguments: troubles)
  func trouble(_ trouble: Case) throws {
    let shop = try BucketShop()
    try shop.deliver(1)
    #expect(try shop.run("far").status == 0)
    let before = try shop.rows("far")
    try FileManager.default.removeItem(atPath: shop.folder.path("incoming/orders-1.csv"))
    try shop.deliver(2)
    shop.trouble.make(trouble.reply)
    let failed = try shop.run("far")
    #expect(failed.status != 0, "\(failed.output)")
    #expect((failed.output + failed.error).contains(trouble.words), "\(failed.output) \(failed.error)")
    #expect(!failed.output.contains("lost"), "\(failed.output)")
    #expect(!(failed.output + failed.error).contains(S3Service.key.secret.value))
    shop.trouble.make(nil)
    #expect(try shop.rows("far") == before)
    let run = try shop.run("far")
    #expect(run.status == 0, "\(run.output)")
    try shop.deliver(1)
    #expect(try shop.run("near").status == 0)
    #expect(try shop.rows("far") == shop.rows("near"))
  }

  @Test("is copied with its versions, from a folder into a bucket and back into another folder, and goes on there")
  func copied() throws {
    let shop = try BucketShop(settings: "}\n  back: {lake: lake/back")
    for day in 1...2 {
      try shop.deliver(day)
      #expect(try shop.run("near").status == 0)
    }
    for (from, to) in [("near", "far"), ("far", "back")] {
      let copy = try shop.assay()("lake", "copy", "--from", from, "--to", to, "--json")
      #expect(copy.status == 0, "\(copy.output) \(copy.error)")
      // Of another lake it would be a mixture.
      #expect(try shop.assay()("lake", "copy", "--from", from, "--to", to).error.contains("is not empty"))
      // What the copy holds is not announced as new, and is not in doubt.
      let plan = try shop.assay()("run", "--plan", "--env", to, "--json").output
      #expect(plan.contains("\"no new file\"") && plan.firstMatch(of: /\d new file/) == nil, "\(plan)")
      let status = try shop.assay()("status", "--env", to).lines
      #expect(status.contains { $0.contains("bronze.orders") && $0.contains("OK") }, "\(status)")
    }
    let old = { (environment: String) in
      try shop.assay()(
        "table", "read", "silver.orders", "--version", "0", "--env", environment, "--format", "csv"
      ).lines.sorted()
    }
    #expect(try old("near").count == 5)
    try shop.deliver(3)
    for environment in ["near", "far", "back"] {
      let run = try shop.run(environment)
      #expect(run.status == 0, "\(environment): \(run.output)")
      #expect(try shop.rows(environment) == shop.rows("near"), "\(environment)")
      #expect(try old(environment) == old("near"), "\(environment)")
    }
  }

  @Test("has a file taken out and in again")
  func withdrawn() throws {
    let shop = try BucketShop()
    for day in 1...2 { try shop.deliver(day) }
    for environment in ["near", "far"] {
      #expect(try shop.run(environment).status == 0)
      let out = try shop.assay()("source", "withdraw", "incoming/orders-2.csv", "--env", environment)
      #expect(out.status == 0, "\(out.output) \(out.error)")
      #expect(try shop.run(environment).status == 0)
    }
    #expect(try shop.rows("far") == shop.rows("near"))
    #expect(shop.service.keys.contains { $0.contains("/.withdrawn/") })
    for environment in ["near", "far"] {
      let back = try shop.assay()("source", "restore", "incoming/orders-2.csv", "--env", environment)
      #expect(back.status == 0, "\(back.output) \(back.error)")
      #expect(try shop.run(environment).status == 0)
    }
    #expect(try shop.rows("far") == shop.rows("near"))
  }

  @Test(
    "keeps its copies only to be quicker: they may be removed at any time, and are never trusted beside another object")
  func copies() throws {
    let shop = try BucketShop()
    try shop.deliver(1)
    #expect(try shop.run("far").status == 0)
    let before = try shop.rows("far")
    try FileManager.default.removeItem(atPath: shop.folder.path(".assay/far/lake"))
    #expect(try shop.rows("far") == before)
    #expect(try shop.run("far", "--full-refresh").status == 0)
    #expect(try shop.rows("far") == before)
    // The bytes of a file that are not those of the bucket are none of the lake's.
    let copy = ".assay/far/lake/bronze/orders/_files/incoming/orders-1.csv"
    try shop.folder.write("id,place\n1,forged\n", to: copy)
    #expect(try shop.rows("far") == before)
  }

  @Test("keeps no more copies between runs than its environment says, but those that somebody may be reading")
  func fewCopies() throws {
    let shop = try BucketShop(settings: ", copies: 0KB")
    try shop.deliver(1)
    #expect(try shop.run("far").status == 0)
    let lake = shop.folder.path(".assay/far/lake/silver")
    let copies = { try FileManager.default.subpathsOfDirectory(atPath: lake).filter { $0.hasSuffix(".parquet") } }
    #expect(try !copies().isEmpty)
    try shop.deliver(2)
    #expect(try shop.run("far").status == 0)
    #expect(try shop.run("near").status == 0)
    #expect(try shop.rows("far") == shop.rows("near"))
  }

  private static let httpfs = EngineLocations(environment: ProcessInfo.processInfo.environment).extensionPath("httpfs")

  @Test(
    "is read where it is by an engine that may keep no copies, in every query and build",
    .enabled(
      if: FileManager.default.fileExists(atPath: httpfs), "the engine has no httpfs (assay engine install httpfs)"))
  func readInPlace() throws {
    let shop = try BucketShop(settings: ", copies: 0KB")
    for day in 1...2 { try shop.deliver(day) }
    #expect(try shop.run("near").status == 0)
    #expect(try shop.run("far").status == 0)
    try FileManager.default.removeItem(atPath: shop.folder.path(".assay/far/lake"))
    #expect(try shop.rows("far") == shop.rows("near"))
    let copies = FileManager.default.subpaths(atPath: shop.folder.path(".assay/far/lake")) ?? []
    #expect(!copies.contains { $0.hasPrefix("silver") && $0.hasSuffix(".parquet") }, "\(copies)")
    // The key that the engine has is for the lake alone, and for nobody who asks.
    for sql in [
      "select * from duckdb_secrets()", "from read_parquet('s3://\(S3Service.bucket)/lakes/one/gold/places/*')",
    ] {
      let answer = try shop.assay()("query", "--env", "far", sql)
      #expect(answer.status != 0 && !answer.output.contains(S3Service.key.id), "\(answer.output)")
    }
    // Keys that end are told as such, and nothing of them.
    shop.trouble.make { $0.address.path.hasSuffix(".parquet") ? Self.error(403, "AccessDenied") : nil }
    let denied = try shop.assay()("query", "--env", "far", "select count(*) from silver.orders")
    #expect(denied.status != 0 && !(denied.output + denied.error).contains(S3Service.key.secret.value))
    #expect(denied.error.contains("403") || denied.error.contains("AccessDenied"), "\(denied.error)")
    shop.trouble.make(nil)
    try shop.deliver(3)
    for environment in ["near", "far"] { #expect(try shop.run(environment).status == 0) }
    #expect(try shop.run("far", "--full-refresh").status == 0)
    #expect(try shop.rows("far") == shop.rows("near"))
  }

  @Test(
    "is told by doctor to be open to everybody, with the command that closes it",
    arguments: [
      ("policyStatus", "<PolicyStatus><IsPublic>TRUE</IsPublic></PolicyStatus>", true),
      ("policyStatus", "<PolicyStatus><IsPublic>FALSE</IsPublic></PolicyStatus>", false),
      ("acl", grant(group: "AllUsers"), true), ("acl", grant(group: "AuthenticatedUsers"), true),
      ("acl", grant(group: "../s3/LogDelivery"), false),
    ])
  func isPublic(asked: String, answer: String, isOpen: Bool) throws {
    let shop = try BucketShop()
    shop.trouble.make { request in
      guard request.method == "GET", request.address.query.hasPrefix(asked) else { return nil }
      return .answer(WebAnswer(status: 200, headers: ["Content-Type": "application/xml"], body: Array(answer.utf8)))
    }
    let doctor = try shop.assay()("doctor", "--env", "far")
    #expect(doctor.output.contains("is public") == isOpen, "\(doctor.output)")
    #expect(doctor.output.contains("put-public-access-block --bucket \(S3Service.bucket)") == isOpen)
  }

  private static func grant(group: String) -> String {
    """
    <AccessControlPolicy><Owner><ID>1</ID></Owner><AccessControlList><Grant>
    <Grantee><URI>http://acs.amazonaws.com/groups/global/\(group)</URI></Grantee><Permission>READ</Permission>
    </Grant></AccessControlList></AccessControlPolicy>
    """
  }

  @Test("has uploads that a killed run left behind removed by the next one, and those of a day ago alone")
  func leftOverUploads() throws {
    let shop = try BucketShop()
    let key = "lakes/one/silver/orders/place=x/part.parquet"
    shop.service.leaveUpload(key, begun: Date(timeIntervalSinceNow: -90_000))
    shop.service.leaveUpload(key + "2", begun: Date(timeIntervalSinceNow: -3_600))
    shop.service.leaveUpload("lakes/one_other/a", begun: Date(timeIntervalSinceNow: -90_000))
    #expect(try shop.assay()("doctor", "--env", "far").output.contains("1 upload that nobody ended for a day"))
    try shop.deliver(1)
    #expect(try shop.run("far").status == 0)
    #expect(shop.service.state.withLock { Set($0.uploads.values.map(\.key)) } == [key + "2", "lakes/one_other/a"])
  }

  @Test("leaves no secret in any file of the project, nor in the bucket")
  func secrets() throws {
    let shop = try BucketShop()
    try shop.deliver(1)
    let run = try shop.run("far")
    let secret = Data(S3Service.key.secret.value.utf8)
    #expect(run.status == 0 && !run.output.contains(S3Service.key.secret.value))
    let names = FileManager.default.enumerator(atPath: shop.folder.path)?.compactMap { $0 as? String } ?? []
    for name in names {
      guard let data = FileManager.default.contents(atPath: shop.folder.path(name)) else { continue }
      #expect(data.range(of: secret) == nil, "\(name)")
    }
    shop.service.state.withLock { state in
      for (key, object) in state.objects { #expect(Data(object.bytes).range(of: secret) == nil, "\(key)") }
    }
  }

  @Test("asks for encryption and for the bucket's owner with every call that can")
  func settings() throws {
    let shop = try BucketShop(settings: ", encryption: \"aws:kms\", kms_key: key-1, bucket_owner: \"111111111111\"")
    try shop.deliver(1)
    let run = try shop.run("far")
    #expect(run.status == 0, "\(run.output)")
    shop.service.state.withLock { state in
      #expect(state.objects.count > 5)
      for (key, object) in state.objects {
        #expect(object.headers.values.contains("aws:kms") && object.headers.values.contains("key-1"), "\(key)")
      }
    }
    let other = try BucketShop(settings: ", bucket_owner: \"222222222222\"")
    try other.deliver(1)
    let refused = try other.run("far")
    #expect(refused.status != 0 && refused.output.contains("AccessDenied"), "\(refused.output)")
    #expect(other.service.keys.isEmpty)
  }
}
