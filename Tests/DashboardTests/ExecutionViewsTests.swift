import Canvas
import Clocks
import Dashboard
import Foundation
import Interaction
import JSON
import Operations
import OperationsSupport
import Testing
import Words

@Suite("Ways to look at one execution")
struct ExecutionViewsTests {
  static let machine = "20261121-070000-mach"

  /// Load is tried twice and fails, a branch of two runs, the gate's ways are a choice, a loop and an error's.
  private static func world(running: Bool = false) -> FakeOperations.World {
    var world = Shop.failedDay()
    var run = Shop.failedExecution.summary
    run.id = machine
    run.status = running ? .running : .failed
    run.endedAt = running ? nil : run.startedAt.addingTimeInterval(20)
    world.executions.insert(run, at: 0)
    var load = StepSummary(name: "Load", kind: .state, status: running ? .running : .failed)
    load.state = StateFacts(type: "Task", tries: 2, input: ["day": "2026-11-21"])
    load.state?.definition = ["Type": "Task", "Retry": [["ErrorEquals": ["Glue.Down"], "MaxAttempts": 1]]]
    (load.startedAt, load.dependsOn) = (run.startedAt.addingTimeInterval(2), ["Begin"])
    if !running {
      load.endedAt = run.endedAt
      (load.error, load.cause) = ("Glue.Down", "no room")
    }
    var begin = StepSummary(name: "Begin", kind: .state, status: .succeeded)
    begin.state = StateFacts(type: "Pass", tries: 0, input: [:])
    (begin.startedAt, begin.endedAt) = (run.startedAt, run.startedAt.addingTimeInterval(2))
    world.details[machine] = ExecutionDetail(summary: run, steps: [begin, load])
    world.maps[machine] = map
    world.events[machine] = events(run.startedAt, running: running)
    return world
  }

  private static var map: StateMap {
    typealias Way = StateMap.Way
    var begin = StateMap.Node(name: "Begin", kind: "Pass", note: "Pass")
    begin.ways = [Way(to: 1)]
    var load = StateMap.Node(name: "Load", kind: "Task", note: "Task glue:startJobRun.sync")
    load.ways = [Way(to: 2), Way(to: 4, label: "on States.ALL", isCaught: true)]
    var gate = StateMap.Node(name: "Gate", kind: "Choice", note: "Choice")
    gate.ways = [Way(to: 3, label: "if $.rows > 0"), Way(to: 1, label: "otherwise")]
    var both = StateMap.Node(name: "Both", kind: "Parallel", note: "Parallel of 2")
    both.inner = ["Left", "Right"].map { name in
      var node = StateMap.Node(name: name, kind: "Pass", note: "Pass")
      node.ways = [Way(to: nil)]
      return StateMap(start: 0, nodes: [node])
    }
    both.ways = [Way(to: nil)]
    return StateMap(
      start: 0, nodes: [begin, load, gate, both, StateMap.Node(name: "Sorry", kind: "Fail", note: "Fail")])
  }

  private static func events(_ start: Date, running: Bool) -> [HistoryEntry] {
    var all: [(Double, String, String?, Int?, JSONValue)] = [
      (0, "ExecutionStarted", nil, nil, ["input": [:]]), (0, "PassStateEntered", "Begin", nil, [:]),
      (2, "PassStateExited", "Begin", nil, [:]), (2, "TaskStateEntered", "Load", nil, [:]),
      (2, "TaskScheduled", "Load", 1, [:]), (2, "TaskStarted", "Load", 1, [:]),
      (6, "TaskFailed", "Load", 1, ["error": "Glue.Down", "cause": "no room"]),
      (10, "TaskScheduled", "Load", 2, [:]), (10, "TaskStarted", "Load", 2, [:]),
    ]
    if !running {
      all.append((20, "TaskFailed", "Load", 2, ["error": "Glue.Down", "cause": "still no room"]))
      all.append((20, "ExecutionFailed", nil, nil, ["error": "Glue.Down"]))
    }
    return all.enumerated().map { index, event in
      HistoryEntry(
        id: Int64(index + 1), previousID: Int64(index), at: start.addingTimeInterval(event.0), type: event.1,
        state: event.2, attempt: event.3, details: event.4)
    }
  }

  private static func stage(_ world: FakeOperations.World, _ size: Size = Size(width: 120, height: 44)) throws -> Stage
  {
    let stage = try Stage(world, size: size)
    stage.press("2", "g", "enter")
    return stage
  }

