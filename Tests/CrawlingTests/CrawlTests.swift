import Foundation
import JSON
import Testing

@testable import Crawling

@Suite("A crawl") struct CrawlTests {
  private static func crawl(_ files: [(String, String)]) -> Crawl {
    Crawl(files.map { FileSample(path: $0.0, size: $0.1.utf8.count, bytes: Array($0.1.utf8)) })
  }

  @Test(
    "takes files whose paths differ in days, numbers and partitions for one table",
    arguments: [
      (["2026-11-08/orders.csv", "2026-11-09/orders.csv"], "*/orders.csv", "orders", ["partition_0"]),
      (["orders-2026-01-05.csv", "orders-2026-01-06.csv"], "orders-*.csv", "orders", []),
      (
        ["sales/year=2026/month=01/part-0001.csv", "sales/year=2026/month=02/part-0002.csv"],
        "sales/year=*/month=*/part-*.csv", "sales", ["year", "month"]
      ),
      (["Web Orders/data.csv"], "Web Orders/data.csv", "web_orders", []),
    ])
  func grouping(paths: [String], pattern: String, name: String, partitions: [String]) throws {
    let crawl = Self.crawl(paths.map { ($0, "id,total\n1,2.50\n2,3.00\n") })
    let table = try #require(crawl.tables.first)
    #expect(crawl.tables.count == 1)
    #expect(table.pattern == pattern && table.name == name && table.partitions == partitions)
    #expect(table.files == paths.count)
  }

  @Test(
    "finds the delimiter, also where another stands in the values",
    arguments: [
      ("a;b\n1,5;2\n3,5;4\n", ";"), ("a|b|c\n1|x,y|2\n", "|"), ("a\tb\n1\t2\n3\t4\n", "\t"),
      ("a,b\n\"1;2;3\",4\n\"5;6;7\",8\n", ","), ("a\u{1}b\n1\u{1}2\n", "\u{1}"),
    ] as [(String, Character)])
  func delimiters(text: String, delimiter: Character) {
    #expect(Self.crawl([("x_a.csv", text)]).tables.first?.delimiter == delimiter)
  }

  @Test(
    "takes the first row for a header only where a later row has what is no text",
    arguments: [
      ("id,name\n1,Ada\n", true, ["id", "name"]), ("name,city\nAda,London\nAlan,Leeds\n", false, ["col1", "col2"]),
      ("1,Ada\n2,Alan\n", false, ["col1", "col2"]), ("id,id\n1,2\n", false, ["col1", "col2"]),
      ("id,\n1,2\n", false, ["col1", "col2"]),
    ])
  func headers(text: String, hasHeader: Bool, columns: [String]) throws {
    let table = try #require(Self.crawl([("t_x.csv", text)]).tables.first)
    #expect(table.hasHeader == hasHeader && table.columns.map(\.name) == columns)
  }

  @Test(
    "types a column by all its values",
    arguments: [
      (["1", "-2", ""], "bigint"), (["1", "2.50"], "decimal(38,2)"), (["1e5", "2"], "double"),
      (["true", "False"], "boolean"),
      (["01234", "2"], "string"), (["2026-11-08", "2026-11-09"], "date"), (["08/11/2026", "30/11/2026"], "date"),
      (["2026-11-08 14:03:22", "08/11/2026 14:03"], "timestamp"), (["2026-11-08T14:03:22Z"], "timestamp"),
      (["2026-11-08", "2026-11-08 14:03:22"], "string"), (["99999999999999999999"], "string"),
      (["", "NULL"], "string"),
      (["2026-13-08"], "string"),
    ])
  func types(values: [String], type: String) {
    #expect(FoundColumn("c", values).type == type)
  }

  @Test("finds keys: the table's own id first, two columns where no one tells records apart, none by amounts")
  func keys() {
    let orders = Self.crawl([("orders.csv", "customer_id,order_id,total\n7,1,5.5\n8,2,6.5\n")]).tables.first
    #expect(orders?.key == ["order_id"])
    let lines = Self.crawl([("lines.csv", "order_id,line_no,total\n1,1,5.5\n1,2,6.5\n2,1,7.5\n")]).tables.first
    #expect(lines?.key == ["order_id", "line_no"])
    let none = Self.crawl([("sums.csv", "total,day\n5.5,2026-01-01\n6.5,2026-01-02\n")]).tables.first
    #expect(none?.key == [])
  }

  @Test("reads JSON lines, with keys that some records lack")
  func lines() throws {
    let crawl = Self.crawl([("pay-1.jsonl", #"{"id": 1, "n": 2.5}"# + "\n" + #"{"id": 2, "x": {"a": 1}}"# + "\n")])
    let table = try #require(crawl.tables.first)
    #expect(table.format == .jsonl && table.records == 2 && table.key == ["id"])
    #expect(table.columns.map { "\($0.name) \($0.type)" } == ["id bigint", "n decimal(38,1)", "x string"])
  }

  @Test(
    "passes over what is no table, and says why",
    arguments: [
      ("", "empty"), ("hello\nworld\n", "no table"), ("[{\"a\": 1}]", "JSON array"),
      ("{\n \"a\": 1\n}", "JSON document"),
      ("<html></html>", "XML"), ("PK\u{3}\u{4}xx", "ZIP"), ("  \n\n", "blanks"),
    ])
  func skipped(text: String, reason: String) {
    let crawl = Self.crawl([("a/file.bin", text)])
    #expect(crawl.tables.isEmpty)
    #expect(crawl.skipped.first?.reason.contains(reason) == true, "\(crawl.skipped)")
  }

  @Test("reads the beginning of a file that was cut in the middle of a record or a character")
  func cut() throws {
    let text = "id,name\n1,Zoë\n2,Zoë\n3,Zo"
    let sample = FileSample(path: "n.csv", size: 1000, bytes: Array(text.utf8) + [0xC3])
    let table = try #require(Crawl([sample]).tables.first)
    #expect(table.records == 2 && table.encoding == "utf-8")
  }

  @Test("gives two tables of one name another name each, and the same tables in whatever order the files come")
  func order() {
    let files = [("a/data.csv", "id,n\n1,2\n"), ("b/a/data.csv", "id,n\n1,2\n"), ("c/x.csv", "id,n\n1,2\n")]
    let names = Self.crawl(files).tables.map(\.name)
    #expect(Set(names).count == 3)
    #expect(Self.crawl(files.reversed()).tables.map(\.name) == names)
  }
}
