import ArgumentParser
import Canvas
import Foundation
import JSON
import Reports
import StatesLanguage

extension WorkflowCommand {
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test", abstract: "Play a state machine with mocked tasks, in virtual time, or a file of tests.",
      discussion: """
        Every Task answers what the mocks say for its state, one answer after the other, as \
        {"Load": [{"error": "Glue.ConcurrentRunsExceededException"}, {"result": {"Rows": 5}}]}; an answer that is no list \
        is given to every call. The mock file of Step Functions Local is taken too. sample_data/WORKFLOWS.md has it all.

        A file of workflows/tests/ is a list of such plays, with what must come of each: all of them are played, or the \
        one that --case names.

        Ends with 0 when the execution succeeded, 1 when it did not, a test failed or the machine is invalid, 2 when a \
        task has no answer, or a file cannot be read.
        """)

    @OptionGroup var answer: AnswerOptions

    @Option(
      name: .long, help: ArgumentHelp("The input: JSON, a file of it, or - for standard input.", valueName: "json"))
    var input: String?

    @Option(name: .long, help: ArgumentHelp("The answers of the tasks, a JSON file.", valueName: "file"))
    var mocks: String?

    @Option(
      name: .customLong("case"),
      help: ArgumentHelp("A test of a file of tests, or a test case of Step Functions Local's.", valueName: "name"))
    var testCase: String?

    @Option(name: .long, help: ArgumentHelp("The execution's name.", valueName: "name"))
    var name = "test"

    @Option(name: .long, help: "When it starts; a time such as 2026-11-28T06:10:00Z. Default: now.")
    var at: MomentArgument?

    @Option(name: .long, help: "Decides on jitter, random numbers and UUIDs.")
    var seed: UInt64 = 1

    @Argument(help: ArgumentHelp("The machine, an .asl.json file, or a file of tests.", valueName: "file"))
    var file: String

    func run() throws {
      if let tested = try WorkflowFiles.tested(byFile: file, testCase) { return try show(tested) }
      let text = try WorkflowFiles.text(file)
      var setting = PlayedExecution.Setting(
        facts: ExecutionFacts(name: name, machine: WorkflowFiles.name(of: file)), start: at?.date() ?? Date())
      setting.seed = seed
      setting.input = try input.map(JSONArgument.value) ?? [:]
      setting.mocks = try mocks.map { try WorkflowFiles.mocks(inFile: $0, testCase) } ?? MockedTasks()
      let played: PlayedExecution
      do throws(InvalidMachine) {
        played = try PlayedExecution.play(text, setting)
      } catch {
        throw WorkflowFiles.show(error, of: text, file, answer)
      }
      answer.show(played.json) { _ in PlayedText.lines(played) }
      if let missing = played.missing { throw Failure.usage(missing.description) }
      for unused in played.unused { Console.standard.complain("mocks: \(unused)") }
      if played.status != .succeeded { throw ExitStatus.bad }
    }

    private func show(_ tested: TestedWorkflow) throws {
      if input != nil || mocks != nil {
        throw Failure.usage("\(file) is a file of tests, which say --input and --mocks themselves")
      }
      answer.show(tested.json) { _ in tested.lines }
      if !tested.isGood(least: 0) { throw ExitStatus.bad }
    }
  }
}

/// A played execution for a person.
enum PlayedText {
  static func lines(_ played: PlayedExecution) -> [StyledLine] {
    var lines = played.history.map { line($0, played.history[0].at) }
    lines.append("")
    lines.append(StyledLine(summary(played), played.status == .succeeded ? .ok : .failed))
    if let output = played.output {
      lines += output.prettyText.split(separator: "\n").map { StyledLine(String($0)) }
    }
    if let cause = played.failure?.cause { lines.append(StyledLine(cause)) }
    return lines
  }

  private static func summary(_ played: PlayedExecution) -> String {
    let error = played.failure?.error.map { " \($0)" } ?? ""
    return "\(played.status.rawValue)\(error) after \(seconds(played.seconds)) of virtual time"
  }

  private static func line(_ event: HistoryEvent, _ start: Date) -> StyledLine {
    let id = String(event.id)
    var line = StyledLine(String(repeating: " ", count: max(0, 5 - id.count)) + id + "  ", .dim)
    let time = "+" + seconds(event.at.timeIntervalSince(start))
    line.append(time + String(repeating: " ", count: max(1, 12 - time.count)), .dim)
    line.append(event.type, role(event))
    if let subject = event.subject { line.append("  " + subject) }
    return line
  }

  private static func role(_ event: HistoryEvent) -> Role {
    if event.type.hasSuffix("Failed") || event.type.hasSuffix("TimedOut") { return .failed }
    return event.type.hasSuffix("Succeeded") ? .ok : .text
  }

  private static func seconds(_ seconds: Double) -> String { "\(JSONValue.double(seconds).text) s" }
}
