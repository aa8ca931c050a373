import Calls
import Clocks
import Credentials
import Fetching
import Foundation
import Lake
import Project
import S3
import S3Support
import Synchronization
import TestSupport
import Testing
import Web
import WebSupport
import Words

@Suite("Files of other machines") struct NetworkFilesTests {
  private struct Told: StepReporter {
    let lines = Lines()
    func log(_ level: LogLevel, _ message: String) { lines.all.withLock { $0.append(message) } }
    func progress(_ fraction: Double?, _ message: String) {}
    var isStopped: Bool { false }

    final class Lines: Sendable { let all = Mutex<[String]>([]) }
  }

  /// A project's folder, and who brings files into it.
  private struct Scene {
    let folder: TemporaryFolder
    let told = Told()
    let files: NetworkFiles

    init(_ transport: any WebTransport, _ environment: [String: String] = Self.keys) throws {
      folder = try TemporaryFolder()
      files = NetworkFiles(retries: Retries(attempts: 3, random: { 0 }, sleep: { _ in })) {
        Surroundings(
          environment: environment, home: nil, read: { _ in nil }, run: { _ in .init(status: 1, output: []) },
          transport: transport, clock: SystemClock())
      }
    }

    static let keys = [
      "AWS_ACCESS_KEY_ID": S3Service.key.id, "AWS_SECRET_ACCESS_KEY": S3Service.key.secret.value,
      "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9000", "AWS_EC2_METADATA_DISABLED": "true",
    ]

    func bring(_ address: String) throws {
      let place = try RemotePlace(address, projectFolder: folder.path)
      try files.bring(try #require(place), reporter: told)
    }

    /// What was fetched, by path below the landing folder.
    var fetched: [String: String] {
      let root = folder.path(RemotePlace.landing)
      let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
      return names.reduce(into: [:]) { all, name in
        // Folders have no contents.
        if let data = FileManager.default.contents(atPath: root + "/" + name) {
          all[name] = String(decoding: data, as: UTF8.self)
        }
      }
    }
  }

  @Test("of a bucket come as they fit the pattern, with their time, once")
  func bucket() throws {
    let service = S3Service()
    let client = service.client()
    for key in [
      "in/d=1/a b+é.csv", "in/d=2/x.csv", "in/x.csv", "in/d=1/x.txt", "in/d=1/", "other/d=1/x.csv", "in//x.csv",
      "in/../x.csv",
    ] {
      _ = try client.put(Array(key.utf8), at: key)
    }
    let scene = try Scene(service)
    try scene.bring("s3://lake.bucket/in/*/*.csv")
    #expect(
      scene.fetched == [
        "s3/lake.bucket/in/d=1/a b+é.csv": "in/d=1/a b+é.csv", "s3/lake.bucket/in/d=2/x.csv": "in/d=2/x.csv",
      ])
    let modified = try #require(try client.head("in/d=2/x.csv")?.modified)
    let attributes = try FileManager.default.attributesOfItem(
      atPath: scene.folder.path(".fetched/s3/lake.bucket/in/d=2/x.csv"))
    #expect(abs((attributes[.modificationDate] as? Date ?? .distantPast).timeIntervalSince(modified)) < 2)
    let before = service.requests.count
    try scene.bring("s3://lake.bucket/in/*/*.csv")
    #expect(service.requests.count == before + 1, "the second time only asks what is there")
    _ = try client.put(Array("more".utf8), at: "in/d=2/x.csv")
    _ = try client.put(Array("new".utf8), at: "in/d=3/y.csv")
    try client.delete("in/d=1/a b+é.csv")
    try scene.bring("s3://lake.bucket/in/*/*.csv")
    #expect(scene.fetched.values.sorted() == ["in/d=1/a b+é.csv", "more", "new"])
  }

  @Test("whose names no file can have are left out, and told")
  func names() throws {
    let service = S3Service()
    for key in ["in/./x.csv", "in/\(String(repeating: "x", count: 300)).csv", "in/good.csv"] {
      _ = try service.client().put([1], at: key)
    }
    let scene = try Scene(service)
    try scene.bring("s3://lake.bucket/in/**/*.csv")
    #expect(scene.fetched.keys.sorted() == ["s3/lake.bucket/in/good.csv"])
  }

