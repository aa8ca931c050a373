import ArgumentParser
import Engine
import JSON
import Reports

struct EngineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engine", abstract: "The DuckDB engine that assay works with.",
    subcommands: [Install.self, Check.self], defaultSubcommand: Check.self)

  struct Install: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "install", abstract: "Fetch the pinned engine for this user and check its checksum.",
      discussion: """
        DuckDB \(EngineLibrary.version) comes from its official wheel on PyPI, through pip. Files that are in place \
        and whole are left alone; damaged ones are replaced.
        """)

    @Argument(
      help: ArgumentHelp(
        "Extensions to install as well: \(EngineInstaller.extensions.joined(separator: ", ")), or all.",
        valueName: "extension"))
    var extensions: [String] = []

    func run() throws {
      let known = EngineInstaller.extensions + ["all"]
      if let wrong = extensions.first(where: { !known.contains($0) }) {
        throw Failure.usage("there is no extension \(wrong); there are \(known.joined(separator: ", "))")
      }
      try EngineInstaller().run(extensions: extensions)
      _ = try EngineLibrary.load()
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Say whether the engine and its extensions are whole.",
      discussion: "Reads every byte of them. Ends with 3 when the engine is missing or something is damaged.")

    @OptionGroup var answer: AnswerOptions

    func run() throws {
      let parts = try EngineInstaller().verify()
      answer.show(.array(parts.map(\.json))) { page in
        var table = TextTable([.init("part"), .init("state"), .init("file")])
        for part in parts {
          table.add([
            StyledLine(part.name), StyledLine(part.state.rawValue, part.isBad ? .failed : .text),
            StyledLine(part.path, .dim),
          ])
        }
        return table.lines(page)
      }
      if let bad = parts.first(where: \.isBad) {
        throw Failure(.missing, "\(bad.name) is \(bad.state.rawValue); to mend it: \(bad.mendingCommand)")
      }
      // What is no pinned build may still be the right version, and what is one has to load as well.
      _ = try EngineLibrary.load()
    }
  }
}

extension EngineInstaller.Part {
  fileprivate var json: JSONValue {
    ["name": .string(name), "state": .string(state.rawValue), "path": .string(path)]
  }
}
