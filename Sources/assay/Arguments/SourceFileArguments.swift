import ArgumentParser
import Deliveries
import JSON
import Ledger
import LocalOperations
import Project
import Reports
import Words

/// Delivered files as a person names them, and what is done to each.
struct SourceFileArguments: ParsableArguments {
  @Argument(help: ArgumentHelp("Files as _file names them, or their paths.", valueName: "file")) var files: [String]

  @Option(name: .long, help: ArgumentHelp("The source, where several have such a file.", valueName: "name"))
  var source: String?

  private typealias Found = (source: SourceDefinition, name: String)

  /// Changes all of them, or, where one is not known, none.
  ///
  /// - Parameter find: whether a source has a file of the name that can be changed so.
  func change(
    _ project: ProjectOptions, _ change: ProtectedChange, _ answer: AnswerOptions, _ words: String,
    find: (LocalEnvironment, SourceDefinition, String) throws -> Bool,
    _ apply: (Withdrawal, String) throws -> ManifestRecord
  ) throws {
    let local = try project.open(for: .working)
    let targets = try files.map { try resolve($0, local, find) }
    try requireRest(local)
    try change.confirm(local)
    let session = try local.session()
    var done: [(Found, ManifestRecord)] = []
    for target in targets {
      done.append((target, try apply(Withdrawal(session: session, source: target.source), target.name)))
    }
    answer.show(.array(done.map { Self.json($0.0.source, $0.1) })) { _ in
      done.map { found, record in
        let rows = record.records - record.rejected
        return StyledLine(
          "\(record.name) was \(words) \(found.source.table), with \(rows) row\(rows == 1 ? "" : "s")")
      } + [StyledLine("what is made from it is written anew by the next run: assay run")]
    }
  }

  /// Bytes that move while a step reads them would fail it.
  private func requireRest(_ local: LocalEnvironment) throws {
    guard let running = try LocalOperations(local).status().running.first else { return }
    throw Failure.usage(
      "\(running.id) is running; wait for its end, or stop it: assay stop \(running.id); nothing was done")
  }

  private func resolve(
    _ file: String, _ local: LocalEnvironment, _ find: (LocalEnvironment, SourceDefinition, String) throws -> Bool
  ) throws -> Found {
    let path = FolderPath.absolute(file)
    let folder = local.project.folder + "/"
    let names = [file, path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : String(path.dropFirst())]
    var found: [Found] = []
    for candidate in local.project.sources
    where source.map({ [candidate.name, candidate.table.description].contains($0) }) ?? true {
      if let name = try names.first(where: { try find(local, candidate, $0) }) { found.append((candidate, name)) }
    }
    guard let first = found.first else {
      throw Failure.usage(
        "no source has a file \(file) that this can be done to; nothing was done. See: assay table history SOURCE")
    }
    guard found.count == 1 else {
      let sources = found.map(\.source.name).joined(separator: ", ")
      throw Failure.usage(
        "\(file) is a file of \(sources); nothing was done. Name one: --source \(first.source.name)")
    }
    return first
  }

  private static func json(_ source: SourceDefinition, _ record: ManifestRecord) -> JSONValue {
    var object = record.json.objectValue ?? [:]
    object["table"] = .string(source.table.description)
    return .object(object)
  }
}
