import YAML

/// Reads a file of the folder `crawlers`.
struct CrawlerReader {
  let path: String
  let name: String
  let folder: String
  let variables: [String: String]
  let log: ProblemLog

  static let keys = ["description", "targets", "update_behavior", "delete_behavior", "recrawl"]

  func read(_ root: YAMLNode) -> CrawlerDefinition? {
    guard let section = YAMLSection(root, "the crawler", keys: Self.keys, file: path, log: log) else { return nil }
    let targets = section.nodes("targets").compactMap { node in
      node.text.flatMap { section.path($0, node, folder: folder, variables: variables) }
    }
    if targets.isEmpty {
      section.error(section.position, "the crawler needs targets: a list of folders, such as [incoming]")
      return nil
    }
    var crawler = CrawlerDefinition(name: name, targets: targets)
    crawler.description = section.string("description")
    crawler.updateBehavior = section.choice("update_behavior") ?? crawler.updateBehavior
    crawler.deleteBehavior = section.choice("delete_behavior") ?? crawler.deleteBehavior
    crawler.recrawl = section.choice("recrawl") ?? crawler.recrawl
    return crawler
  }
}
