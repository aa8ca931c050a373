import Clocks
import Foundation
import JSON
import Lake
import Project
import StatesLanguage
import Words

/// Glue's crawlers: `crawlers/NAME.yml`, or a source by its name. A start answers when the crawl is over.
struct CrawlerTwin: TaskTwin {
  let place: TwinPlace

  static let actions: Set<String> = ["startCrawler", "getCrawler"]

  func perform(_ task: StateTask) throws -> JSONValue {
    let name = try task.text("Name")
    let crawlers = CrawlerRun(place.workspace)
    guard let crawler = crawlers.definition(name) else {
      let known = place.workspace.project.crawlers.map(\.name)
      throw StateFailure(
        error: "Glue.EntityNotFoundException",
        cause: "There is no crawlers/\(name).yml\(NearestName.hint(for: name, among: known)).")
    }
    switch task.action {
    case "startCrawler":
      let told = try crawlers.crawl(crawler)
      for line in told["LastCrawl"]?["Drift"]?.arrayValue ?? [] {
        task.reporter.log(.warning, line.stringValue ?? line.text)
      }
      return [:]
    case "getCrawler": return ["Crawler": described(crawler, crawlers.kept(name))]
    default: throw TaskTwins.missing(task)
    }
  }

  private func described(_ crawler: CrawlerDefinition, _ kept: JSONValue?) -> JSONValue {
    var told: JSONObject = [
      "Name": .string(crawler.name), "State": "READY",
      "Targets": ["S3Targets": .array(crawler.targets.map { ["Path": .string($0)] })],
      "SchemaChangePolicy": [
        "UpdateBehavior": .string(crawler.updateBehavior.rawValue),
        "DeleteBehavior": .string(crawler.deleteBehavior.rawValue),
      ],
      "RecrawlPolicy": ["RecrawlBehavior": .string(crawler.recrawl.rawValue)],
      "Version": .int(kept?["versions"]?.arrayValue?.count ?? 0),
    ]
    if let last = kept?["LastCrawl"] { told["LastCrawl"] = last }
    return .object(told)
  }
}
