import Foundation
import JSON
import Testing

/// Rows of queries and tables, few and many.
@Suite struct RowsTests {
  private let assay: Binary

  init() throws { assay = try FreshProject.shared.get().assay }

  /// Runs a command in a shell that allows it so many kilobytes of memory beyond what a small query takes.
  private func peak(_ arguments: [String]) throws -> (answer: Binary.Answer, kilobytes: Int) {
    let script = """
      import resource, subprocess, sys
      done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE)
      print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.returncode, done.stdout.count(b"\\n"))
      """
    var python = assay
    python.path = "/usr/bin/python3"
    let answer = try python.run(["-c", script, assay.path] + arguments)
    return (answer, try #require(answer.output.split(separator: " ").first.flatMap { Int($0) }))
  }

  @Test(
    "CSV, JSON and JSON lines of a million rows take little more memory than those of one",
    arguments: ["csv", "json", "jsonl"])
  func constantMemory(_ format: String) throws {
    let sql = "select i, 'row ' || i as name, i * 2 as twice from range(%) r(i)"
    let few = try peak(["query", sql.replacingOccurrences(of: "%", with: "1"), "--format", format])
    let many = try peak(["query", sql.replacingOccurrences(of: "%", with: "1000000"), "--format", format])
    #expect(many.answer.output.contains(" 0 100000"), "\(many.answer.output)")
    #expect(
      many.kilobytes - few.kilobytes < 60_000, "\(few.kilobytes) kB for one row, \(many.kilobytes) kB for a million")
  }

  @Test("A table shows a thousand rows and counts the rest; one that never ends says so, and ends")
  func tableLimit() throws {
    let some = try assay("query", "select i from range(1234) r(i)")
    #expect(some.lines.suffix(2) == ["… 234 more; --limit N shows more, --format csv, json or jsonl all", "1234 rows"])
    #expect(some.lines.count == 1 + 1000 + 2)
    let endless = try assay("query", "select i from range(100000000000) r(i)", "--limit", "2")
    #expect(endless.status == 0 && endless.lines.count == 5 && endless.lines[3].hasPrefix("… more than 100"))
  }

  @Test("--limit is one for all formats", arguments: [("csv", 3), ("json", 4), ("jsonl", 2), ("table", 5)])
  func limit(_ format: String, _ lines: Int) throws {
    let answer = try assay("query", "select i from range(5) r(i)", "--limit", "2", "--format", format)
    #expect(answer.status == 0 && answer.lines.count == lines, "\(answer.output)")
    #expect(try assay("query", "select 1", "--limit", "-1").status == 2)
  }

  @Test("JSON is whole whatever the number of rows", arguments: [0, 1, 2, 100_000])
  func wholeJSON(_ count: Int) throws {
    let sql = "select i from range(\(count)) r(i)"
    #expect(try assay("query", sql, "--json").json().arrayValue?.count == count)
    let lines = try assay("query", sql, "--format", "jsonl").lines
    #expect(lines.count == count)
    for line in lines.prefix(3) { #expect(try JSONValue(parsing: line)["i"] != nil) }
  }

  @Test("CSV of no rows has its header")
  func emptyCSV() throws {
    #expect(try assay("query", "select 1 as a, 2 as b where false", "--format", "csv").output == "a,b\n")
  }

  @Test("Ctrl-C ends a query at once")
  func interrupt() throws {
    let running = try assay.start(["query", "select i from range(100000000000) r(i)", "--format", "csv"])
    // Output has begun, so the query runs.
    _ = running.output.fileHandleForReading.readData(ofLength: 1)
    running.process.interrupt()
    _ = running.output.fileHandleForReading.readDataToEndOfFile()
    running.process.waitUntilExit()
    #expect(running.process.terminationReason == .uncaughtSignal && running.process.terminationStatus == SIGINT)
  }
}
