import Canvas
import Dashboard
import Interaction
import Operations
import OperationsSupport
import Testing

@Suite("Rerun and stop")
struct RerunTests {
  @Test("the question before a rerun says what will fail, and what is left out for it")
  func blocked() throws {
    var world = Shop.failedDay()
    for index in world.plan.steps.indices where world.plan.steps[index].name == "bronze.orders" {
      world.plan.steps[index].isBlocked = true
      world.plan.steps[index].reason = "will fail: orders.csv changed after it was loaded"
    }
    let stage = try Stage(world)
    stage.press("r")
    #expect(stage.shows("bronze.orders: will fail: orders.csv changed"))
  }

  @Test("three key presses lead from a failed day to a started run, which is then followed live")
  func rerunOfTheNewestFailure() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("r", "right", "enter")
    #expect(
      stage.fake.read(\.started) == [RunRequest(runDate: Shop.today, trigger: .rerun, rerunOf: "20261121-061002-7kq2")]
    )
    #expect(stage.shows("Runs › 20261121-064200-new1"))
    #expect(stage.shows("… RUN  2026-11-21 · 3/30 steps"))

    stage.fake.change { world in
      world.details["20261121-064200-new1"]?.summary.status = .succeeded
      world.details["20261121-064200-new1"]?.summary.endedAt = Shop.now.addingTimeInterval(30)
    }
    stage.pass(seconds: 1)
    #expect(stage.shows("✔ OK  2026-11-21 · 3 ok steps · 30.0 s"))
  }

  @Test("the plan is shown before the question, and Cancel has the focus")
  func planBeforeTheQuestion() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("r")
    for text in [
      "Rerun 2026-11-21 in dev?", "7 tables", "gold.fact_sales\u{A0}v12→13", "42 rules", "executive",
      "about 42.4 s",
      "6 tables with nothing new",
    ] {
      #expect(stage.shows(text))
    }
    stage.press("enter")
    #expect(!stage.shows("Rerun 2026-11-21"))
    #expect(stage.fake.read(\.started).isEmpty)
  }

  @Test("a protected environment wants its name typed, whatever is pressed")
  func protectedEnvironment() throws {
    let stage = try Stage(Shop.failedDay(Shop.identity("prod", protected: true)))
    stage.press("r", "tab", "tab", "enter")
    #expect(stage.fake.read(\.started).isEmpty)
    stage.press("tab")
    stage.session.type("prod")
    stage.press("enter", "enter")
    #expect(stage.fake.read(\.started).count == 1)
  }

  @Test("read-only mode wins over everything and says so", arguments: ["r", "x"] as [Key])
  func readOnly(_ key: Key) throws {
    var options = DashboardOptions()
    options.isReadOnly = true
    let stage = try Stage(Shop.failedDay(), options: options)
    stage.press(key)
    #expect(stage.shows("the dashboard is in read-only mode"))
    #expect(stage.shows("READ ONLY"))
    #expect(stage.fake.count(of: "plan") == 0)
  }

  @Test(
    "who asks for a screen while a run starts stays there, and is told",
    arguments: [("3", "Tables ·"), ("1", "Needs you")] as [(Key, String)])
  func elsewhere(_ key: Key, _ shown: String) throws {
    let stage = try Stage(Shop.failedDay(), size: Size(width: 120, height: 36))
    stage.press("r", "right")
    // Both keys come before the answer of the start.
    stage.session.program.feed(.key("enter"))
    stage.session.program.feed(.key(key))
    stage.session.advance(by: .milliseconds(1))
    #expect(stage.shows(shown))
    #expect(stage.shows("started 20261121-064200-new1"))
  }

  @Test("a plan that cannot be made says why, and starts nothing")
  func failedPlan() throws {
    var world = Shop.failedDay()
    world.failures["plan"] = .unavailable("the engine is not installed: assay engine install")
    let stage = try Stage(world)
    stage.press("r")
    #expect(stage.shows("the engine is not installed: assay engine install"))
    stage.press("esc")
    #expect(stage.fake.read(\.started).isEmpty)
  }

  @Test("a start that fails is told, and can be tried again")
  func failedStart() throws {
    var world = Shop.failedDay()
    world.failures["start"] = .failed("no process could be started")
    let stage = try Stage(world)
    stage.press("r", "right", "enter")
    #expect(stage.shows("not started: no process could be started"))
    stage.press("r")
    #expect(stage.shows("Rerun 2026-11-21 in dev?"))
  }

  @Test("a new execution that its worker has not written yet is awaited, not called missing")
  func slowWorker() throws {
    var world = Shop.failedDay()
    world.onStart = { _, _ in "20261121-064200-slow" }
    let stage = try Stage(world)
    stage.press("r", "right", "enter")
    #expect(stage.shows("reading the execution"))
    stage.pass(seconds: 6)
    #expect(stage.shows("reading the execution"))
    stage.fake.change { $0.details["20261121-064200-slow"] = Shop.failedExecution }
    stage.pass(seconds: 1)
    #expect(stage.shows("✖ FAIL  2026-11-21 · 20 ok, 1 failed"))
  }

  @Test("an execution that is still unknown after a while is called so")
  func lostWorker() throws {
    var world = Shop.failedDay()
    world.onStart = { _, _ in "20261121-064200-lost" }
    let stage = try Stage(world)
    stage.press("r", "right", "enter")
    stage.pass(seconds: 31)
    #expect(stage.shows("there is no execution 20261121-064200-lost"))
  }

  @Test("stopping asks first, then asks the execution to stop")
  func stop() throws {
    var world = Shop.failedDay()
    let id = Shop.startRun(&world, RunRequest())
    let stage = try Stage(world)
    stage.press("x")
    #expect(stage.shows("Stop the run of 2026-11-21?"))
    stage.press("right", "enter")
    #expect(stage.fake.read(\.stopped) == [id])
    #expect(stage.shows("asked \(id) to stop"))
  }

  @Test("a run that was asked to stop can be forced to, after a question that says what that does")
  func force() throws {
    var world = Shop.failedDay()
    world.executions[0].status = .running
    (world.executions[0].endedAt, world.executions[0].stopRequested) = (nil, true)
    let stage = try Stage(world, size: Size(width: 120, height: 36))
    stage.press("2", "x")
    #expect(stage.shows("Force the run of 2026-11-21 to stop?") && stage.shows("kills"))
    stage.press("right", "enter")
    #expect(stage.fake.read(\.stopped) == [world.executions[0].id])
  }

  @Test("a stop that fails is told with its reason")
  func failedStop() throws {
    var world = Shop.failedDay()
    _ = Shop.startRun(&world, RunRequest())
    world.failures["stop"] = .unavailable("the journal is locked")
    let stage = try Stage(world)
    stage.press("x", "right", "enter")
    #expect(stage.shows("not stopped: the journal is locked"))
    #expect(stage.fake.read(\.stopped).isEmpty)
  }

  @Test("what runs cannot be rerun, and what ended cannot be stopped")
  func notNow() throws {
    var world = Shop.failedDay()
    _ = Shop.startRun(&world, RunRequest())
    let running = try Stage(world)
    running.press("r")
    #expect(running.shows("rerun: it is still running"))
    let ended = try Stage(Shop.failedDay())
    ended.press("x")
    #expect(ended.shows("stop: it is not running"))
  }

  @Test("where nothing has run, r offers a run of everything")
  func firstRun() throws {
    let stage = try Stage(Shop.empty())
    #expect(stage.shows("Nothing has run in this environment."))
    stage.press("r", "right", "enter")
    #expect(stage.fake.read(\.started) == [RunRequest()])
  }
}
