import Foundation
import JSON
import TestSupport
import Testing

/// Numbers on the command line and in the journal that nobody expects.
@Suite struct ExtremeOptionTests {
  private static let numbers = [
    "-1", "0", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "4294967296", "1e308", "nan",
    "inf", "0x10", "99999999999999999999999999d", "4294967295d", "4294967295w", "0001-01-01", "9999-12-31",
    "9999-12-31T23:59:60.999999999+14:00", "",
  ]

  private static let options: [[String]] = [
    ["runs", "--limit", "%"], ["query", "select 1", "--limit", "%"],
    ["table", "read", "silver.orders", "--limit", "%"],
    ["table", "read", "silver.orders", "--version", "%"], ["table", "read", "silver.orders", "--timestamp", "%"],
    ["table", "history", "silver.orders", "--limit", "%"], ["bookmark", "rewind", "silver.orders", "--to", "%"],
    ["metrics", "get", "RecordsRead", "--period", "%"], ["metrics", "get", "RecordsRead", "--from", "%"],
    ["metrics", "get", "RecordsRead", "--to", "%"], ["metrics", "get", "RecordsRead", "--statistic", "p%"],
    ["metrics", "get", "RecordsRead", "--statistic", "TM(%:%)"], ["logs", "last", "--since", "%"],
    ["report", "--from", "%", "--to", "9999-12-31"], ["report", "--from", "0001-01-01", "--to", "%"],
    ["run", "--plan", "--date", "%"], ["sample", "elsewhere", "--days", "%"], ["sample", "elsewhere", "--seed", "%"],
    ["query", "select %"], ["query", "select cast(% as double) as x"], ["query", "select 1e400 as x"],
  ]

  @Test("No number on the command line ends the program by a trap", arguments: options)
  func anyNumber(_ option: [String]) throws {
    let assay = try FreshProject.shared.get().assay
    for number in Self.numbers {
      let arguments = option.map { $0.replacingOccurrences(of: "%", with: number) }
      let answer = try assay.run(arguments)
      #expect((0...3).contains(answer.status), "\(arguments): \(answer.status) \(answer.error)")
    }
  }

  @Test("Numbers at their ends in the journal are shown and not summed to death")
  func journal() throws {
    let folder = try TemporaryFolder()
    let assay = Binary(folder: folder.path)
    _ = try assay("init", ".")
    #expect(try assay("run").status == 0)
    let script = """
      import sqlite3
      journal = sqlite3.connect(".assay/dev/journal.sqlite")
      for number in (2**63 - 1, -2**63):
          for table, columns in {
              "step": "rows_read rows_inserted rows_updated rows_deleted rows_superseded rows_rejected bytes_written",
              "manifest": "size records rejected modified_at ingested_at",
          }.items():
              for column in columns.split():
                  journal.execute(f"UPDATE {table} SET {column} = ?", [number])
          journal.execute("UPDATE step SET started_at = ?, ended_at = ?", [-2**63, number])
          journal.execute("UPDATE datapoint SET at = ?, value = 1e308", [number])
          journal.execute("UPDATE execution SET started_at = ?, ended_at = ?, run_date = ?", [-2**63, number, number])
          journal.commit()
          import subprocess, sys
          for command in ("status", "runs", "runs last", "logs last", "quality", "table list", "table history bronze.orders",
                          "table show bronze.orders", "metrics list", "metrics get RecordsRead", "report", "doctor",
                          "run --plan", "bookmark list"):
              for ending in ([], ["--json"]):
                  done = subprocess.run([sys.argv[1]] + command.split() + ending, capture_output=True, text=True)
                  if done.returncode not in (0, 1, 2, 3):
                      print(number, command, ending, done.returncode, done.stderr[-300:])
      """
    var python = assay
    python.path = "/usr/bin/python3"
    let answer = try python.run(["-c", script, assay.path])
    #expect(answer.status == 0 && answer.output.isEmpty, "\(answer.output)\(answer.error)")
  }
}
