import ArgumentParser
import Clocks
import Crawling
import Foundation
import JSON
import Operations
import Project
import Reports

struct CrawlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crawl", abstract: "Turn a folder of strange files into sources, keys and first Silver models.",
    discussion: """
      Shows what the files seem to be. --write adds the sources to project.yml and makes the models that are not there \
      yet; where there is no project, one is made here. With --crawler a crawler of the folder crawlers keeps what it \
      found, and what has changed since is told.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var answer: AnswerOptions

  @Flag(name: .long, help: "Write the definitions.")
  var write = false

  @Option(name: .long, help: ArgumentHelp("A crawler of the project, or a source.", valueName: "name"))
  var crawler: String?

  @Argument(help: ArgumentHelp("Folders, or files.", valueName: "path"))
  var paths: [String] = []

  func validate() throws {
    if (crawler == nil) == paths.isEmpty { throw ValidationError("Give either paths or --crawler NAME.") }
    if crawler != nil, write { throw ValidationError("--write is for paths: a crawler changes no definition") }
  }

  func run() throws {
    if let crawler { return try keep(crawler) }
    // Without a project one is made where the command is given.
    let found = try? project.folder()
    let folder = found ?? FileManager.default.currentDirectoryPath
    let definition = found.flatMap {
      ProjectDefinition.load(
        folder: $0, environment: project.environmentName, variables: ProcessInfo.processInfo.environment
      ).project
    }
    var proposals: [Proposed] = []
    var skipped: [SkippedFile] = []
    for path in paths {
      let target = FolderPath.absolute(path)
      let samples = try project.machine.beginnings(
        at: target, leavingOut: definition?.environments.values.map(\.lake) ?? [])
      let crawl = Crawl(samples)
      skipped += crawl.skipped
      let base = FolderPath.isFolder(target) ? target : (target as NSString).deletingLastPathComponent
      proposals += crawl.tables.map { Proposed($0, in: base, of: folder, definition) }
    }
    let files = write ? try ProposalWriter(folder: folder, isNew: found == nil).write(proposals) : []
    show(proposals, skipped, files)
    if proposals.isEmpty { throw ExitStatus.bad }
  }

  private func show(_ proposals: [Proposed], _ skipped: [SkippedFile], _ files: [String]) {
    let json: JSONValue = [
      "tables": .array(proposals.map(\.json)),
      "skipped": .array(skipped.map { ["path": .string($0.path), "reason": .string($0.reason)] }),
      "written": .array(files.map(JSONValue.string)),
    ]
    answer.show(json) { _ in
      proposals.flatMap { $0.lines(isWritten: write) }
        + skipped.map { StyledLine("passed over: \($0.path): \($0.reason)", .late) }
        + (proposals.isEmpty ? [StyledLine("no table was found", .failed)] : [])
        + files.map { StyledLine("wrote \($0)", .dim) }
        + (write ? [StyledLine("Go on: assay validate; assay run")] : [])
    }
  }

  private func keep(_ name: String) throws {
    let told = try project.operations().sourcing.crawl(name)
    answer.show(told) { _ in
      let last = told["LastCrawl"]
      let version = told["versions"]?.arrayValue?.count ?? 0
      let drift = (last?["Drift"]?.arrayValue ?? []).compactMap(\.stringValue)
      let created = (last?["Created"]?.arrayValue ?? []).compactMap(\.stringValue)
      return [
        StyledLine("\(name): \(last?["Status"]?.stringValue ?? ""), version \(version)")
      ] + (last?["ErrorMessage"]?.stringValue).map { [StyledLine($0, .failed)] }.orEmpty
        + created.map { StyledLine("new: \($0)") } + drift.map { StyledLine($0, .late) }
    }
    if told["LastCrawl"]?["Status"] != "SUCCEEDED" { throw ExitStatus.bad }
  }
}

extension Optional where Wrapped == [StyledLine] {
  fileprivate var orEmpty: [StyledLine] { self ?? [] }
}
