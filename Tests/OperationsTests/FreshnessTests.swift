import Clocks
import Foundation
import JSON
import Operations
import Testing
import Words

@Suite("How old a table is, and by what that is judged")
struct FreshnessTests {
  private func table(load: Int64? = nil, data: Int64? = nil) -> TableStatus {
    var table = TableStatus(name: "silver.orders", layer: "silver", state: .ok)
    (table.ageSeconds, table.eventAgeSeconds) = (load, data)
    return table
  }

  @Test(
    "ages that a clock made negative judge nothing by data that nobody looks at",
    arguments: [
      (-5, nil, -5, false), (-5, -9, -5, false), (-9, -5, -5, true), (nil, -5, -5, true), (-1, 0, 0, true),
    ] as [(Int64?, Int64?, Int64?, Bool)])
  func setBack(_ load: Int64?, _ data: Int64?, _ judged: Int64?, _ byData: Bool) {
    #expect(table(load: load, data: data).judgedAgeSeconds == judged)
    #expect(table(load: load, data: data).isJudgedByData == byData)
  }

  @Test("programs read of a table what is known, and null for what is not: no zero stands for either")
  func unknown() {
    let text = TableStatus(name: "gold.sales", layer: "gold", state: .unknown, reason: "it was never built").json.text
    #expect(
      text == #"""
        {"name":"gold.sales","state":"UNKNOWN","reason":"it was never built","warning":null,"ageSeconds":null,\#
        "lastLoadedAt":null,"newestEvent":null,"eventAgeSeconds":null,"futureEvent":null,"warnings":[],\#
        "warnAfterSeconds":null,"errorAfterSeconds":null,"rows":null,"rejectedRows":null,"bytes":null,"version":null,\#
        "score":null,"lastBuild":null,"lastExecution":null}
        """#)
  }

  @Test("programs read both ages, the limits, and what the newest build did")
  func known() {
    var table = table(load: 60, data: 7_200)
    (table.state, table.reason) = (.late, "the newest data are 2 hours old")
    (table.warnAfterSeconds, table.errorAfterSeconds) = (3_600, 86_400)
    (table.lastLoadedAt, table.newestEvent, table.futureEvent) = (
      Given.at("08:59:00"), Given.at("07:00:00"), Given.at("12:00:00")
    )
    (table.rows, table.rejectedRows, table.bytes, table.version, table.score) = (10, 1, 99, 0, 1)
    table.warnings = ["a file of tomorrow came"]
    var flow = RowFlow()
    (flow.read, flow.inserted, flow.rejected) = (11, 10, 1)
    (table.lastCounts, table.lastExecution) = (flow, "x-1")
    #expect(
      table.json.text == #"""
        {"name":"silver.orders","state":"LATE","reason":"the newest data are 2 hours old","warning":null,\#
        "ageSeconds":60,"lastLoadedAt":"2026-11-21T08:59:00.000Z","newestEvent":"2026-11-21T07:00:00.000Z",\#
        "eventAgeSeconds":7200,"futureEvent":"2026-11-21T12:00:00.000Z","warnings":["a file of tomorrow came"],\#
        "warnAfterSeconds":3600,"errorAfterSeconds":86400,"rows":10,"rejectedRows":1,"bytes":99,"version":0,"score":1,\#
        "lastBuild":{"read":11,"inserted":10,"updated":0,"deleted":0,"superseded":0,"rejected":1,"removed":0},\#
        "lastExecution":"x-1"}
        """#)
  }

  @Test("a layer's tables stand in the report in the order they were told, each under its layer's worst state")
  func layers() throws {
    var late = table(load: 9)
    late.state = .late
    let report = StatusReport(
      identity: Given.identity, at: Given.at("09:00:00"),
      layers: [
        LayerStatus(name: "bronze", tables: []), LayerStatus(name: "silver", tables: [table(), late]),
      ])
    let layers = try #require(report.json["layers"]?.arrayValue)
    #expect(layers.map { $0["state"] } == ["UNKNOWN", "LATE"])
    #expect(layers.map { $0["tables"]?.arrayValue?.map { $0["state"] } } == [[], ["OK", "LATE"]])
  }

  @Test("a table that was left out, warned of or told to be of tomorrow is as bad as its state, and no worse")
  func tellsBeside() {
    var table = table(load: 9)
    (table.isLeftOut, table.warnings, table.futureEvent) = (true, ["w"], Given.at("23:00:00"))
    let report = StatusReport(
      identity: Given.identity, at: Given.at("09:00:00"), layers: [LayerStatus(name: "silver", tables: [table])])
    #expect(!report.isBad && report.layers[0].state == .ok)
  }

  @Test("marks of one table from makers that know different things are never equal by chance")
  func makers() {
    var status = table(load: 9)
    status.version = 3
    var quality = TableQuality(table: "silver.orders", gate: .stop)
    #expect(status.mark != quality.mark)
    let judged = quality.mark
    quality.checkedAt = Given.at("09:00:00")
    #expect(quality.mark != judged)
    #expect(TableMark("silver.orders") != TableMark("silver.returns"))
    var logged = TableMark("silver.orders")
    logged.loggedAt = 1
    #expect(logged != TableMark("silver.orders"), "a writer that nobody told of moves the mark")
  }

  @Test("a next run is of a schedule and a moment; another of either is another")
  func nextRun() {
    let run = NextRun(schedule: "daily", at: Given.at("06:00:00"))
    #expect(run == NextRun(schedule: "daily", at: Given.at("06:00:00")))
    #expect(run != NextRun(schedule: "daily", at: Given.at("06:00:01")))
    #expect(run != NextRun(schedule: "hourly", at: Given.at("06:00:00")))
  }
}
