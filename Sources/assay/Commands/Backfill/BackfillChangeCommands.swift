import ArgumentParser
import Clocks
import Foundation
import Operations
import Reports

struct BackfillListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Backfills, newest first.")
  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let found = try project.reading().backfilling.backfills()
    answer.show(.array(found.map(\.json))) { BackfillText.list(found, $0) }
  }
}

struct BackfillShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "One backfill with its days.")
  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions
  @Argument(help: ArgumentHelp("Its id, the last letters of it, or 'last'.")) var id: String

  func run() throws { try Self.show(id, try project.reading().backfilling, answer) }

  static func show(_ id: String, _ backfilling: any BackfillReading, _ answer: AnswerOptions) throws {
    let found = try find(id, backfilling)
    answer.show(found.json) { BackfillText.lines(found, $0) }
  }

  static func find(_ text: String, _ backfilling: any BackfillReading) throws -> BackfillSummary {
    let all = try backfilling.backfills()
    if text == "last", let newest = all.first { return newest }
    let found = all.filter { $0.id.hasSuffix(text) }
    guard let first = found.first else { throw Failure.usage("there is no backfill \(text); assay backfill list") }
    guard found.count == 1 else { throw Failure.usage("'\(text)' may mean several; give more of the id") }
    return first
  }
}

/// What the commands that change a backfill have in common.
struct BackfillChange: ParsableArguments {
  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions
  @OptionGroup var change: ProtectedChange
  @Argument(help: ArgumentHelp("Its id, the last letters of it, or 'last'.")) var id: String

  /// - Parameter deed: is given the environment and the backfill's id.
  func make(_ deed: (any EnvironmentOperations, String) throws -> Void) throws {
    let operations = try project.operations()
    let found = try BackfillShowCommand.find(id, try operations.backfilling)
    try change.confirm(operations.identity)
    try deed(operations, found.id)
    try BackfillShowCommand.show(found.id, try operations.backfilling, answer)
  }
}

struct BackfillPauseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "Start no further day; those that run go on to their end.")
  @OptionGroup var target: BackfillChange
  func run() throws { try target.make { try $0.backfilling.pauseBackfill($1) } }
}

struct BackfillResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Go on, also where the process that drove it is gone.")
  @OptionGroup var target: BackfillChange
  func run() throws { try target.make { try $0.backfilling.resumeBackfill($1) } }
}

struct BackfillCancelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "Take back the days that wait, and stop those that run.")
  @OptionGroup var target: BackfillChange
  func run() throws { try target.make { try $0.backfilling.cancelBackfill($1) } }
}

struct BackfillRetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Run the days that failed or were left out once more, and only those.")
  @OptionGroup var target: BackfillChange
  func run() throws { try target.make { try $0.backfilling.retryBackfill($1) } }
}

struct BackfillMarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark", abstract: "Say that a day is done, by hand. It is in the audit.")
  @OptionGroup var target: BackfillChange
  @Argument(help: "The day.") var day: DayArgument
  @Option(name: .long, help: "Why, for whoever reads it later.") var reason: String

  func run() throws {
    try target.make { operations, id in
      try operations.backfilling.markBackfillDay(day.day(in: operations.identity.timeZone), of: id, reason: reason)
    }
  }
}
