import ArgumentParser
import Clocks
import Foundation
import JSON
import Operations
import Reports

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Take in new files and build the tables.",
    discussion: """
      The run is a process of its own: closing this terminal leaves it alive, Ctrl-C asks it to stop. \
      Ends with 0 only when the run SUCCEEDED.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions
  @OptionGroup var change: ProtectedChange

  @Option(name: .long, parsing: .upToNextOption, help: ArgumentHelp("Only these tables.", valueName: "name"))
  var table: [String] = []

  @Flag(name: .long, help: "And everything those are made from.")
  var upstream = false

  @Flag(name: .long, help: "And everything that is made from those.")
  var downstream = false

  @Flag(name: .long, help: "Read every input whole and write the tables anew.")
  var fullRefresh = false

  @Option(name: .long, help: ArgumentHelp("The day the run is for. Default: today.", valueName: "day"))
  var date: DayArgument?

  @Option(
    name: .long,
    help: ArgumentHelp("The workflow's input: JSON, a file of it, or - for standard input.", valueName: "json"))
  var input: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The execution's name. Started again with it and the same input while it runs, it is the same execution.",
      valueName: "name"))
  var name: String?

  @Argument(
    help: ArgumentHelp("A workflow of the project. Default: the tables, by their lineage.", valueName: "workflow"))
  var workflow: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      Go on with an execution that ended without success: by its own definitions and input, at the states or tables that \
      had not succeeded.
      """,
      valueName: "execution"))
  var redrive: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Run what an execution ran once more; --input says with which input, as `runs EXECUTION --json` shows it.",
      valueName: "execution"))
  var again: String?

  @Flag(name: .long, help: "Show what would change; run nothing.")
  var plan = false

  @Flag(
    name: .long, help: "When it is over, show the rows it changed, and the Gold sheets' key figures before and after.")
  var diff = false

  @Flag(name: .long, help: "Start the run and return at once with its id.")
  var detach = false

  func run() throws {
    if plan { return try showPlan() }
    let operations = try project.operations()
    let execution: String
    if workflow != nil || redrive != nil || again != nil {
      try change.confirm(operations.identity)
      execution = try start(operations)
    } else {
      let request = try request(operations)
      try change.confirm(operations.identity)
      execution = try operations.running.start(request)
    }
    if detach { return announce(execution) }
    let follower = RunFollower(operations)
    let style: RunFollower.Style = answer.isJSON ? .silent : .fitting(.standard)
    let detail = try follower.follow(execution, style: style)
    show(detail, diff ? try RunDiff(detail, with: operations) : nil, operations.identity.timeZone)
    if follower.wasInterrupted { throw ExitStatus.interrupted }
    if detail.summary.status != .succeeded { throw ExitStatus.bad }
  }

  private func againRequest(_ execution: String, _ operations: any EnvironmentReading) throws -> RunRequest {
    let id = try ExecutionArgument.resolve(execution, in: operations)
    return try operations.running.rerunRequest(of: id, input: againInput(of: id, operations))
  }

  /// What is said, else what it had.
  private func againInput(of execution: String, _ operations: any EnvironmentReading) throws -> JSONValue {
    try input.map(JSONArgument.value) ?? operations.running.execution(execution).input ?? [:]
  }

  private func start(_ operations: any EnvironmentOperations) throws -> String {
    let running: any RunOperations = try operations.running
    if let again {
      let id = try ExecutionArgument.resolve(again, in: operations)
      return try running.startAgain(id, input: againInput(of: id, operations))
    }
    guard let redrive else {
      let input = try self.input.map(JSONArgument.value) ?? [:]
      return try running.start(WorkflowRequest(workflow ?? "", input: input, name: name))
    }
    let execution = try ExecutionArgument.resolve(redrive, in: operations)
    do {
      try running.redrive(execution: execution)
    } catch OperationsError.refused(let why) {
      // With the name that programs that know AWS look for.
      throw Failure(.bad, "ExecutionNotRedrivable: \(why)")
    }
    return execution
  }

  private func show(_ detail: ExecutionDetail, _ diff: RunDiff?, _ zone: DayZone) {
    var object = detail.json(now: Date()).objectValue ?? [:]
    if let diff { object["diff"] = diff.json }
    answer.show(.object(object), zone: zone) { page in
      ExecutionText.lines(detail, page) + (diff.map { RunDiffText.lines($0, page) } ?? [])
    }
  }

  func validate() throws {
    if diff, detach || plan { throw ValidationError("--diff is told when the run is over") }
    if redrive != nil, workflow != nil || input != nil || name != nil {
      throw ValidationError("--redrive goes on with an execution as it was started: no workflow, input or name")
    }
    if again != nil {
      if workflow != nil || redrive != nil || name != nil || !table.isEmpty || upstream || downstream || fullRefresh
        || date != nil
      {
        throw ValidationError("--again runs what an execution ran; --input alone says what is to be another")
      }
      return
    }
    guard workflow != nil || redrive != nil else {
      if input != nil || name != nil { throw ValidationError("--input and --name are for a workflow: assay run daily") }
      return
    }
    if !table.isEmpty || upstream || downstream || fullRefresh || date != nil || plan {
      throw ValidationError("tables, days and plans are for a run without a workflow")
    }
  }

  private func request(_ operations: any EnvironmentReading) throws -> RunRequest {
    if (upstream || downstream) && table.isEmpty {
      throw ValidationError("--upstream and --downstream need --table: without it all tables are built anyway")
    }
    return RunRequest(
      tables: try operations.running.tables(named: table), upstream: upstream, downstream: downstream,
      fullRefresh: fullRefresh,
      runDate: date?.day(in: operations.identity.timeZone))
  }

  private func showPlan() throws {
    let operations = try project.reading()
    let plan = try operations.running.plan(again.map { try againRequest($0, operations) } ?? request(operations))
    answer.show(plan.json) { PlanText.lines(plan, $0) }
  }

  private func announce(_ execution: String) {
    answer.show(["execution": .string(execution), "status": "RUNNING"]) { _ in
      [StyledLine("\(execution) has started; follow it: assay logs \(execution) --follow")]
    }
  }
}
