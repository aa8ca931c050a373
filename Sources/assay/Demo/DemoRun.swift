import Canvas
import Clocks
import Foundation
import LocalOperations
import Operations
import Reports
import Words

/// Plays a demo's script: real files, real workers, at the days' own hours.
struct DemoRun {
  let folder: String
  let script: DemoScript
  let console: Console

  func run() throws {
    var progress = DemoProgress(console: console, runs: runs)
    defer { progress.end() }
    var former: String?
    for event in script.events {
      switch event {
      case .arrive(let files, let moment): try DemoFolder.place(files, in: folder, at: moment)
      case .run(let day, let moment, let ending, let repeats):
        let detail = try execute(day, moment, repeating: repeats ? former : nil, &progress)
        former = detail.summary.id
        guard detail.summary.status == ending else { throw surprise(detail, ending) }
        progress.ended(detail)
      }
    }
  }

  private var runs: Int { script.events.count { if case .run = $0 { true } else { false } } }

  private func execute(
    _ day: CalendarDay, _ moment: Date, repeating former: String?, _ progress: inout DemoProgress
  ) throws -> ExecutionDetail {
    let local = try LocalEnvironment(
      folder: folder, environment: "dev", variables: ProcessInfo.processInfo.environment,
      clock: ShiftedClock(startingAt: moment))
    let operations = LocalOperations(local, clockStart: moment)
    var request = RunRequest(runDate: day, trigger: .demo)
    if let former {
      request = try operations.rerunRequest(of: former)
    }
    let id = try operations.start(request)
    let follower = RunFollower(operations)
    let detail = try follower.follow(id, style: .silent) { progress.show($0, day: day) }
    if follower.wasInterrupted { throw ExitStatus.interrupted }
    return detail
  }

  private func surprise(_ detail: ExecutionDetail, _ expected: ExecutionStatus) -> Failure {
    Failure(
      .bad,
      "the demo's run \(detail.summary.id) ended \(detail.summary.status.rawValue) instead of \(expected.rawValue): "
        + "\(detail.summary.cause ?? "no cause was recorded"); see assay logs \(detail.summary.id) --project \(folder)")
  }
}

/// How far the demo is: one bar on a terminal, a line a run elsewhere.
struct DemoProgress {
  private let console: Console
  private let runs: Int
  private var done = 0
  private var area: LiveArea?

  init(console: Console, runs: Int) {
    self.console = console
    self.runs = runs
    if console.isCapable { area = LiveArea(console) }
  }

  mutating func show(_ detail: ExecutionDetail, day: CalendarDay) {
    guard area != nil else { return }
    let page = console.page()
    let steps = detail.summary.stepsTotal
    let part = steps == 0 ? 0 : Double(detail.summary.stepsDone) / Double(steps)
    var line = StyledLine(RunProgress.bar((Double(done) + part) / Double(runs), 32, page), .running)
    line.append("  run \(done + 1) of \(runs)")
    line.append("  \(day)", .dim)
    if let step = detail.steps.first(where: { $0.status == .running }) { line.append("  \(step.name)", .dim) }
    area?.redraw([line])
  }

  /// What stands there for good: one line a run.
  mutating func ended(_ detail: ExecutionDetail) {
    done += 1
    area?.clear()
    let page = console.page()
    var line = StyledLine("  \(detail.summary.runDate.map { "\($0)" } ?? "")  ")
    line.append(StateText.line(detail.summary.status, page.glyphs).padded(to: 13))
    line.append(AgeText.duration(detail.summary.seconds(now: detail.summary.startedAt)).leftPadded(8), .dim)
    if let cause = detail.summary.cause { line.append("  \(cause)", .dim) }
    if detail.summary.rerunOf != nil { line.append("  the run of that day, repeated", .dim) }
    console.print([line.cut(to: page.width, glyphs: page.glyphs)])
  }

  mutating func end() { area?.clear() }
}

extension String {
  fileprivate func leftPadded(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
