import ArgumentParser
import Clocks
import Foundation
import JSON
import Ledger
import LocalOperations
import Reports
import Tables

struct BookmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bookmark", abstract: "Up to where each table has read its inputs.",
    subcommands: [List.self, Reset.self, Rewind.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The bookmark of every table.")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var answer: AnswerOptions

    func run() throws {
      let local = try project.open()
      let bookmarks = try local.journal.bookmarks()
      answer.show(.array(bookmarks.map(\.json)), zone: local.project.timeZone) { page in
        var table = TextTable([
          .init("table"), .init("moved"), .init("by"), .init("inputs read up to", isFlexible: true),
        ])
        for mark in bookmarks {
          table.add([
            StyledLine(mark.table), StyledLine(MomentText.seconds(mark.updatedAt, page)),
            StyledLine(mark.execution?.rawValue ?? "a person", .dim), StyledLine(mark.sentence),
          ])
        }
        return bookmarks.isEmpty ? [StyledLine("No table has a bookmark yet.", .dim)] : table.lines(page)
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
      let local = try project.open(for: .working)
      let target = try TableArgument.resolve(table, in: local.project)
      let name = target.description
      guard target.layer != .bronze else {
        throw Failure.usage(
          "\(name) is a source and has no bookmark; its kept files are read again by: assay run --table \(name) --full-refresh"
        )
      }
      try change.confirm(local)
      try local.journal.resetBookmark(of: name, by: NSUserName())
      answer.show(["table": .string(name), "bookmark": [:]]) { _ in
        [StyledLine("\(name) will read all its inputs again; build it: assay run --table \(name)")]
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
      let local = try project.open(for: .working)
      let target = try TableArgument.resolve(table, in: local.project)
      let name = target.description
      try BookmarkRewind.check(target, in: local.project)
      guard let record = try local.journal.lineage(of: name, version: to) else {
        throw Failure.usage("the journal knows no version \(to) of \(name); see assay table history \(name)")
      }
      try change.confirm(local)
      try local.journal.setBookmark(of: name, to: record.inputs, by: NSUserName())
      answer.show(["table": .string(name), "version": .int(to), "bookmark": .object(record.inputs)]) { _ in
        [StyledLine("\(name) will read on from version \(to); build it: assay run --table \(name)")]
      }
    }
  }
}

extension Bookmark {
  var json: JSONValue {
    [
      "table": .string(table), "batch": .int(batch), "inputs": .object(value),
      "updatedAt": .string(Timestamp.text(updatedAt)), "execution": .optional(execution?.rawValue),
    ]
  }

  /// `bronze.orders through file 12, silver.products version 4`; a reset one has forgotten everything.
  fileprivate var sentence: String {
    // The value also holds a hash of the model, which is no input.
    let parts = value.entries.filter { $0.value.objectValue != nil }.map { input, position in
      if let file = position["through"]?.intValue { return "\(input) through file \(file)" }
      return "\(input) version \(position["version"]?.intValue ?? 0)"
    }
    return parts.isEmpty ? "nothing: the next build reads all" : parts.joined(separator: ", ")
  }
}
