import ArgumentParser
import Clocks
import Foundation
import Metrics
import Operations

/// Which alarm an operator changes. Each change is in the audit and in the alarm's history.
struct AlarmChangeOptions: ParsableArguments {
  @OptionGroup var project: ProjectOptions
  @OptionGroup var protected: ProtectedChange

  @Argument(help: "The alarm's name.")
  var name: String

  /// - Parameter change: is given what is now.
  func change(_ change: (Date) throws -> AlarmChange) throws {
    let operations = try project.operations()
    let alarming: any AlarmOperations = try operations.alarming
    // Who names another alarm is told so before being asked for anything.
    _ = try alarming.alarmDefinition(name)
    try protected.confirm(operations.identity)
    try alarming.change(alarm: name, try change(operations.now()))
  }
}

struct AlarmsAcknowledgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acknowledge", abstract: "Say that somebody looks after an alarm that is on.")

  @OptionGroup var options: AlarmChangeOptions

  func run() throws { try options.change { _ in .acknowledge } }
}

struct AlarmsMuteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mute", abstract: "Withhold an alarm's actions for a time; it then counts for no exit code.")

  @OptionGroup var options: AlarmChangeOptions

  @Option(name: .long, help: ArgumentHelp("Until when.", valueName: "time"))
  var until: MomentArgument?

  @Option(name: .customLong("for"), help: ArgumentHelp("For how long: 30m, 8h, 2d.", valueName: "span"))
  var span: String?

  func validate() throws {
    if (until == nil) == (span == nil) { throw ValidationError("say either --until or --for") }
    if let span, MomentArgument.span(span) == nil { throw ValidationError("--for is a span such as 30m, 8h or 2d") }
  }

  func run() throws {
    try options.change { now in
      let end = until?.date(now: now) ?? now.addingTimeInterval(span.flatMap(MomentArgument.span) ?? 0)
      guard end > now else { throw Failure.usage("\(Timestamp.text(end)) is not in the future") }
      return .mute(until: end)
    }
  }
}

struct AlarmsUnmuteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "unmute", abstract: "End a mute.")

  @OptionGroup var options: AlarmChangeOptions

  func run() throws { try options.change { _ in .mute(until: nil) } }
}

struct AlarmsEnableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "enable", abstract: "Switch an alarm's actions on.")

  @OptionGroup var options: AlarmChangeOptions

  func run() throws { try options.change { _ in .enable } }
}

struct AlarmsDisableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable", abstract: "Switch an alarm's actions off; its state goes on changing.")

  @OptionGroup var options: AlarmChangeOptions

  func run() throws { try options.change { _ in .disable } }
}
