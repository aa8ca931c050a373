import ArgumentParser
import JSON
import Lake
import Reports

struct TableHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "The versions of a table, newest first.",
    discussion: "A source that is kept as files has no versions; its loaded files are its history.")

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Option(name: .long, help: ArgumentHelp("How many to list.", valueName: "count"))
  var limit = 20

  @Argument(help: "The table.")
  var table: String

  func run() throws {
    let local = try project.open()
    let name = try TableArgument.resolve(table, in: local.project)
    if let source = local.project.source(of: name), source.keep == .files {
      let files = try local.journal.latestManifests(of: source.name, limit: limit)
      return answer.show(.array(files.map(\.json))) { CatalogText.lines(files, $0) }
    }
    let commits = try Catalog(try local.session()).history(name, limit: limit)
    answer.show(.array(commits.map(\.json))) { CatalogText.lines(commits, $0) }
  }
}
