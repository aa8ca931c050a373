import ArgumentParser

struct TableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table", abstract: "The tables of the lake: what they hold, how they came to be, their rows.",
    subcommands: [TableListCommand.self, TableShowCommand.self, TableHistoryCommand.self, TableReadCommand.self],
    defaultSubcommand: TableListCommand.self)
}
