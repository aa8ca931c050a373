import Foundation
import JSON
import TestSupport
import Testing

@Suite("why, on the real binary")
struct WhyTests {
  private let folder: TemporaryFolder
  private let assay: Binary

  init() throws {
    folder = try TemporaryFolder()
    assay = Binary(folder: folder.path)
    _ = try assay("init", ".")
  }

  private func links(_ json: JSONValue) -> [[String]] {
    (json["links"]?.arrayValue ?? []).map { link in
      [link["kind"], link["name"], link["state"]].map { $0?.stringValue ?? "" }
    }
  }

  private func commands(_ json: JSONValue) -> [String] {
    (json["remedies"]?.arrayValue ?? []).compactMap { $0["command"]?.stringValue }
  }

  @Test(
    "a table that was left out leads over the one that failed to the rule that did not hold, with run, step and line")
  func rule() throws {
    try folder.replace("RowCount > 0", "RowCount > 100", in: "quality/silver.orders.dqdl")
    let run = try assay("run", "--json").json()["execution"]?.stringValue
    let answer = try assay("why", "sales_daily", "--json")
    #expect(answer.status == 1)
    let json = try answer.json()
    #expect(
      links(json) == [
        ["table", "gold.sales_daily", "LATE"], ["table", "silver.orders", "FAILED"],
        ["rule", "RowCount > 100", "FAIL"],
      ])
    let failed = json["links"]?.arrayValue?[1]
    #expect(failed?["execution"]?.stringValue == run)
    let evidence = failed?["evidence"]?.arrayValue ?? []
    #expect(evidence.map { $0["kind"] } == ["run", "step", "log"])
    #expect(evidence.last?["text"]?.stringValue?.contains("RowCount > 100") == true)
    #expect(commands(json) == ["assay quality silver.orders", "assay run --table silver.orders --downstream"])
    let text = try assay("why", "gold.sales_daily")
    #expect(text.output.contains("because ") && text.output.contains("what mends it"))

    try folder.replace("RowCount > 100", "RowCount > 0", in: "quality/silver.orders.dqdl")
    #expect(try assay("run", "--table", "silver.orders", "--downstream").status == 0)
    let well = try assay("why", "sales_daily", "--json")
    #expect(well.status == 0)
    #expect(try well.json()["isWell"] == true)
    let past = try assay("why", run ?? "", "--json").json()
    #expect(links(past).map(\.[0]) == ["execution", "step"])
    #expect(past["links"]?.arrayValue?.first?["evidence"]?.arrayValue?.last?["text"] == "has made it good since")
  }

  @Test("a table nobody ever built leads to the schedule that is not there")
  func neverRun() throws {
    let json = try assay("why", "silver.orders", "--json").json()
    #expect(links(json) == [["table", "silver.orders", "UNKNOWN"], ["schedule", "schedules/", "ABSENT"]])
    #expect(commands(json) == ["assay run"])
  }

  @Test("a schedule without a scheduler is found, and so is one that was paused")
  func schedule() throws {
    try folder.write("schedule: cron(0 6 * * ? *)\n", to: "schedules/morning.yml")
    let absent = try assay("why", "silver.orders", "--json").json()
    #expect(links(absent).map(\.[2]) == ["UNKNOWN", "ON", "ABSENT"])
    #expect(commands(absent) == ["assay schedule run", "assay run"])
    #expect(try assay("schedule", "pause", "morning").status == 0)
    let paused = try assay("why", "silver.orders", "--json").json()
    #expect(links(paused).last == ["schedule", "morning", "PAUSED"])
    #expect(commands(paused) == ["assay schedule resume morning", "assay run"])
  }

  @Test("a file that was refused is named, with what mends it")
  func files() throws {
    #expect(try assay("run").status == 0)
    try folder.write("no_such_column,another\n1,2\n", to: "incoming/orders-2026-01-06.csv")
    #expect(try assay("run").status == 1)
    let json = try assay("why", "bronze.orders", "--json").json()
    #expect(
      links(json) == [
        ["table", "bronze.orders", "FAILED"], ["file", "incoming/orders-2026-01-06.csv", "REFUSED"],
      ])
    #expect(commands(json).contains { $0.hasPrefix("assay run --redrive ") })
    let text = try assay("why", "bronze.orders").output
    #expect(text.components(separatedBy: "the column “order_id” is missing").count == 3, "once a link\n\(text)")
  }

  @Test("a file that changed after it was loaded is taken out or renamed, not mended")
  func changed() throws {
    #expect(try assay("run").status == 0)
    let file = "incoming/orders-2026-01-05.csv"
    try folder.write(try folder.read(file) + "2001,Ada,2026-01-05 10:00:00,paid,1.00,2026-01-05 10:01:00\n", to: file)
    #expect(try assay("run").status == 1)
    let answer = try assay("why", "bronze.orders")
    #expect(answer.output.contains("assay source withdraw \(file)"))
    #expect(!answer.output.contains("how it is to be read"))
  }

  @Test("without a name it is about the worst there is, and an unknown one is told with the nearest")
  func names() throws {
    try folder.replace("RowCount > 0", "RowCount > 100", in: "quality/silver.orders.dqdl")
    _ = try assay("run")
    #expect(links(try assay("why", "--json").json()).first == ["table", "silver.orders", "FAILED"])
    let unknown = try assay("why", "silver.ordes")
    #expect(unknown.status == 2)
    #expect(unknown.error.contains("silver.orders"))
  }

  @Test(
    "while a definition is wrong, runs, events, logs and why still tell what happened, and say what is wrong",
    arguments: [
      ("project.yml", "sources: [\n"), ("models/silver/orders.sql", "/*---\nmaterialised: [\n---*/\nselect 1\n"),
      ("project.yml", "name: 7\nnonsense: true\n"),
    ])
  func invalid(_ file: String, _ text: String) throws {
    let id = try #require(try assay("run", "--json").json()["execution"]?.stringValue)
    try folder.write(text, to: file)
    for arguments in [["runs"], ["runs", "last"], ["events", "--since", "1h"], ["logs", "last"]] {
      let answer = try assay.run(arguments)
      #expect(answer.status == 0, "\(arguments) \(answer.error)")
      #expect(!answer.output.isEmpty)
      #expect(answer.error.contains("cannot run as it stands: \(file):"))
    }
    #expect(try assay("runs", "--json").json().arrayValue?.first?["execution"]?.stringValue == id)
    let why = try assay("why", "--json")
    #expect(why.status == 1)
    #expect(links(try why.json()).last?[2] == "WRONG")
    #expect(commands(try why.json()).first == "assay validate")
    #expect(try assay("why", "silver.orders", "--json").json()["isWell"] == false)
    #expect(try assay("run").status == 2, "nothing is run by old definitions")
  }

  @Test("a project that never ran has nothing to tell while its definitions are wrong")
  func invalidFromTheStart() throws {
    try folder.write("sources: [\n", to: "project.yml")
    #expect(try assay("runs").status == 2)
  }
}
