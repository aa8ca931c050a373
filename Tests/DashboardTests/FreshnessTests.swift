import Canvas
import Dashboard
import Dispatch
import Interaction
import Operations
import OperationsSupport
import Testing

@Suite("Data and its age")
struct FreshnessTests {
  static let screens: [(Key, String)] = [("1", "status"), ("2", "executions"), ("3", "quality"), ("7", "report")]

  @Test("a failed question shows its reason and what to press, on every screen", arguments: screens)
  func failed(_ key: Key, _ call: String) throws {
    var world = Shop.failedDay()
    world.failures[call] = .failed("the journal is locked")
    let stage = try Stage(world)
    stage.press(key)
    #expect(stage.shows("✖ the journal is locked"))
    #expect(stage.shows("Ctrl-R asks now."))
  }

  @Test("what is not allowed looks different from what failed", arguments: screens)
  func denied(_ key: Key, _ call: String) throws {
    var world = Shop.failedDay()
    world.failures[call] = .refused("analysts may not see it")
    let stage = try Stage(world)
    stage.press(key)
    #expect(stage.shows("⊘ not allowed: analysts may not see it"))
  }

  @Test("when refreshing fails, the old data stays with its age and the reason", arguments: screens)
  func stale(_ key: Key, _ call: String) throws {
    let stage = try Stage(Shop.goodDay())
    stage.press(key)
    stage.fake.change { $0.failures[call] = .failed("disk is gone") }
    stage.clock.advance(by: 240)
    stage.press("ctrl-r")
    #expect(stage.shows("? STALE  4 min old · disk is gone"))
    #expect(!stage.shows("✖ disk is gone"))

    stage.fake.change { $0.failures[call] = nil }
    stage.pass(seconds: 7)
    #expect(!stage.shows("STALE"))
  }

  @Test("when changes cannot be seen, everything on the screen is stale, and the header says so")
  func unreadableToken() throws {
    let stage = try Stage(Shop.goodDay())
    stage.fake.set { $0.failures["changeToken"] = .unavailable("the journal cannot be read") }
    stage.pass(seconds: 1)
    #expect(stage.lines(with: "STALE").count >= 3)
    #expect(stage.lines(with: "the journal cannot be read").count == 1)
    stage.fake.set { $0.failures["changeToken"] = nil }
    stage.pass(seconds: 1)
    #expect(!stage.shows("STALE"))
  }

  @Test("a long reason is told whole on a narrow screen", arguments: screens)
  func longReason(_ key: Key, _ call: String) throws {
    let stage = try Stage(Shop.goodDay())
    stage.press(key)
    let reason = "the journal was removed while it was open; end this program and start it again (/srv/shop/journal)"
    stage.fake.set { $0.failures["changeToken"] = .unavailable(reason) }
    stage.pass(seconds: 1)
    #expect(stage.lines(with: "(/srv/shop/journal)").count == 1)
  }

  @Test("an unchanged journal is looked at once a second, and nothing is fetched or painted")
  func quiet() throws {
    let stage = try Stage(Shop.goodDay())
    stage.pass(seconds: 1)
    let (asked, frames) = (stage.fake.read(\.asked).count, stage.session.program.frames)
    stage.pass(seconds: 10)
    #expect(stage.fake.read(\.asked).dropFirst(asked).allSatisfy { $0 == "changeToken" })
    #expect(stage.fake.read(\.asked).count == asked + 10)
    #expect(stage.session.program.frames == frames)
  }

  @Test("out of focus it looks ten times less often, and at once when the focus comes back")
  func unfocused() throws {
    let stage = try Stage(Shop.goodDay())
    stage.session.play([.focus(false)])
    stage.pass(seconds: 1)
    let looks = stage.fake.count(of: "changeToken")
    stage.pass(seconds: 20)
    #expect(stage.fake.count(of: "changeToken") == looks + 2)
    stage.session.play([.focus(true)])
    #expect(stage.fake.count(of: "changeToken") == looks + 3)
  }

  @Test("ages grow: freshness is asked again each minute")
  func minutes() throws {
    let stage = try Stage(Shop.goodDay())
    let count = stage.fake.count(of: "status")
    stage.pass(seconds: 130)
    #expect(stage.fake.count(of: "status") == count + 2)
  }

  @Test("a change fetches what the screen shows, and only that; a report only when Gold moved")
  func onlyWhatShows() throws {
    let stage = try Stage(Shop.goodDay())
    stage.press("2")
    stage.fake.set { $0.asked = [] }
    stage.fake.change { _ in }
    stage.pass(seconds: 1)
    #expect(stage.fake.read(\.asked) == ["changeToken", "executions", "status"])

    stage.press("1")
    stage.pass(seconds: 1)
    stage.fake.set { $0.asked = [] }
    stage.fake.change { _ in }
    stage.pass(seconds: 1)
    #expect(stage.fake.read(\.asked) == ["changeToken", "status"])
    stage.fake.change { $0.status.layers[2].tables[0].version = 99 }
    stage.pass(seconds: 1)
    #expect(stage.fake.count(of: "report") == 1)
    stage.press("7")
    #expect(stage.fake.count(of: "report") == 2)
    stage.fake.change { $0.status.layers[2].tables[0].version = 100 }
    stage.pass(seconds: 1)
    #expect(stage.fake.count(of: "report") == 3)
    stage.press("down", "enter")
    #expect(stage.fake.count(of: "report") == 4)
    stage.fake.change { $0.status.layers[2].tables[0].version = 101 }
    stage.pass(seconds: 1)
    #expect(stage.fake.count(of: "report") == 5)
  }

  @Test("four slow questions hold up no look, so nothing is called stale for them")
  func slowQuestions() throws {
    let fake = FakeOperations(Shop.goodDay())
    let gate = DispatchSemaphore(value: 0)
    let device = ScriptedDevice(size: Size(width: 80, height: 24))
    let workers = WorkerPool(threads: 4)
    for _ in 0..<4 { workers.run { gate.wait() } }
    let program = Program(
      root: makeDashboard(reading: fake, operations: fake, clock: TestClock(Shop.now)),
      actions: try DashboardActions.registry(),
      device: device, workers: workers)
    while fake.count(of: "changeToken") == 0 { program.turn() }
    #expect(fake.count(of: "status") == 0)
    for _ in 0..<4 { gate.signal() }
    while fake.count(of: "status") == 0 { program.turn() }
  }

  @Test("an answer for an execution that was left never shows")
  func lateAnswer() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("2", "enter", "esc", "down", "enter")
    #expect(stage.shows("there is no execution 20261120"))
    #expect(!stage.shows("gold.fact_sales"))
  }
}
