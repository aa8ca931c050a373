import ArgumentParser
import JSON
import Operations
import Reports

struct SourceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "source", abstract: "What the sources loaded, and files taken out of them.",
    subcommands: [List.self, Withdraw.self, Restore.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "What each source loaded, what was taken out, and how its columns changed.",
      discussion: "The files of one: assay table history SOURCE.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions

    func run() throws {
      let entries = try project.reading().sourcing.sources(asOf: nil)
      answer.show(.array(entries.map(\.json))) { SourcesText.lines(entries, $0) }
    }
  }

  struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "withdraw", abstract: "Take a loaded file out of its source: its rows no longer count.",
      discussion: """
        The next run writes anew what was made from it. Its bytes are not loaded again, under no name; a corrected file may \
        come under the same name. They are kept in .withdrawn beside the source's files, and may be deleted there. The \
        audit says who did it; to undo it: assay source restore FILE.
        """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var change: ProtectedChange
    @OptionGroup var files: SourceFileArguments

    func run() throws {
      try files.change(.withdraw, project, change, answer, "taken out of")
    }
  }

  struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "restore", abstract: "Take a withdrawn file in again, at its place in the order of loading.",
      discussion: "It is read by the settings its source has now. The next run writes anew what is made from it.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var change: ProtectedChange
    @OptionGroup var files: SourceFileArguments

    func run() throws {
      try files.change(.restore, project, change, answer, "taken into")
    }
  }
}
