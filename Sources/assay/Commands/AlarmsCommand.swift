import ArgumentParser
import Clocks
import Foundation
import JSON
import Metrics
import Operations
import Reports

struct AlarmsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alarms", abstract: "What watches the metrics.",
    discussion: """
      Alarms are files in the project's folder alarms/, with CloudWatch's fields. They are evaluated as of now by \
      whoever looks, and written down with their actions done at the end of each run and by 'assay alarms evaluate', \
      which cron or a timer can call each minute.
      """,
    subcommands: [
      List.self, AlarmsShowCommand.self, AlarmsHistoryCommand.self, AlarmsAcknowledgeCommand.self,
      AlarmsMuteCommand.self, AlarmsUnmuteCommand.self, AlarmsEnableCommand.self, AlarmsDisableCommand.self,
      AlarmsEvaluateCommand.self, AlarmsTestCommand.self,
    ], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The project's alarms and how they are.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions

    @Option(name: .long, help: ArgumentHelp("Only those in this state.", valueName: "state"))
    var state: AlarmState?

    func run() throws {
      let operations = try project.reading()
      let alarms = try operations.alarming.alarms(asOf: nil).filter { state == nil || $0.state == state }
      answer.show(.array(alarms.map(\.json)), zone: operations.identity.timeZone) { AlarmsText.lines(alarms, $0) }
    }
  }
}

struct AlarmsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "One alarm: its state, why, and the datapoints that decided.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Argument(help: "The alarm's name.")
  var name: String

  func run() throws {
    let operations = try project.reading()
    let alarming = try operations.alarming
    _ = try alarming.alarmDefinition(name)
    guard let status = try alarming.alarms(asOf: nil).first(where: { $0.name == name }) else {
      throw Failure.usage("there is no alarm \(name)")
    }
    answer.show(status.fullJSON, zone: operations.identity.timeZone) { AlarmsText.lines(of: status, $0) }
  }
}

struct AlarmsHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "What alarms did: changes of state, actions and how they went, newest first.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Option(name: .long, help: ArgumentHelp("The most entries.", valueName: "count"))
  var limit = 50

  @Argument(help: "Only of this alarm.")
  var name: String?

  func run() throws {
    let operations = try project.reading()
    let events = try operations.alarming.alarmHistory(of: name, limit: limit, asOf: nil)
    answer.show(.array(events.map(\.json)), zone: operations.identity.timeZone) { AlarmsText.lines(events, $0) }
  }
}

struct AlarmsEvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Evaluate all alarms, write down what changed, do what is due.",
    discussion: "Ends with 1 when an alarm is on that nobody muted. Several at a time do each change once.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let operations = try project.operations()
    let alarming: any AlarmOperations = try operations.alarming
    try alarming.evaluateAlarms()
    let alarms = try alarming.alarms(asOf: nil)
    answer.show(.array(alarms.map(\.json)), zone: operations.identity.timeZone) { AlarmsText.lines(alarms, $0) }
    if alarms.contains(where: \.isBad) { throw ExitStatus.bad }
  }
}