  @Test("that come only half are tried again, and are never half there")
  func cut() throws {
    let content = String(repeating: "row\n", count: 1000)
    let state = S3Service()
    _ = try state.client().put(Array(content.utf8), at: "in/x.csv")
    let flaky = S3Service(state.state.withLock { $0 }) { number, _ in number % 2 == 1 ? .noAnswer(.cut) : nil }
    let scene = try Scene(flaky)
    try scene.bring("s3://lake.bucket/in/x.csv")
    #expect(scene.fetched == ["s3/lake.bucket/in/x.csv": content])
    let dead = S3Service(state.state.withLock { $0 }) { _, request in
      request.method == "GET" && request.headers["Range"] != nil ? .noAnswer(.cut) : nil
    }
    let other = try Scene(dead)
    let error = #expect(throws: LakeError.self) { try other.bring("s3://lake.bucket/in/x.csv") }
    #expect(error?.cause.contains("s3://lake.bucket/in/x.csv") == true)
    #expect(other.fetched["s3/lake.bucket/in/x.csv"] == nil)
  }

  @Test("cannot be had without credentials, and the command that makes them is said")
  func credentials() throws {
    let scene = try Scene(S3Service(), ["AWS_PROFILE": "dev", "AWS_EC2_METADATA_DISABLED": "true"])
    let error = #expect(throws: LakeError.self) { try scene.bring("s3://lake.bucket/x.csv") }
    #expect(error?.cause.hasSuffix("run: aws configure --profile dev") == true)
    let place = try #require(try RemotePlace("s3://lake.bucket/x.csv", projectFolder: "/p"))
    #expect(scene.files.access(to: place).remedy == "aws configure --profile dev")
    let good = try Scene(S3Service())
    let access = good.files.access(to: place)
    #expect(access.works && access.remedy == nil)
    #expect(access.text == "nothing there yet, with AKIDTEST, of the environment")
  }

  @Test("of a web server come again only when it says that they changed")
  func web() throws {
    let modified = "Fri, 15 Jan 2027 08:00:00 GMT"
    let transport = ScriptedTransport { request in
      request.headers["If-Modified-Since"] == modified
        ? WebAnswer(status: 304)
        : WebAnswer(status: 200, headers: ["Last-Modified": modified], body: Array(request.address.text.utf8))
    }
    let scene = try Scene(transport)
    for _ in 0..<2 { try scene.bring("https://files.example:8443/d/a b%20c.csv") }
    #expect(scene.fetched == ["https/files.example:8443/d/a b%20c.csv": "https://files.example:8443/d/a%20b%20c.csv"])
    #expect(transport.requests.count == 2)
  }

  @Test(
    "of a web server that sends on are followed, but not into the open, and not for ever",
    arguments: [
      ("https://b.example/y.csv", nil), ("/y.csv", nil), ("http://b.example/y.csv", "anybody could change it"),
      ("ftp://b/y", "cannot be read from"),
      ("https://a.example/x.csv", "more than 5 times"),
    ] as [(String, String?)])
  func redirections(_ target: String, _ problem: String?) throws {
    let scene = try Scene(
      ScriptedTransport { request in
        request.address.path == "/y.csv"
          ? WebAnswer(status: 200, body: [65]) : WebAnswer(status: 302, headers: ["Location": target])
      })
    guard let problem else {
      try scene.bring("https://a.example/x.csv")
      #expect(scene.fetched == ["https/a.example/x.csv": "A"])
      return
    }
    let error = #expect(throws: LakeError.self) { try scene.bring("https://a.example/x.csv") }
    #expect(error?.cause.contains(problem) == true && scene.fetched.isEmpty)
  }

  @Test(
    "that a web server has not say so; what passes is tried again", arguments: [(404, 1), (403, 1), (503, 3), (500, 3)])
  func statuses(_ status: Int, _ asked: Int) throws {
    let transport = ScriptedTransport { _ in WebAnswer(status: status) }
    let scene = try Scene(transport)
    let error = #expect(throws: LakeError.self) { try scene.bring("https://a.example/x.csv") }
    #expect(error?.cause == "cannot read https://a.example/x.csv: the server answers with status \(status)")
    #expect(transport.requests.count == asked && scene.fetched.isEmpty)
  }
}
