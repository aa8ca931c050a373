import ArgumentParser
import Canvas
import Operations
import Reports
import Words
import Words

struct LakeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lake", abstract: "The folder or bucket that an environment's tables are in.",
    subcommands: [Copy.self])

  struct Copy: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "copy", abstract: "Copy an environment's lake into another's that is empty, with all versions.",
      discussion: """
        Folders and buckets alike: what was loaded, every version of every table, rejected rows and deleted keys. The \
        other environment goes on from there at its next run. A copy that was stopped goes on when it is called again.
        """)

    @Option(name: .long, help: ArgumentHelp("The environment whose lake is copied.", valueName: "name"))
    var from: String
    @Option(name: .long, help: ArgumentHelp("The environment whose lake it becomes.", valueName: "name"))
    var to: String
    @Option(name: .long, help: ArgumentHelp("The project's folder, as with other commands.", valueName: "dir"))
    var project: String?
    @OptionGroup var answer: AnswerOptions
    @OptionGroup var change: ProtectedChange

    func run() throws {
      guard from != to else { throw Failure.usage("--from and --to name the same environment, \(from)") }
      let (source, target) = (try options(from).reading(), try options(to).operations())
      try change.confirm(target.identity)
      let outcome = try source.lake.copyLake(into: target)
      answer.show(outcome.json) { _ in [StyledLine(Self.sentence(outcome, from, to))] }
    }

    private func options(_ environment: String) -> ProjectOptions {
      var options = ProjectOptions()
      (options.project, options.env) = (project, environment)
      return options
    }

    private static func sentence(_ outcome: CopiedLake, _ from: String, _ to: String) -> String {
      let size = NumberText.bytes(Int(clamping: outcome.bytes))
      let there = outcome.there == 0 ? "" : "; \(outcome.there) were there already"
      return "\(outcome.tables) tables of \(from) are in \(to): \(outcome.files) files, \(size)\(there)"
    }
  }
}
