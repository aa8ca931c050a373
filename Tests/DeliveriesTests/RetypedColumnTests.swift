import PipelineSupport
import Testing

@Suite("A column whose values are of another kind than before")
struct RetypedColumnTests {
  private func shop(_ format: String, _ first: String) throws -> Pipeline {
    try Pipeline([
      "project.yml": """
      name: little
      environments:
        dev: {lake: lake/dev}
      sources:
        orders:
          path: incoming/*
          format: \(format)
          on_retyped_column: fail
      """,
      "incoming/1": Self.file(format, first),
    ])
  }

  private static func file(_ format: String, _ value: String) -> String {
    let isBare = Double(value) != nil || ["true", "false", "null"].contains(value)
    return format == "csv" ? "id,v\n1,\(value)\n" : "{\"id\":1,\"v\":\(isBare ? value : "\"\(value)\"")}\n"
  }

  static let changes: [(String, String, Bool)] = [
    ("10", "10.5", true), ("10", "1e3", true), ("10.5", "1e3", true), ("10", "ten", true),
    ("10", "9223372036854775808", true),
    ("10", "9223372036854775807", false), ("10.5", "n/a", true),
    ("true", "1", true), ("2026-11-08", "2026-11-08 10:00:00", true), ("2026-11-08 10:00:00", "2026-11-08", true),
    ("2026-11-08", "08/11/2026", true), ("2026-11-08", "20261108", true), ("10.5", "10", false), ("10", "-7", false),
    ("text", "10", false), ("text", "2026-11-08", false), ("1e3", "10.5", false), ("true", "false", false),
    ("2026-11-08 10:00:00", "2026-11-08T10:00:00Z", false),
  ]

  @Test("is told where readers of the old kind would fail, in CSV and in JSON lines alike", arguments: changes)
  func retyped(first: String, second: String, isTold: Bool) throws {
    for format in ["csv", "jsonl"] {
      let shop = try shop(format, first)
      #expect(try shop.run().trouble == "")
      try shop.folder.write(Self.file(format, second), to: "incoming/2")
      let result = try shop.run()
      #expect((result.status == .failed) == isTold, "\(format) \(result.trouble)")
      if isTold { #expect(result.trouble.contains("the column “v” was ")) }
    }
  }

  @Test("is told however deep in the file the other kind begins", arguments: ["csv", "jsonl"])
  func late(format: String) throws {
    let shop = try shop(format, "10")
    #expect(try shop.run().trouble == "")
    let line = Self.file(format, "11").split(separator: "\n")
    let other = Self.file(format, "11.5").split(separator: "\n")
    let text = line.dropLast() + Array(repeating: line[line.count - 1], count: 15_000) + [other[other.count - 1]]
    try shop.folder.write(text.joined(separator: "\n") + "\n", to: "incoming/2")
    #expect(try shop.run().trouble.contains("was integer and is decimal"))
  }

  @Test("is not told again at each turn once it had both kinds")
  func both() throws {
    let shop = try shop("csv", "10.5")
    for (index, value) in ["10", "11.5", "12", "13.5"].enumerated() {
      #expect(try shop.run().trouble == "")
      try shop.folder.write(Self.file("csv", value), to: "incoming/\(index + 2)")
    }
    #expect(try shop.run().trouble == "")
  }
}
