import ArgumentParser
import Clocks
import Foundation
import JSON
import Ledger
import LocalOperations
import Metrics
import Operations
import Project
import Reports
import Watch

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
      let local = try project.open()
      let alarms = try LocalOperations(local).alarms(asOf: nil)
        .filter { state == nil || $0.state == state }
      answer.show(.array(alarms.map(\.json)), zone: local.project.timeZone) { AlarmsText.lines(alarms, $0) }
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
    let local = try project.open()
    _ = try ProjectAlarms.alarm(name, in: local)
    let now = local.clock.now()
    let all = try AlarmOutlook(project: local.project, journal: local.journal).progress(at: now)
    guard let progress = all.first(where: { $0.name == name }) else {
      throw Failure.usage("there is no alarm \(name)")
    }
    let status = AlarmStatus(progress, at: now)
    answer.show(AlarmsText.json(status, progress), zone: local.project.timeZone) {
      AlarmsText.lines(status, progress, $0)
    }
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
    let local = try project.open()
    if let name { _ = try ProjectAlarms.alarm(name, in: local) }
    let events = try local.journal.alarmHistory(of: name, limit: max(0, limit))
    answer.show(.array(events.map(\.json)), zone: local.project.timeZone) { AlarmsText.lines(events, $0) }
  }
}

struct AlarmsEvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Evaluate all alarms, write down what changed, do what is due.",
    discussion: "Ends with 1 when an alarm is on that nobody muted. Several at a time do each change once.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let local = try project.open(for: .working)
    try AlarmKeeper(local.workspace, journal: local.journal).evaluate()
    let alarms = try LocalOperations(local).alarms(asOf: nil)
    answer.show(.array(alarms.map(\.json)), zone: local.project.timeZone) { AlarmsText.lines(alarms, $0) }
    if alarms.contains(where: \.isBad) { throw ExitStatus.bad }
  }
}

/// The alarms of a project by their names.
enum ProjectAlarms {
  static func alarm(_ name: String, in local: LocalEnvironment) throws(Failure) -> ProjectAlarm {
    let alarms = local.project.alarms
    if let alarm = alarms.first(where: { $0.definition.name == name }) { return alarm }
    let names = alarms.map(\.definition.name)
    let all = names.isEmpty ? "alarms/ has none" : "there are " + names.joined(separator: ", ")
    throw .usage("there is no alarm \(name); \(all)")
  }
}
