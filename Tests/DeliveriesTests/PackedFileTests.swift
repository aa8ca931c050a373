import Foundation
import PipelineSupport
import Testing

@Suite("Files as suppliers send them")
struct PackedFileTests {
  private func shop(_ source: String = "", pattern: String = "*", startingAt now: Date = Date()) throws -> Pipeline {
    let shop = try Pipeline([
      "project.yml": """
      name: little
      environments:
        dev: {lake: lake/dev}
      sources:
        orders:
          path: incoming/\(pattern)
          \(source)
      """
    ])
    // Files are as old as the machine's clock says.
    shop.now = now
    try FileManager.default.createDirectory(
      atPath: shop.folder.path("incoming"), withIntermediateDirectories: true)
    return shop
  }

  /// `id,v`, `1,a`, and `2` with a line break in its text.
  private static let gzip = "H4sIAAAAAAACA8tM0SnjMtRJ5DLSUUriSlbiAgCx1Sd/EQAAAA=="
  private static let zstd = "KLUv/SQRiQAAaWQsdgoxLGEKMiwiYgpjIgothTnP"

  enum Form: CaseIterable {
    case gzip, zstd, carriageReturns, markedAndWindows, indexed, quoted

    var bytes: [UInt8] {
      switch self {
      case .gzip: Array(Data(base64Encoded: PackedFileTests.gzip) ?? Data())
      case .zstd: Array(Data(base64Encoded: PackedFileTests.zstd) ?? Data())
      case .carriageReturns: Array("id,v\r1,a\r2,\"b\nc\"\r".utf8)
      case .markedAndWindows: Array("\u{FEFF}id,v\r\n1,a\r\n2,\"b\nc\"\r\n".utf8)
      case .indexed: Array(",id,v\n0,1,a\n1,2,\"b\nc\"\n".utf8)
      case .quoted: Array("\"id\",\"v\"\n\"1\",\"a\"\n\"2\",\"b\nc\"\n".utf8)
      }
    }
  }

  @Test(
    "are read whatever they are packed in, whatever ends their lines, and with a column without a name",
    arguments: Form.allCases)
  func forms(form: Form) throws {
    let shop = try shop()
    try shop.folder.write(form.bytes, to: "incoming/orders.dat")
    let run = try shop.run()
    #expect(run.status == .succeeded, "\(run.trouble)")
    #expect(
      try shop.query("select id, v, _record from bronze.orders order by _record") == [
        ["1", "a", "1"], ["2", "b\nc", "2"],
      ])
    if form == .indexed { #expect(try shop.query("select column0 from bronze.orders order by 1") == [["0"], ["1"]]) }
    #expect(try shop.query("select count(*) from quarantine.bronze_orders") == [["0"]])
  }

  @Test("that are packed and cut short are named, and cost only themselves", arguments: [Form.gzip, .zstd])
  func cut(form: Form) throws {
    let shop = try shop()
    try shop.folder.write(Array(form.bytes.dropLast(6)), to: "incoming/cut.dat")
    try shop.folder.write("id,v\n7,g\n", to: "incoming/whole.csv")
    let step = try #require(try shop.run().step("bronze.orders"))
    #expect(step.error == "Assay.FileUnreadable")
    #expect(step.cause?.contains("incoming/cut.dat is no whole") == true, "\(step.cause ?? "")")
    #expect(try shop.query("select id from bronze.orders") == [["7"]])
  }

  @Test(
    "and are still sending wait for the next run, which is told, by what lies beside them or by their own name",
    arguments: [".part", ".filepart", ".partial", ".tmp", ".crdownload"])
  func unfinished(suffix: String) throws {
    let shop = try shop()
    try shop.folder.write("id,v\n1,a\n", to: "incoming/a.csv")
    try shop.folder.write("id", to: "incoming/a.csv" + suffix)
    try shop.folder.write("id,v\n2,b\n", to: "incoming/b.csv")
    let run = try shop.run()
    #expect(run.status == .succeeded, "\(run.trouble)")
    #expect(try shop.query("select id from bronze.orders") == [["2"]])
    let message = run.step("bronze.orders")?.message ?? ""
    #expect(message.contains("1 still being written") && message.contains("a.csv\(suffix)"), "\(message)")
    try FileManager.default.removeItem(atPath: shop.folder.path("incoming/a.csv" + suffix))
    #expect(try shop.run().status == .succeeded)
    #expect(try shop.query("select id from bronze.orders order by 1") == [["1"], ["2"]])
  }

  @Test("and that changed a moment ago wait as long as settle says; a last line without its end ten times as long")
  func settle() throws {
    let now = Date()
    let shop = try shop("settle: 60", startingAt: now)
    func deliver(_ name: String, _ text: String, age: TimeInterval) throws {
      let path = try shop.folder.write(text, to: "incoming/" + name)
      try FileManager.default.setAttributes([.modificationDate: now.addingTimeInterval(-age)], ofItemAtPath: path)
    }
    try deliver("old.csv", "id,v\n1,a\n", age: 100)
    try deliver("young.csv", "id,v\n2,b\n", age: 10)
    try deliver("open.csv", "id,v\n3,c", age: 100)
    try deliver("long.csv", "id,v\n4,d", age: 700)
    // Set by hand, or by another clock: it says nothing.
    try deliver("future.csv", "id,v\n5,e\n", age: -86_400)
    let run = try shop.run()
    #expect(run.status == .succeeded, "\(run.trouble)")
    #expect(run.step("bronze.orders")?.message?.contains("2 still being written") == true)
    #expect(try shop.query("select id from bronze.orders order by 1") == [["1"], ["4"], ["5"]])
    shop.now = now.addingTimeInterval(55)
    #expect(try shop.run().status == .succeeded)
    #expect(try shop.query("select id from bronze.orders order by 1") == [["1"], ["2"], ["4"], ["5"]])
    shop.now = now.addingTimeInterval(1000)
    #expect(try shop.run().status == .succeeded)
    #expect(try shop.query("select count(*) from bronze.orders") == [["5"]])
  }
}
