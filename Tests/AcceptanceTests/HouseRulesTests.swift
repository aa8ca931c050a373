import Foundation
import Testing

/// The rules of `Sources/README.md` that the compiler does not hold, because `assay` wires everything and so depends on it.
@Suite("The house keeps its rules")
struct HouseRulesTests {
  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources")

  /// By path below Sources: what a file imports.
  private static let imports: [String: Set<String>] = {
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
    return (files ?? []).filter { $0.pathExtension == "swift" }.reduce(into: [:]) { all, file in
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { return }
      let names = text.split(separator: "\n").compactMap { line -> String? in
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"),
          words.prefix(place).allSatisfy({ $0.hasPrefix("@") || $0 == "package" })
        else { return nil }
        return words.last.map { String($0.prefix { $0 != "." }) }
      }
      all[String(file.standardizedFileURL.path.dropFirst(sources.standardizedFileURL.path.count + 1))] = Set(names)
    }
  }()

  private static let below: Set<String> = [
    "Ledger", "Journal", "Storage", "S3", "DeltaLog", "Engine", "CDuckDB", "Lake", "Deliveries", "Tables", "Reading",
    "DuckDBCompute", "Watch", "Runs", "Fetching", "WebClient", "Credentials", "Processes",
  ]

  /// What a command may import of what is below Operations, and why. Shorter is better; nothing is to be added.
  private static let excused: [String: Set<String>] = [
    // How the engine is fetched for this user, without any project.
    "assay/Commands/EngineCommand.swift": ["Engine"],
    // Files that belong to no project: looked at, and judged.
    "assay/Commands/CrawlCommand.swift": ["Runs"],
    "assay/Commands/QualityCommand.swift": ["Lake"],
    "assay/Arguments/DataOptions.swift": ["Lake"],
    // Every error of the layers below has its wording and its exit code here.
    "assay/Wording/Failure.swift": ["DeltaLog", "Engine", "Lake", "Ledger", "Runs"],
  ]

  @Test("commands, arguments and wording ask Operations, and reach past it only where it is excused")
  func commands() {
    let asking = ["Commands", "Arguments", "Wording", "Following", "Scaffold"].map { "assay/\($0)/" }
    var found: [String: Set<String>] = [:]
    for (path, names) in Self.imports where asking.contains(where: path.hasPrefix) {
      let reached = names.intersection(Self.below)
      if !reached.isEmpty { found[path] = reached }
    }
    #expect(Self.imports.count > 500, "the sources are not there")
    #expect(found == Self.excused)
  }

  @Test("screens, reports and what they are made of know nothing below Operations")
  func screens() {
    let targets = ["Operations", "Presentation", "Reports", "Dashboard", "Canvas", "Widgets", "Charts", "Interaction"]
    for (path, names) in Self.imports where targets.contains(where: { path.hasPrefix($0 + "/") }) {
      #expect(names.isDisjoint(with: Self.below) && !names.contains("LocalOperations"), "\(path)")
    }
  }

  @Test(
    "what comes from outside is imported by one target",
    arguments: [
      ("ArgumentParser", "assay"), ("GRDB", "Journal"), ("Yams", "YAML"), ("AsyncHTTPClient", "WebClient"),
      ("CNcurses", "Terminal"), ("CDuckDB", "Engine"), ("Crypto", "Hashes"),
    ])
  func libraries(_ library: String, _ target: String) {
    let users = Self.imports.filter { $0.value.contains(library) }.map { String($0.key.prefix { $0 != "/" }) }
    #expect(Set(users) == [target])
  }

  @Test("what decides about tables knows no engine, and what plans runs knows no journal")
  func work() {
    for (path, names) in Self.imports where ["Lake/", "Deliveries/", "Tables/"].contains(where: path.hasPrefix) {
      #expect(names.isDisjoint(with: ["Engine", "DuckDBCompute", "CDuckDB", "Journal"]), "\(path)")
    }
    for (path, names) in Self.imports where ["Runs/", "Watch/"].contains(where: path.hasPrefix) {
      #expect(names.isDisjoint(with: ["Journal", "DuckDBCompute", "Engine", "Operations"]), "\(path)")
    }
  }
}
