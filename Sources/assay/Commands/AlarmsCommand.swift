import ArgumentParser

struct AlarmsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alarms", abstract: "What watches the metrics.", subcommands: [AlarmsTestCommand.self])
}
