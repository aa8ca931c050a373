import ArgumentParser

struct BackfillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backfill", abstract: "Run the days of a range that are missing or failed.",
    discussion: """
      The days run one after the other, the oldest first, and make way for every other run: a day that runs when another \
      run begins is stopped, and waits again. The backfill is driven by a process of its own; closing this terminal leaves \
      it alive.
      """,
    subcommands: [
      BackfillStartCommand.self, BackfillListCommand.self, BackfillShowCommand.self, BackfillPauseCommand.self,
      BackfillResumeCommand.self, BackfillCancelCommand.self, BackfillRetryCommand.self, BackfillMarkCommand.self,
      BackfillDriveCommand.self,
    ], defaultSubcommand: BackfillStartCommand.self)
}
