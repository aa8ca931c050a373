import Clocks
import Crawling
import Foundation
import JSON
import Lake
import Project
import Words

/// Crawlers of a project: what each found is kept as versions beside the journal, and what changed since is told.
package struct CrawlerRun: Sendable {
  private let workspace: Workspace

  package init(_ workspace: Workspace) { self.workspace = workspace }

  private var folder: String { workspace.statePath + "/crawlers" }

  /// A file of `crawlers/`, or a source by its name.
  package func definition(_ name: String) -> CrawlerDefinition? {
    if let crawler = workspace.project.crawlers.first(where: { $0.name == name }) { return crawler }
    return workspace.project.source(name).map { source in
      CrawlerDefinition(name: name, targets: Array(Set(source.paths.map(\.baseFolder))).sorted())
    }
  }

  /// What is kept of a crawler; nil before its first crawl.
  package func kept(_ name: String) -> JSONValue? {
    guard let bytes = FileManager.default.contents(atPath: path(name)) else { return nil }
    return try? JSONValue(parsing: [UInt8](bytes))  // written whole, so a damaged one is as good as none
  }

  /// Crawls, and keeps what was found.
  @discardableResult
  package func crawl(_ crawler: CrawlerDefinition) throws -> JSONValue {
    let begin = workspace.clock.now()
    let before = kept(crawler.name)
    var catalog = CrawlerCatalog(versions: before?["versions"]?.arrayValue ?? [])
    let known = Set((before?["folders"]?.arrayValue ?? []).compactMap(\.stringValue))
    var last: JSONObject = ["StartTime": .string(Timestamp.text(begin))]
    var folders = known
    do {
      let (samples, seen) = try samples(crawler, known)
      folders.formUnion(seen)
      let isPartial = crawler.recrawl == .newFolders && before != nil
      // With new folders only nothing that is known is changed.
      let policy = CrawlerCatalog.Policy(
        updates: crawler.updateBehavior == .update && !isPartial,
        deletes: crawler.deleteBehavior == .log ? .log : crawler.deleteBehavior == .delete ? .delete : .deprecate)
      let crawl = Crawl(samples)
      let change = catalog.take(crawl, policy, isPartial: isPartial, at: Timestamp.text(begin))
      last["Status"] = "SUCCEEDED"
      last["Created"] = .array(change.created.map(JSONValue.string))
      last["Updated"] = .array(change.updated.map(JSONValue.string))
      last["Deleted"] = .array(change.deleted.map(JSONValue.string))
      last["Drift"] = .array(change.drift.map(JSONValue.string))
      last["Skipped"] = .array(crawl.skipped.map { .string("\($0.path): \($0.reason)") })
    } catch {
      last["Status"] = "FAILED"
      last["ErrorMessage"] = .string(error.cause)
    }
    let told: JSONValue = [
      "Name": .string(crawler.name), "LastCrawl": .object(last), "versions": .array(catalog.versions),
      "folders": .array(folders.sorted().map(JSONValue.string)),
    ]
    try workspace.makeFolder(folder)
    try Data(told.text.utf8).write(to: URL(fileURLWithPath: path(crawler.name)), options: .atomic)
    return told
  }

  private func samples(
    _ crawler: CrawlerDefinition, _ known: Set<String>
  ) throws(RunError) -> (samples: [FileSample], folders: Set<String>) {
    var (samples, folders): ([FileSample], Set<String>) = ([], [])
    let lakes = workspace.project.environments.values.map(\.lake)
    for target in crawler.targets {
      for sample in try FolderSamples.of(target, leavingOut: lakes) {
        let folder = (target + "/" + sample.path as NSString).deletingLastPathComponent
        folders.insert(folder)
        if crawler.recrawl == .newFolders, known.contains(folder) { continue }
        samples.append(sample)
      }
    }
    return (samples, folders)
  }

  private func path(_ name: String) -> String {
    let safe = String(name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "_" })
    return "\(folder)/\(safe).json"
  }
}
