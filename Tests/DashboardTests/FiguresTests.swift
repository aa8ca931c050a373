import Canvas
import Dashboard
import Interaction
import JSON
import Operations
import OperationsSupport
import Testing
import Words

/// What stands on a screen is what the headless answer says.
@Suite("Figures")
struct FiguresTests {
  private func stage(_ world: FakeOperations.World) throws -> Stage {
    try Stage(world, size: Size(width: 200, height: 60))
  }

  private func grouped(_ value: JSONValue?) -> String { NumberText.integer(Int(value?.intValue ?? -1)) }

  @Test("of the flow are the sums of the status")
  func status() throws {
    let world = Shop.failedDay()
    let stage = try stage(world)
    for layer in world.status.json["layers"]?.arrayValue ?? [] {
      let builds = (layer["tables"]?.arrayValue ?? []).compactMap { $0["lastBuild"] }
      for field in ["read", "rejected"] {
        let sum = builds.compactMap { $0[field]?.intValue }.reduce(0, +)
        #expect(stage.shows(" " + NumberText.integer(Int(sum))))
      }
      for table in layer["tables"]?.arrayValue ?? [] {
        let name = table["name"]?.stringValue?.split(separator: ".").last.map(String.init) ?? "?"
        #expect(stage.shows(name))
      }
    }
  }

  @Test("of an execution's steps are those of its answer")
  func steps() throws {
    let world = Shop.failedDay()
    let stage = try stage(world)
    stage.press("2", "enter", "z")
    let detail = Shop.failedExecution
    for step in detail.json(now: Shop.now)["steps"]?.arrayValue ?? [] {
      let name = step["name"]?.stringValue ?? "?"
      let line = try #require(stage.lines(with: name).first)
      guard step["status"] != "SKIPPED" else { continue }
      for field in ["rowsIn", "rowsOut", "rejected"] { #expect(line.contains(" " + grouped(step[field]) + " ")) }
      #expect(line.contains(AgeText.duration(step["seconds"]?.doubleValue ?? -1)))
      if let score = step["score"]?.doubleValue {
        #expect(line.contains(score == 1 ? "100 %" : NumberText.percent(score)))
      }
    }
  }

  @Test("of quality are those of the answer")
  func quality() throws {
    let world = Shop.failedDay()
    let stage = try stage(world)
    stage.press("3")
    for table in world.quality {
      let json = table.json
      let line = try #require(stage.lines(with: " " + table.table + " ").first)
      #expect(line.contains(grouped(json["quarantinedRows"])))
      #expect(line.contains(" \(json["rules"]?.arrayValue?.count ?? -1) "))
    }
    stage.press("enter")
    for rule in Shop.quality.last(where: { $0.failed > 0 })?.json["rules"]?.arrayValue ?? [] {
      #expect(stage.shows(String((rule["rule"]?.stringValue ?? "?").prefix(40))))
    }
  }

  @Test("of a report are its tiles'")
  func report() throws {
    let world = Shop.failedDay()
    let stage = try stage(world)
    stage.press("7")
    for tile in world.reports[0].json["tiles"]?.arrayValue ?? [] where tile["kind"] == "kpi" {
      let value = tile["value"]?.doubleValue ?? -1
      let text: String
      switch tile["unit"]?.stringValue {
      case "money": text = NumberText.money(value)
      case "percent": text = NumberText.percent(value)
      default: text = NumberText.fixed(value)
      }
      #expect(stage.shows(text))
      let change = tile["change"]?.doubleValue ?? -1
      #expect(
        stage.shows(tile["changeIn"] == "points" ? NumberText.points(change) : NumberText.change(change)))
    }
    for tile in world.reports[0].json["tiles"]?.arrayValue ?? [] where tile["kind"] == "bars" {
      for bar in tile["bars"]?.arrayValue ?? [] {
        #expect(stage.shows(NumberText.money(bar["value"]?.doubleValue ?? -1)))
      }
    }
  }
}
