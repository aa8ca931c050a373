import ArgumentParser
import JSON
import Operations
import Reports

struct BookmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bookmark", abstract: "Up to where each table has read its inputs.",
    subcommands: [List.self, Reset.self, Rewind.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The bookmark of every table.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions

    func run() throws {
      let operations = try project.reading()
      let bookmarks = try operations.bookmarking.bookmarks(asOf: nil)
      answer.show(.array(bookmarks.map(\.json)), zone: operations.identity.timeZone) {
        BookmarksText.lines(bookmarks, $0)
      }
    }
  }

  struct Reset: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset", abstract: "Let a table read all its inputs again at its next build.",
      discussion: "That build writes the table anew; its earlier versions stay readable.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var change: ProtectedChange
    @Argument(help: "The table.") var table: String

    func run() throws {
      let operations = try project.operations()
      let reset = try operations.bookmarking.bookmarkReset(of: table)
      try change.confirm(operations.identity)
      try operations.bookmarking.apply(reset)
      answer.show(reset.json) { _ in
        [StyledLine("\(reset.table) will read all its inputs again; build it: assay run --table \(reset.table)")]
      }
    }
  }

  struct Rewind: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rewind", abstract: "Put a table's bookmark back to where it stood after an earlier version.",
      discussion: """
        The versions are those of: assay table history TABLE. A table that only appends cannot be rewound, only reset.
        """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var change: ProtectedChange
    @Argument(help: "The table.") var table: String

    @Option(
      name: [.customLong("to"), .customLong("version")],
      help: ArgumentHelp("The version after which to read on.", valueName: "number"))
    var to: Int64

    func run() throws {
      let operations = try project.operations()
      let rewind = try operations.bookmarking.bookmarkRewind(of: table, to: to)
      try change.confirm(operations.identity)
      try operations.bookmarking.apply(rewind)
      answer.show(rewind.json) { _ in
        [StyledLine("\(rewind.table) will read on from version \(to); build it: assay run --table \(rewind.table)")]
      }
    }
  }
}
