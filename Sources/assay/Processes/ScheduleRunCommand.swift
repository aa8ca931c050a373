import ArgumentParser
import Clocks
import Foundation
import LocalOperations
import Project
import Reports
import Runs
import Watch

extension ScheduleCommand {
  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run",
      abstract:
        "The scheduler: starts what is due and evaluates alarms each minute, until it is stopped (SIGTERM, Ctrl-C).",
      discussion: """
        Runs that it started go on when it ends. Of several schedulers of one environment one works and the others stand \
        by. A definition that changed holds from the next second on.
        """)

    @OptionGroup var project: ProjectOptions

    @Flag(name: .long, help: "Look once, start what is due, and end; for a cron job of the machine's own.")
    var once = false

    func run() throws {
      let local = try project.open(for: .working)
      let console = SchedulerConsole(zone: local.project.timeZone, clock: local.clock)
      let stop = StopFlag()
      let watched = WatchedProject(options: project, local)
      let scheduler = Scheduler(
        watched.setting(of: local), lock: try SchedulerLock(stateFolder: local.workspace.statePath), stop: stop,
        reload: { try watched.changed() }, tell: console.tell)
      guard !once else {
        scheduler.turn()
        try AlarmKeeper(local.workspace, journal: local.journal).evaluate()
        return
      }
      let signals = SignalWatch([SIGTERM, SIGINT]) { _ in stop.set() }
      defer { signals.end() }
      scheduler.run()
      console.end()
    }
  }
}

/// A project whose definitions may change while it is watched.
private final class WatchedProject {
  private let options: ProjectOptions
  private let watch: DefinitionWatch

  init(options: ProjectOptions, _ local: LocalEnvironment) {
    self.options = options
    watch = DefinitionWatch(folder: local.project.folder)
  }

  func setting(of local: LocalEnvironment) -> Scheduler.Setting {
    let starter = LocalOperations(local).starter
    return Scheduler.Setting(workspace: local.workspace, journal: local.journal) { try starter.launch($0) }
  }

  /// Read anew when a file of the definitions changed. One that cannot be read is looked at again only when it changes.
  func changed() throws -> Scheduler.Setting? {
    guard watch.hasChanged() else { return nil }
    do {
      return setting(of: try options.open(for: .working))
    } catch {
      throw RunError(.projectInvalid, Failure(error).text)
    }
  }
}

/// What the scheduler says while it works: one line for each thing it did, with the time.
struct SchedulerConsole {
  /// Where its times are read.
  let zone: DayZone
  var clock: any WallClock = SystemClock()

  func tell(_ report: Scheduler.Report) {
    switch report {
    case .standsBy: say("another scheduler works; this one stands by")
    case .works(let count): say(count == 1 ? "works; 1 schedule" : "works; \(count) schedules")
    case .trouble(let why): say(why.map { "cannot do its work: \($0)" } ?? "works again")
    case .event(let event): say(text(event))
    }
  }

  func end() { say("ended; what runs goes on") }

  private func text(_ event: SchedulerTurn.Event) -> String {
    switch event {
    case .started(let execution, let schedule, let fire, let isLate):
      "\(schedule) started \(execution), for \(time(fire))\(isLate ? ", late" : "")"
    case .missed(let schedule, let missed) where missed.count == 1:
      "\(schedule) missed a fire at \(time(missed.first))"
    case .missed(let schedule, let missed):
      "\(schedule) missed \(missed.count) fires, from \(time(missed.first)) to \(time(missed.last))"
    case .skipped(let schedule, let fire, let why):
      "\(schedule) skipped its fire at \(time(fire)): \(why)"
    case .late(let schedule, let fire, let why): "\(schedule) is late since \(time(fire)): \(why)"
    case .launchedAgain(let execution): "\(execution) had lost its scheduler and is started again"
    case .notLaunched(let execution, let why): "\(execution) could not be started again: \(why)"
    case .failed(let schedule, let why): "\(schedule) could not start: \(why)"
    }
  }

  private func time(_ moment: Date) -> String { MomentText.seconds(moment, in: zone) }

  private func say(_ text: String) {
    Console.standard.explain("\(time(clock.now()))  \(text)")
  }
}
