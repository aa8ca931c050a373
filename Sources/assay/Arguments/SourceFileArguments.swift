import ArgumentParser
import JSON
import Operations
import Reports

/// Delivered files as a person names them, and what is done to each.
struct SourceFileArguments: ParsableArguments {
  @Argument(help: ArgumentHelp("Files as _file names them, or their paths.", valueName: "file")) var files: [String]

  @Option(name: .long, help: ArgumentHelp("The source, where several have such a file.", valueName: "name"))
  var source: String?

  /// Changes all of them, or, where one is not known, none.
  func change(
    _ kind: SourceChange, _ project: ProjectOptions, _ protected: ProtectedChange, _ answer: AnswerOptions,
    _ words: String
  ) throws {
    let operations = try project.operations()
    let names = files.map { GivenFileName($0, path: FolderPath.absolute($0)) }
    let changes = try operations.sourcing.files(names, of: source, for: kind)
    try protected.confirm(operations.identity)
    let done = try changes.map { ($0, try operations.sourcing.apply($0)) }
    answer.show(.array(done.map { Self.json($0, $1) })) { _ in
      done.map { change, file in
        let rows = file.records - file.rejected
        return StyledLine("\(file.name) was \(words) \(change.table), with \(rows) row\(rows == 1 ? "" : "s")")
      } + [StyledLine("what is made from it is written anew by the next run: assay run")]
    }
  }

  private static func json(_ change: SourceFileChange, _ file: SourceFileEntry) -> JSONValue {
    var object = file.json.objectValue ?? [:]
    object["table"] = .string(change.table)
    return .object(object)
  }
}
