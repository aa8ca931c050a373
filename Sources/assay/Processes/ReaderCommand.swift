import ArgumentParser
import LocalOperations

/// Answers one question about the tables: the dashboard starts it, so that the engine lives in a process of its own.
struct ReaderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reader", abstract: "Answer one question about the tables (started by the dashboard).",
    shouldDisplay: false)

  @OptionGroup var project: ProjectOptions

  func run() { ReaderService.run { EngineReader(try project.open(), counts: false) } }
}
