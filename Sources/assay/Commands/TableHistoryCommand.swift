import ArgumentParser
import JSON
import Reading
import Reports
import Tables

struct TableHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "The versions of a table, newest first.",
    discussion: """
      A source that is kept as files has no versions; its loaded files are its history. The folder of any Delta table \
      will do as well.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Option(name: .long, help: ArgumentHelp("How many to list.", valueName: "count"))
  var limit = 20

  @Argument(help: ArgumentHelp("A table's name, or the folder of a Delta table.", valueName: "table or path"))
  var table: String

  func run() throws {
    if let path = TableArgument.folder(table) {
      let scratch = try ScratchProject()
      let commits = try withExtendedLifetime(scratch) {
        try RowReading(try scratch.session(reading: [path]), for: .owner).history(path: path, limit: limit)
      }
      return answer.show(.array(commits.map(\.json))) { CatalogText.lines(commits, $0) }
    }
    let local = try project.open()
    let name = try TableArgument.resolve(table, in: local.project)
    if let source = local.project.source(of: name), source.keep == .files {
      let files = try local.journal.latestManifests(of: source.name, limit: limit)
      return answer.show(.array(files.map(\.json)), zone: local.project.timeZone) { CatalogText.lines(files, $0) }
    }
    let commits = try Catalog(try local.session()).history(name, limit: limit)
    answer.show(.array(commits.map(\.json)), zone: local.project.timeZone) { CatalogText.lines(commits, $0) }
  }
}
