import Canvas
import Dashboard
import Interaction
import JSON
import Operations
import OperationsSupport
import Testing

@Suite("Runs once more, several at once, and marked as done")
struct AgainTests {
  private static func world() -> FakeOperations.World {
    var world = Shop.failedDay()
    let id = Shop.failedExecution.summary.id
    world.details[id]?.input = ["tables": ["silver.orders"]]
    return world
  }

  private static func type(_ text: String, _ stage: Stage) {
    for character in text { stage.press(Key(stringLiteral: String(character))) }
  }

  @Test("i edits the input a run had, says what is no JSON, and asks before it runs with it")
  func input() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    stage.press("2", "enter", "i")
    #expect(stage.shows("input: {\"tables\":[\"silver.orders\"]}"))
    stage.press("backspace")
    #expect(stage.shows("not JSON yet"))
    stage.press("enter")
    #expect(stage.fake.read(\.again).isEmpty, "what is no JSON is not taken")
    Self.type(",\"fullRefresh\":true}", stage)
    stage.press("enter")
    #expect(stage.shows("again with another input in dev?"))
    stage.press("right", "enter")
    #expect(stage.fake.read(\.again) == [["tables": ["silver.orders"], "fullRefresh": true]])
  }

  @Test("an input that stays as it was, and Esc, ask nothing; a wrong one says why; who only looks is told so")
  func nothing() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    stage.press("2", "enter", "i", "enter")
    #expect(!stage.shows("another input"))
    stage.press("i", "backspace", "esc")
    #expect(!stage.shows("another input"))
    stage.press(["i"] + Array(repeating: "backspace", count: 40))
    Self.type("{}", stage)
    stage.press("enter")
    #expect(stage.shows("It cannot be planned:") && stage.shows("tables is a list of names"))
    var options = DashboardOptions()
    options.isReadOnly = true
    let looking = try Stage(Self.world(), size: Size(width: 120, height: 36), options: options)
    looking.press(["2", "enter", "i"] + Array(repeating: "backspace", count: 40))
    Self.type("[]", looking)
    looking.press("enter")
    #expect(looking.shows("read-only"))
  }

  @Test("r on several marked runs asks once and runs their days as a backfill, the oldest first")
  func bulkRerun() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    stage.press("2", "space", "down", "v", "r")
    #expect(stage.shows("3 marked"))
    #expect(stage.shows("Run 3 days once more in dev?"))
    #expect(stage.fake.read(\.backfilled).isEmpty)
    stage.press("right", "enter")
    let days = try #require(stage.fake.read(\.backfilled).first)
    #expect(days == days.sorted() && days.count >= 1)
  }

  @Test("R on several marked runs goes on with each, where all of them failed; else it says which way that cannot be")
  func bulkRedrive() throws {
    var world = Self.world()
    for index in world.executions.indices.prefix(3) { world.executions[index].status = .failed }
    let stage = try Stage(world, size: Size(width: 120, height: 36))
    stage.press("2", "space", "space", "R")
    #expect(stage.shows("Go on with 2 runs in dev?"))
    stage.press("right", "enter")
    #expect(Set(stage.fake.read(\.redriven)) == Set(world.executions.prefix(2).map(\.id)))
    stage.press("g", "space", "x")
    #expect(stage.fake.read(\.stopped).isEmpty)
    let mixed = try Stage(Self.world(), size: Size(width: 120, height: 36))
    mixed.press("2", "space", "space", "R")
    #expect(mixed.shows("one of the marked runs succeeded"))
  }

  @Test("D says that what a run failed at is done, after a question, and only of one that failed")
  func done() throws {
    let stage = try Stage(Self.world(), size: Size(width: 120, height: 36))
    stage.press("2", "D")
    #expect(stage.shows("Is the run of 2026-11-21 done?"))
    stage.press("right", "enter")
    #expect(stage.fake.read(\.marked) == [Shop.failedExecution.summary.id])
    let good = try Stage(Shop.goodDay(), size: Size(width: 120, height: 36))
    good.press("2", "D")
    #expect(good.shows("nothing of it is left to do"))
  }
}
