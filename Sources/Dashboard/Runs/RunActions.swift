import Interaction

/// What can be done with executions and their logs.
enum RunActions {
  static let all: [Action] = runs + marks + steps + log

  private static let marks: [Action] = [
    Action(
      .markRun, "mark", keys: ["space"], in: .runList, summary: "mark the run: r and R are then about all that are",
      group: "Runs", prominence: 1),
    Action(
      .markRuns, "range", keys: ["v"], in: .runList, summary: "mark all from the last mark to here", group: "Runs",
      prominence: 0),
    Action(
      .editInput, "other input", keys: ["i"], in: .execution, summary: "run it again with another input: asks first",
      danger: .careful, group: "Runs", prominence: 1),
  ]

  private static let steps: [Action] = [
    Action(
      .markStep, "mark", keys: ["space"], in: .steps, summary: "mark the step: r then runs what is marked",
      group: "Runs", prominence: 2),
    Action(
      .markRange, "range", keys: ["v"], in: .steps, summary: "mark all from the last mark to here", group: "Runs",
      prominence: 1),
  ]

  private static let runs: [Action] = [
    Action(
      .rerun, "rerun", keys: ["r"], in: .runs, summary: "run it again: shows what will change, then asks",
      danger: .careful, group: "Runs", prominence: 7),
    Action(
      .redrive, "redrive", keys: ["R"], in: .runs, summary: "go on at the steps that failed: shows them, then asks",
      danger: .careful, group: "Runs", prominence: 2),
    Action(
      .markGood, "done", keys: ["D"], in: .runs, summary: "say that what it failed at is done; it is in the audit",
      danger: .careful, group: "Runs", prominence: 0),
    Action(
      .stop, "stop", keys: ["x"], in: .runs, summary: "stop a running execution: asks first", danger: .careful,
      group: "Runs", prominence: 5),
  ]

  private static let log: [Action] = [
    Action(.follow, "follow", keys: ["f"], in: .log, summary: "stay at the log's end", group: "Log", prominence: 6),
    Action(
      .search, "search", keys: ["/"], in: .log, summary: "light up words in the log", group: "Log", prominence: 6),
    Action(.nextMatch, "next", keys: ["n"], in: .log, summary: "next match, or error", group: "Log", prominence: 3),
    Action(
      .previousMatch, "previous", keys: ["N"], in: .log, summary: "match or error before", group: "Log",
      prominence: 0),
    Action(.lessLog, "less", keys: ["-"], in: .log, summary: "only worse lines", group: "Log", prominence: 2),
    Action(.moreLog, "more", keys: ["+", "="], in: .log, summary: "also lesser lines", group: "Log", prominence: 2),
  ]
}

extension ActionID {
  static let rerun = ActionID("rerun")
  static let redrive = ActionID("redrive")
  static let markStep = ActionID("step.mark")
  static let markRange = ActionID("step.mark.range")
  static let stop = ActionID("stop")
  static let markRun = ActionID("run.mark")
  static let markRuns = ActionID("run.mark.range")
  static let markGood = ActionID("run.done")
  static let editInput = ActionID("run.input")
  static let follow = ActionID("follow")
  static let search = ActionID("search")
  static let nextMatch = ActionID("next.match")
  static let previousMatch = ActionID("previous.match")
  static let lessLog = ActionID("log.less")
  static let moreLog = ActionID("log.more")
}

extension Scope {
  static let runs = Scope("runs")
  static let steps = Scope("steps")
  static let runList = Scope("run list")
  static let execution = Scope("execution")
  static let log = Scope("log")
}

extension Slot {
  static let plan = Slot("plan")
  static let start = Slot("start")
  static let stop = Slot("stop")
}
