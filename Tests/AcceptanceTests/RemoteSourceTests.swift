import Foundation
import JSON
import S3
import S3Support
import TestSupport
import Testing
import Web
import WebSupport

/// Sources whose files lie in a bucket or on a web server, with the built program against servers on loopback.
@Suite("A source on other machines") struct RemoteSourceTests {
  private let folder: TemporaryFolder
  private let service = S3Service()
  private let server: LoopbackServer
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    let service = service
    server = try LoopbackServer { (request: WebRequest) -> WebAnswer in
      request.address.path == "/plain/names.csv"
        ? WebAnswer(
          status: 200, headers: ["Last-Modified": "Fri, 15 Jan 2027 08:00:00 GMT"], body: Array("id,name\n1,a\n".utf8))
        : service.answer(request)
    }
    try folder.write(
      """
      name: far
      environments: {dev: {lake: lake/dev}}
      sources:
        orders: {path: "s3://\(S3Service.bucket)/in/*/orders-*.csv"}
        names: {path: "http://127.0.0.1:\(server.port)/plain/names.csv"}
      """, to: "project.yml")
    var assay = Binary(folder: folder.path)
    assay.variables = [
      "AWS_ACCESS_KEY_ID": S3Service.key.id, "AWS_SECRET_ACCESS_KEY": S3Service.key.secret.value,
      "AWS_REGION": "us-east-1",
      "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:\(server.port)", "AWS_CONFIG_FILE": folder.path("none"),
      "AWS_SHARED_CREDENTIALS_FILE": folder.path("none"), "AWS_EC2_METADATA_DISABLED": "true",
    ]
    self.assay = assay
  }

  private func put(_ text: String, _ key: String) throws { _ = try service.client().put(Array(text.utf8), at: key) }

  private func rows(_ table: String) throws -> [String] {
    try assay(
      "query", "select * exclude (_source, _ingested_at, _run, _record) from \(table) order by all", "--format", "csv"
    )
    .lines
  }

  @Test("is taken in as any other, and what comes later is added")
  func takenIn() throws {
    try put("id,price\n1,2.50\n2,3\n", "in/day=1/orders-a b+é.csv")
    try put("no delivery", "in/day=1/readme.txt")
    let first = try assay("run")
    #expect(first.status == 0, "\(first.output) \(first.error)")
    let one = ".fetched/s3/lake.bucket/in/day=1/orders-a b+é.csv"
    #expect(try Set(rows("bronze.orders").dropFirst()) == ["1,2.50,\(one)", "2,3,\(one)"])
    #expect(try rows("bronze.names").count == 2)
    try put("id,price\n3,9\n", "in/day=2/orders-1.csv")
    let second = try assay("run")
    #expect(second.status == 0, "\(second.output) \(second.error)")
    #expect(try rows("bronze.orders").count == 4)
    let third = try assay("run")
    #expect(third.status == 0)
    #expect(try rows("bronze.orders").count == 4)
  }

  @Test("that cannot be reached stops only itself, says why, and nothing is lost")
  func unreachable() throws {
    try put("id,price\n1,2\n", "in/day=1/orders-1.csv")
    #expect(try assay("run").status == 0)
    var without = assay
    without.variables["AWS_ACCESS_KEY_ID"] = ""
    without.variables["AWS_PROFILE"] = ""
    let failed = try without("run")
    #expect(failed.status != 0)
    #expect(failed.output.contains("run: aws configure"), "\(failed.output)")
    #expect(try rows("bronze.orders").count == 2)
    let doctor = try without("doctor", "--json").json()["findings"]?.arrayValue ?? []
    let finding = doctor.first { $0["subject"] == .string("s3://lake.bucket/in/*/orders-*.csv") }
    #expect(finding?["state"] == "missing" && finding?["remedy"] == "aws configure", "\(doctor)")
    let good = try assay("doctor", "--json").json()["findings"]?.arrayValue ?? []
    #expect(
      good.contains { $0["subject"] == .string("s3://lake.bucket/in/*/orders-*.csv") && $0["state"] == "ok" }, "\(good)"
    )
  }

  @Test("leaves no secret in any file, nor in what is shown")
  func secrets() throws {
    try put("id,price\n1,2\n", "in/day=1/orders-1.csv")
    let (run, doctor) = (try assay("run"), try assay("doctor"))
    let secret = S3Service.key.secret.value
    #expect(run.status == 0)
    for text in [run.output, run.error, doctor.output, doctor.error] { #expect(!text.contains(secret)) }
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    #expect(names.count > 5)
    for name in names {
      guard let data = FileManager.default.contents(atPath: folder.path(name)) else { continue }
      #expect(data.range(of: Data(secret.utf8)) == nil, "\(name)")
    }
  }
}
