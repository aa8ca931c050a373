import PipelineSupport
import Testing

@Suite("The quarantine of a table")
struct QuarantineTests {
  private static func project(_ model: String, format: String = "csv", keep: String = "files") -> [String: String] {
    [
      "project.yml": "name: little\nsources:\n  o: {path: incoming/o*, format: \(format), keep: \(keep)}\n",
      "models/silver/o.sql": model,
      "incoming/o1": format == "csv"
        ? "id,amount,note\n1,12,a\n2,12x,b\n,7.77777777777777777777,c\n"
        : "{\"id\":\"1\",\"amount\":\"12\"}\n{\"id\":\"2\",\"amount\":\"12x\",\"note\":\"b\"}\n",
    ]
  }

  private static let blind = """
    select try_int(id) as id, try_int(amount) as amount, note,
      case when try_int(amount) is null then 'amount unreadable' end as _reject
    from bronze.o
    """
  private static let keyed = """
    /*---
    materialized: incremental
    strategy: merge
    new_rows_from: [bronze.o]
    unique_key: [id]
    newest_by: [_file, _record]
    ---*/
    select try_int(id) as id, try_decimal(amount, 30, 20) as amount, note, _file, _record,
      case when try_decimal(amount, 30, 20) is null then 'amount unreadable' end as _reject
    from bronze.o
    """

  @Test(
    "keeps what could not be read as it came, and from which record, also where the model does not say",
    arguments: [("csv", "files"), ("jsonl", "files"), ("csv", "delta")], [Self.blind, Self.keyed])
  func raw(source: (format: String, keep: String), model: String) throws {
    let lake = try Pipeline(Self.project(model, format: source.format, keep: source.keep))
    let result = try lake.run()
    #expect(result.status == .succeeded, "\(result.trouble)")
    let rows = try lake.query(
      """
      select _file, _record, json_text(row, '$._raw.amount'), json_text(row, '$._raw.note')
      from quarantine.silver_o where reason = 'amount unreadable' order by _record
      """)
    #expect(rows.first == ["incoming/o1", "2", "12x", "∅"])
  }

  @Test("keeps all digits of a decimal")
  func decimals() throws {
    let lake = try Pipeline(Self.project(Self.keyed))
    try lake.run()
    #expect(
      try lake.query("select json_text(row, '$.amount') from quarantine.silver_o where reason like 'id is null%'")
        == [["7.77777777777777777777"]])
  }
}
