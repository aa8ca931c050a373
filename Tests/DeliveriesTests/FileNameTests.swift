import Files
import Foundation
import Glibc
import Ledger
import PipelineSupport
import Testing

@Suite("Among a source's files")
struct FileNameTests {
  private static let rows = ShopProject.header + "I,a,1,2026-01-01 00:00:00\n"
  private static let settings = ShopProject.settings.replacingOccurrences(of: "*/orders.csv", with: "*.csv")

  private func shop() throws -> Pipeline {
    try Pipeline(ShopProject.files([:]).merging(["project.yml": Self.settings]) { $1 })
  }

  private func put(_ text: String, _ name: [UInt8], _ shop: Pipeline) throws {
    let path = RawPath(shop.folder.path("incoming")).appending(RawPath(bytes: name))
    try FileManager.default.createDirectory(
      atPath: shop.folder.path("incoming"), withIntermediateDirectories: true)
    let descriptor = path.withCString { open($0, O_CREAT | O_WRONLY, 0o644) }
    #expect(descriptor >= 0)
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  private func warnings(_ shop: Pipeline) throws -> [String] {
    let (_, journal) = try shop.environment()
    return try journal.logs(LogFilter(minimumLevel: .warning)).map(\.message)
  }

  @Test("two names that only Unicode takes for one, and one that is no UTF-8, are three files")
  func bytes() throws {
    let shop = try shop()
    let names: [[UInt8]] = [
      Array("Cafe\u{301}.csv".utf8), Array("Caf\u{E9}.csv".utf8), Array("Caf".utf8) + [0xE9] + Array(".csv".utf8),
    ]
    for (index, name) in names.enumerated() {
      try put(ShopProject.header + "I,k\(index),\(index),2026-01-01 00:00:00\n", name, shop)
    }
    for _ in 1...2 {
      let result = try shop.run()
      #expect(result.status == .succeeded, "\(result.trouble)")
      #expect(try shop.query("select order_id from silver.orders order by 1") == [["k0"], ["k1"], ["k2"]])
    }
    let files = try shop.query("select distinct _file from bronze.orders where order_id = 'k2'")
    #expect(files == [["incoming/Caf\\xE9.csv"]])
  }

  @Test("malformed records of two names that only Unicode takes for one stay in quarantine side by side")
  func quarantine() throws {
    let shop = try shop()
    for name in ["Cafe\u{301}.csv", "Caf\u{E9}.csv"] {
      try put(ShopProject.header + "I,\(name.utf8.count)\n", Array(name.utf8), shop)
    }
    try shop.run(["bronze.orders"])
    #expect(try shop.query("select count(*), count(distinct _file) from quarantine.bronze_orders") == [["2", "2"]])
  }

  /// What is no file although its name fits.
  enum Stranger: CaseIterable {
    case pipe, device, socket, outside, ownFolder, nowhere

    func make(_ path: String, in shop: Pipeline) throws {
      switch self {
      case .pipe: #expect(mkfifo(path, 0o600) == 0)
      case .device: try link(path, to: "/dev/zero")
      case .socket:
        // Bound by a short relative name: a socket's path may have 108 bytes.
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let short = NSTemporaryDirectory() + "s\(getpid())"
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: short.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
          }
        }
        #expect(bound == 0)
        #expect(rename(short, path) == 0)
      case .outside: try link(path, to: "/etc/passwd")
      case .ownFolder:
        try shop.folder.write("salt\n", to: ".assay/secrets/masking_salt")
        try link(path, to: "../.assay/secrets/masking_salt")
      case .nowhere: try link(path, to: "/nowhere/at/all.csv")
      }
    }

    private func link(_ path: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }

    var words: String {
      switch self {
      case .pipe: "is a named pipe and no file"
      case .device, .outside: "outside of"
      case .socket: "is a socket and no file"
      case .ownFolder: "is a link to"
      case .nowhere: "is a link that leads nowhere"
      }
    }
  }

  @Test(
    "what is no file is left out and named with the reason, and the others are loaded", arguments: Stranger.allCases)
  func strangers(stranger: Stranger) throws {
    let shop = try shop()
    try put(Self.rows, Array("a.csv".utf8), shop)
    try stranger.make(shop.folder.path("incoming/x.csv"), in: shop)
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(result.step("bronze.orders")?.message?.hasPrefix("1 new file, left out: incoming/x.csv ") == true)
    #expect(try warnings(shop).contains { $0.contains("incoming/x.csv") && $0.contains(stranger.words) })
    #expect(try shop.query("select count(*) from bronze.orders") == [["1"]])
  }

  @Test("links that stay within the folder are read, and so is a folder that is itself a link")
  func links() throws {
    let shop = try shop()
    try shop.folder.write(Self.rows, to: "drop/deep/a.csv")
    try FileManager.default.createSymbolicLink(
      atPath: shop.folder.path("incoming"), withDestinationPath: shop.folder.path("drop"))
    try FileManager.default.createSymbolicLink(
      atPath: shop.folder.path("drop/b.csv"), withDestinationPath: "deep/a.csv")
    let result = try shop.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    #expect(result.step("bronze.orders")?.message == "1 new file")
  }
}
