import Canvas
import Foundation
import Metrics
import Operations
import OperationsSupport
import Testing

@testable import Dashboard

@Suite("Alarms and schedules on the screen")
struct WatchingScreensTests {
  private static func world(isProtected: Bool = false) -> FakeOperations.World {
    var world = Shop.goodDay()
    if isProtected { world.status.identity.isProtected = true }
    var muted = AlarmStatus(
      name: "a_muted", state: .alarm, reason: "it is known", since: Shop.now.addingTimeInterval(-7200))
    muted.mutedUntil = Shop.now.addingTimeInterval(600)
    world.alarms = [
      AlarmStatus(name: "calm", state: .ok, reason: "1 datapoint was not above 5", since: Shop.now),
      muted,
      AlarmStatus(
        name: "run_failed", description: "A run failed.", state: .alarm, reason: "1 of 1 datapoints was above 0",
        since: Shop.now.addingTimeInterval(-300)),
      AlarmStatus(name: "blind", state: .insufficientData, reason: "no data", since: Shop.now),
    ]
    world.schedules = SchedulesReport(
      asOf: Shop.now, scheduler: SchedulerSummary(state: .gone),
      schedules: [
        ScheduleSummary(
          name: "daily", expression: "cron(10 6 * * ? *)", timeZone: "Europe/London", state: .on,
          next: Shop.now.addingTimeInterval(7 * 3600),
          last: ScheduleFireSummary(id: 1, schedule: "daily", at: Shop.now, state: .missed, number: 3), missed: 3)
      ])
    return world
  }

  @Test("what is on and nobody said may be stands first, with why; a key acknowledges it, another mutes it")
  func alarms() throws {
    let stage = try Stage(Self.world())
    stage.press("5")
    #expect(stage.shows("1 of 4 on"))
    #expect(stage.shows("1 of 1 datapoints was above 0") && stage.shows("A run failed."))
    let places = ["run_failed", "a_muted", "blind", "calm"].compactMap { stage.picture.range(of: $0)?.lowerBound }
    #expect(places.count == 4 && places == places.sorted())
    stage.press("a")
    stage.press("m")
    #expect(stage.fake.read(\.said) == ["acknowledge run_failed", "mute run_failed"])
    #expect(stage.fake.read(\.started).isEmpty)
  }

  @Test("an alarm that is not on cannot be acknowledged, and a mute is ended by its own key")
  func muted() throws {
    let stage = try Stage(Self.world())
    stage.press("5", "j", "m", "G", "a")
    #expect(stage.fake.read(\.said) == ["unmute a_muted"])
  }

  @Test("a schedule shows its next fire, what was missed, and that nobody starts it; p pauses it")
  func schedules() throws {
    let stage = try Stage(Self.world())
    stage.press("0")
    #expect(stage.shows("the scheduler ended: nothing starts") && stage.shows("in 7 h"))
    #expect(stage.shows("3 missed") && stage.shows("Start it: assay schedule run"))
    stage.press("p")
    #expect(stage.fake.read(\.said) == ["pause daily"])
  }

  @Test("a tall screen has the next fires of the chosen schedule, and what became of the newest")
  func fires() throws {
    var world = Self.world()
    world.schedules?.schedules[0].upcoming = (0..<20).map { Shop.now.addingTimeInterval(Double($0) * 86_400 + 3600) }
    world.schedules?.schedules[0].recent = [
      ScheduleFireSummary(id: 2, schedule: "daily", at: Shop.now, state: .skipped, note: "x1 was still running")
    ]
    let tall = try Stage(world, size: Size(width: 200, height: 60))
    tall.press("0")
    #expect(tall.shows("Next fires") && tall.shows("in 1 h") && tall.shows("in 19 d"))
    #expect(tall.shows("Newest fires") && tall.shows("x1 was still running"))
    let usual = try Stage(world)
    usual.press("0")
    #expect(!usual.shows("Next fires") && usual.shows("daily"))
  }

  @Test(
    "below the schedules stand the sources: their lag, what lies there, what is expected, in full for the chosen one")
  func sources() throws {
    var world = Self.world()
    world.schedules?.sources = [
      SourceDelivery(
        name: "payments", state: .late, reason: "26 hours old, over the warning limit of 25 hours",
        lastFile: "incoming/2026-11-27/payments.jsonl", lastAt: Shop.now.addingTimeInterval(-26 * 3600),
        expected: "incoming/2026-11-28/payments.jsonl"),
      SourceDelivery(
        name: "orders", state: .fresh, reason: "2 hours old", lastFile: "incoming/2026-11-28/orders.csv",
        lastAt: Shop.now.addingTimeInterval(-7200), waiting: 2),
      SourceDelivery(name: "regions", state: .unknown, reason: "nothing came yet"),
    ]
    let stage = try Stage(world)
    stage.press("0")
    #expect(stage.shows("expects payments.jsonl") && stage.shows("2 new files") && stage.shows("nothing came yet"))
    #expect(stage.shows("LATE") && stage.shows("FRESH") && stage.shows("lag"))
    stage.press("j")
    #expect(stage.shows("today's file is not there: incoming/2026-11-28/payments.jsonl"), "\(stage.picture)")
    #expect(stage.shows("over the warning limit of 25 hours"))
    stage.press("p")
    #expect(stage.fake.read(\.said).isEmpty)
  }

  @Test("the overview names the alarms that are on in one line, which leads to them")
  func overview() throws {
    var world = Self.world()
    world.status.alarms = world.alarms ?? []
    let stage = try Stage(world)
    #expect(stage.shows("run_failed") && stage.shows("an alarm is on") && !stage.shows("a_muted"))
    stage.press("enter")
    #expect(stage.shows("1 of 4 on"))
  }

  @Test("the header counts what needs somebody on every other screen, and the overview says when the next run starts")
  func badge() throws {
    var world = Self.world()
    world.status.alarms = world.alarms ?? []
    world.status.nextRun = NextRun(schedule: "daily", at: Shop.now.addingTimeInterval(7 * 3600))
    let stage = try Stage(world)
    #expect(stage.shows("next run 13:42, in 7 h") && !stage.shows("▲ 1"))
    stage.press("2")
    #expect(stage.lines(with: "assay  shop").allSatisfy { $0.contains("▲ 1") })
    stage.press("1")
    #expect(!stage.shows("▲ 1"))
  }

  @Test("a protected environment wants its name typed first")
  func protected() throws {
    let stage = try Stage(Self.world(isProtected: true))
    stage.press("0", "p")
    #expect(stage.fake.read(\.said).isEmpty)
    #expect(stage.shows("Pause daily?"))
  }

  @Test("an environment that has neither says so")
  func neither() throws {
    let stage = try Stage(Shop.goodDay())
    stage.press("5")
    #expect(stage.shows("this environment has no alarms"))
    stage.press("0")
    #expect(stage.shows("this environment has no schedules"), "\(stage.picture)")
  }
}
