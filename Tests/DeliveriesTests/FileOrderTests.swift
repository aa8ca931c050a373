import Project
import Testing

@testable import Deliveries

@Suite("The order of a source's files")
struct FileOrderTests {
  @Test(
    "is that in which a person reads their names",
    arguments: [
      ["part-1.csv", "part-2.csv", "part-9.csv", "part-10.csv", "part-100.csv"],
      ["2026-01-09/a.csv", "2026-01-10/a.csv", "2026-10-01/a.csv"],
      // The same number: fewer zeros do not make it smaller, and yet the two are told apart.
      ["a-007.csv", "a-07.csv", "a-7.csv", "a-08.csv"],
      // More digits than any number type holds.
      ["x99999999999999999999999999999998", "x99999999999999999999999999999999", "x100000000000000000000000000000000"],
      // What begins as the other comes first.
      ["a", "a.csv", "a1", "a1b", "a2"], ["", "0", "00", "a"],
      // Bytes count, not letters: capitals come first, and what is no ASCII last.
      ["B.csv", "a.csv", "é.csv"],
    ])
  func names(sorted: [String]) {
    #expect(sorted.reversed().sorted { FileOrder($0) < FileOrder($1) } == sorted)
    #expect(sorted.shuffled().sorted { FileOrder($0) < FileOrder($1) } == sorted)
  }

  @Test("is one for any three names: none is before itself, and who comes before the second comes before the third")
  func isAnOrder() {
    let names = ["", "0", "00", "01", "1", "a", "a0", "a00b", "a0b", "a1", "a10", "a9", "A", "é", "e\u{301}", "-1"]
    for a in names {
      #expect(!(FileOrder(a) < FileOrder(a)))
      for b in names where !a.utf8.elementsEqual(b.utf8) {
        #expect((FileOrder(a) < FileOrder(b)) != (FileOrder(b) < FileOrder(a)), "\(a) and \(b)")
        for c in names where FileOrder(a) < FileOrder(b) && FileOrder(b) < FileOrder(c) {
          #expect(FileOrder(a) < FileOrder(c), "\(a), \(b), \(c)")
        }
      }
    }
  }

  private func source(_ patterns: [String], changes: Bool = false) throws -> SourceDefinition {
    var source = SourceDefinition(name: "orders")
    source.paths = try patterns.map { try FileGlob("/p/" + $0) }
    if changes { source.changes = .init(operation: "op") }
    return source
  }

  private func sorted(_ names: [String], by source: SourceDefinition) -> [String] {
    names.sorted {
      source.order(of: $0, projectFolder: "/p") < source.order(of: $1, projectFolder: "/p")
    }
  }

  @Test("is first that of the patterns, then that of the names; what no pattern finds any more comes last")
  func patterns() throws {
    let source = try source(["late/*.csv", "early/*.csv"])
    #expect(
      sorted(["early/1.csv", "gone/0.csv", "late/9.csv", "late/10.csv"], by: source) == [
        "late/9.csv", "late/10.csv", "early/1.csv", "gone/0.csv",
      ])
  }

  @Test("of a change feed begins with the full load by its hexadecimal counter, then goes by the moments of the names")
  func feed() throws {
    let source = try source(["a/*.csv", "b/*.csv"], changes: true)
    #expect(
      sorted(
        [
          "a/20260101-100000123.csv", "b/20251231-235959999.csv", "b/LOAD0000000A.csv", "a/LOAD00000009.csv",
          "a/load00000001.csv", "a/LOAD0000001G.csv",
        ], by: source) == [
          "a/LOAD00000009.csv", "b/LOAD0000000A.csv",
          // Of no moment: before the changes, by name.
          "a/LOAD0000001G.csv", "a/load00000001.csv",
          "b/20251231-235959999.csv", "a/20260101-100000123.csv",
        ])
  }

  @Test("of a feed's rows is that of the moments also for what came late, and that of loading where one has no moment")
  func rows() throws {
    let source = try source(["*.csv"], changes: true)
    #expect(
      source.rowOrder(["20260102-000000.csv", "20260101-000000.csv", "LOAD00000001.csv"]) == [
        "LOAD00000001.csv", "20260101-000000.csv", "20260102-000000.csv",
      ])
    #expect(
      source.rowOrder(["20260102-000000.csv", "fix.csv", "20260101-000000.csv", "LOAD00000001.csv"]) == [
        "LOAD00000001.csv", "20260102-000000.csv", "fix.csv", "20260101-000000.csv",
      ])
    #expect(source.rowOrder([]) == [])
    let plain = try self.source(["*.csv"])
    #expect(
      plain.rowOrder(["20260102-000000.csv", "LOAD00000001.csv"]) == ["20260102-000000.csv", "LOAD00000001.csv"])
  }
}