  private static func place(_ text: String, _ stage: Stage) -> (row: Int, column: Int)? {
    for (row, line) in stage.picture.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if let range = line.range(of: text) { return (row, line.distance(from: line.startIndex, to: range.lowerBound)) }
    }
    return nil
  }

  // MARK: the map

  @Test("m draws the machine: in order downwards, branches side by side, a choice's ways numbered, what failed chosen")
  func map() throws {
    let stage = try Self.stage(Self.world())
    stage.press("m")
    #expect(stage.shows("7 states"))
    let rows = try ["Begin", "Load", "Gate", "Both"].map { try #require(Self.place($0, stage)).row }
    #expect(rows == rows.sorted())
    #expect(try #require(Self.place("Left", stage)).row == #require(Self.place("Right", stage)).row)
    #expect(stage.shows("1 if $.rows > 0") && stage.shows("2 otherwise") && stage.shows("x on States.ALL"))
    #expect(stage.lines(with: "✖ Load").count == 1)
    #expect(stage.shows("Glue.Down: no room"))
    #expect(stage.lines(with: "✖ FAIL").contains { $0.contains("2 tries") })
  }

  @Test("z shows names alone, arrows go from state to state, Enter opens the page of one that was entered")
  func moves() throws {
    let stage = try Self.stage(Self.world())
    stage.press("m", "z")
    #expect(stage.shows("names only") && !stage.shows("1 if $.rows > 0") && stage.shows("Gate"))
    stage.press("down")
    #expect(stage.shows("Gate · Choice · not entered"))
    stage.press("enter")
    #expect(stage.shows("it has not been entered"))
    stage.press("up", "enter")
    #expect(stage.shows("Load") && stage.shows("input"))
    #expect(stage.shows("definition") && stage.shows("\"MaxAttempts\": 1"), "its retriers stand on its page")
    stage.press("esc")
    #expect(!stage.shows("names only") || stage.shows("Map"))
  }

  @Test("a state's page has its definition at every size; z gives its documents the page, and arrows go on in them")
  func documents() throws {
    var world = Self.world()
    let lines = JSONValue.array((1...60).map { .string("line \($0)") })
    world.details[Self.machine]?.steps[1].state?.definition = ["Type": "Task", "Lines": lines]
    world.details[Self.machine]?.steps[1].state?.input = ["sql": .string("select " + String(repeating: "x", count: 90))]
    let stage = try Stage(world, size: Size(width: 80, height: 24))
    stage.press("2", "enter", "enter")
    for word in ["input", "output", "definition", "\"Type\": \"Task\"", "more: z", "Log"] { #expect(stage.shows(word)) }
    #expect(!stage.shows("\"line 5\""))
    stage.press("z")
    #expect(stage.shows("\"line 5\""), "\(stage.picture)")
    #expect(stage.shows("more below") && !stage.shows("Log ·"))
    stage.press("pgdn", "pgdn", "pgdn", "pgdn", "pgdn", "pgdn", "pgdn", "pgdn")
    #expect(stage.shows("\"line 60\"") && !stage.shows("more below"))
    stage.press("z")
    #expect(stage.shows("Log ·"))
  }

  @Test("while it runs the running state stays chosen until somebody moves; f takes it up again")
  func follows() throws {
    let stage = try Self.stage(Self.world(running: true))
    stage.press("m")
    #expect(stage.shows("following"))
    #expect(stage.lines(with: "… RUN").contains { $0.contains("Load") })
    stage.press("up")
    #expect(!stage.shows("following"))
    stage.press("f")
    #expect(stage.shows("following"))
    stage.fake.change { world in
      var detail = world.details[Self.machine]
      detail?.steps[1].status = .succeeded
      var gate = StepSummary(name: "Gate", kind: .state, status: .running)
      gate.startedAt = Shop.now
      detail?.steps.append(gate)
      world.details[Self.machine] = detail
    }
    stage.pass(seconds: 2)
    #expect(stage.lines(with: "… RUN").contains { $0.contains("Gate") })
  }

  @Test(
    "a run of tables is drawn from left to right, each after what it reads, at any size and level of glyphs",
    arguments: [Size(width: 60, height: 16), Size(width: 80, height: 24), Size(width: 200, height: 60)])
  func tables(_ size: Size) throws {
    var world = Shop.failedDay()
    let id = Shop.failedExecution.summary.id
    var detail = Shop.failedExecution
    for index in detail.steps.indices where detail.steps[index].name.hasPrefix("silver.") {
      detail.steps[index].dependsOn = ["bronze." + detail.steps[index].name.dropFirst(7)]
    }
    world.details[id] = detail
    for glyphs in [Glyphs.braille, .ascii] {
      let stage = try Stage(world, size: size, glyphs: glyphs)
      stage.press("2", "m")
      #expect(stage.shows("Map") && stage.shows("30 tables"))
      #expect(stage.shows("fact_sales"))
      stage.press("g", "z")
      if size.width == 200 {
        let bronze = try #require(Self.place("bronze.orders", stage))
        #expect(try #require(Self.place("silver.orders", stage)).column > bronze.column)
      }
      if glyphs.isASCII { #expect(stage.picture.allSatisfy { $0.isASCII }) }
    }
  }

  // MARK: events, times, changes

  @Test("E lists what happened with the first failure chosen, can be filtered, and is exported with its details")
  func events() throws {
    let stage = try Self.stage(Self.world())
    stage.press("E")
    #expect(stage.shows("Events · 11"))
    #expect(stage.lines(with: "▸").first?.contains("TaskFailed") == true)
    #expect(stage.shows("\"cause\": \"no room\""))
    stage.press("/")
    for key in ["t", "r", "y", ":", "2"] { stage.press(Key(stringLiteral: key)) }
    stage.press("enter")
    #expect(stage.shows("3 of 11"))
    stage.press("e")
    #expect(stage.shows("CSV"))
  }

  @Test("c shows tries, what lay between them, and what the end is due to")
  func times() throws {
    let detail = try #require(Self.world().details[Self.machine])
    let times = ExecutionTimes(detail, Self.world().events[Self.machine] ?? [], usual: UsualTimes(), now: Shop.now)
    let load = try #require(times.rows.last)
    #expect(load.spans.map(\.kind) == [.failed, .backOff, .failed])
    #expect(load.spans.map(\.seconds) == [4, 4, 10])
    #expect(times.rows.map(\.isCritical) == [true, true])
    #expect(times.expectedEnd == nil)
    let stage = try Self.stage(Self.world())
    stage.press("c")
    #expect(stage.shows("between tries") && stage.shows("decides the end"))
    #expect(stage.lines(with: "◆ ✖ Load").first?.contains("░") == true)
  }

  @Test("what waits and what runs are expected to end by the runs before, each after what it needs")
  func expected() throws {
    let start = Shop.now.addingTimeInterval(-10)
    var run = Shop.failedExecution.summary
    (run.status, run.startedAt, run.endedAt) = (.running, start, nil)
    var first = StepSummary(name: "bronze.a", kind: .ingest, status: .succeeded)
    (first.startedAt, first.endedAt) = (start.addingTimeInterval(1), start.addingTimeInterval(4))
    var second = StepSummary(name: "silver.a", kind: .build, status: .running)
    (second.startedAt, second.dependsOn) = (start.addingTimeInterval(6), ["bronze.a"])
    var third = StepSummary(name: "gold.a", kind: .build, status: .waiting)
    third.dependsOn = ["silver.a"]
    let detail = ExecutionDetail(summary: run, steps: [first, second, third])
    let times = ExecutionTimes(detail, [], usual: UsualTimes(steps: ["silver.a": 9, "gold.a": 5]), now: Shop.now)
    #expect(times.rows[1].spans.map(\.kind) == [.queue, .run, .expected])
    #expect(times.rows[1].spans[0].seconds == 2)
    #expect(times.expectedEnd == start.addingTimeInterval(6 + 9 + 5))
    #expect(!times.isAtLeast)
    let unknown = ExecutionTimes(detail, [], usual: UsualTimes(steps: ["silver.a": 9]), now: Shop.now)
    #expect(unknown.isAtLeast)
    #expect(ExecutionTimes(detail, [], usual: UsualTimes(), now: Shop.now).expectedEnd == nil)
  }

  @Test("a machine is expected to end by what came after the states it is in, whichever way it took")
  func expectedMachine() throws {
    let start = Shop.now.addingTimeInterval(-100)
    var run = Shop.failedExecution.summary
    (run.status, run.startedAt, run.endedAt) = (.running, start, nil)
    func state(_ name: String, since seconds: Double) -> StepSummary {
      var step = StepSummary(name: name, kind: .state, status: .running)
      step.startedAt = start.addingTimeInterval(seconds)
      step.state = StateFacts(type: "Task", tries: 1, input: [:])
      return step
    }
    let detail = ExecutionDetail(summary: run, steps: [state("Left", since: 90), state("Right", since: 80)])
    var usual = UsualTimes(steps: ["Left": 15, "Right": 5], toEnd: ["Left": 40, "Right": 45], whole: 60)
    let times = ExecutionTimes(detail, [], usual: usual, now: Shop.now)
    #expect(times.expectedEnd == start.addingTimeInterval(130))
    #expect(
      times.rows.map { $0.seconds([.expected]) } == [5, 0], "one that is late already is not drawn into the past")
    usual.toEnd = [:]
    #expect(
      ExecutionTimes(detail, [], usual: usual, now: Shop.now).expectedEnd == Shop.now, "by the whole, late already")
  }

  @Test("d shows the rows a run changed and Gold's figures before and after, whoever started it and whenever")
  func changes() throws {
    let stage = try Stage(Shop.failedDay(), size: Size(width: 120, height: 44))
    stage.press("2", "d")
    #expect(stage.shows("What the run of 2026-11-21 changed"))
    #expect(stage.shows("silver.orders"))
    #expect(stage.shows("before") && stage.shows("after"))
    #expect(stage.shows("as before"), "the shop's sheet is the same at both edges")
    #expect(stage.shows("as it met them, and as it left them"))
  }

  @Test("where no execution is chosen the keys say so")
  func nothing() throws {
    let stage = try Stage(Shop.empty())
    stage.press("2")
    for key in ["m", "c", "E", "d"] {
      stage.press(Key(stringLiteral: key))
      #expect(stage.shows("no execution is chosen"))
    }
  }
}
