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
    "DuckDBCompute", "SparkCompute", "Watch", "Runs", "Fetching", "WebClient", "Credentials", "Processes",
  ]

  /// What the root opens and starts, and what it imports for that of what is below Operations.
  private static let wiring: [String: Set<String>] = [
    // Every error of the layers below has its wording and its exit code here.
    "assay/Wiring/Failure+Layers.swift": ["DeltaLog", "Engine", "Lake", "Ledger"],
    // Where what comes with the program lies is told by who made the engine's places.
    "assay/Wiring/ResourceFolder.swift": ["Engine"],
    // A dashboard that rests gives its code back.
    "assay/Wiring/DashboardOpening.swift": ["Processes"],
    // The processes there are, and a demo's, which is one of them.
    "assay/Processes/BackfillDriveCommand.swift": ["Runs"],
    "assay/Processes/FunctionCommand.swift": ["Processes"],
    "assay/Processes/ScheduleRunCommand.swift": ["Runs", "Watch"],
    "assay/Processes/ScheduleUnitCommand.swift": ["Processes", "Runs"],
    "assay/Processes/WorkerCommand.swift": ["Runs"],
    "assay/Demo/DemoDays.swift": ["Ledger"],
    "assay/Demo/DemoLife.swift": ["Runs"],
  ]

  /// What a command may import of what is below Operations, and why. Shorter is better; nothing is to be added.
  private static let excused: [String: Set<String>] = [
    // How the engine is fetched for this user, without any project.
    "assay/Commands/EngineCommand.swift": ["Engine"]
  ]

  /// All of the root, so that a new folder of it is held to the rule as well.
  private static let root = imports.filter { $0.key.hasPrefix("assay/") }

  private static func isWiring(_ path: String) -> Bool {
    ["Wiring", "Processes", "Demo"].contains { path.hasPrefix("assay/\($0)/") }
  }

  @Test("commands ask Operations, and reach past it only where it is excused")
  func commands() {
    let found = Self.root.filter { !Self.isWiring($0.key) }.mapValues { $0.intersection(Self.below) }
    #expect(found.count > 60, "the commands are not there")
    #expect(found.filter { !$0.value.isEmpty } == Self.excused)
  }

  @Test("no command opens a provider by itself")
  func providers() {
    for (path, names) in Self.root where !Self.isWiring(path) {
      #expect(!names.contains("LocalOperations"), "\(path)")
    }
  }

  @Test("what the root wires is what is listed")
  func wired() {
    let found = Self.root.filter { Self.isWiring($0.key) }.mapValues { $0.intersection(Self.below) }
    #expect(Self.imports.count > 500, "the sources are not there")
    #expect(found.filter { !$0.value.isEmpty } == Self.wiring)
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

  @Test("a target declares what it imports, and imports what it declares")
  func declared() throws {
    let package = Self.sources.deletingLastPathComponent().appendingPathComponent("Package.swift")
    let text = try String(contentsOf: package, encoding: .utf8)
    let targets = Set(Self.imports.keys.map { String($0.prefix { $0 != "/" }) })
    // target("Name", ["Of", "others"]), over one line or several.
    let declarations = text.matches(of: #/target\(\s*"(\w+)",\s*\[([^\]]*)\]/#)
    #expect(declarations.count > 30, "the package is written in another way")
    for declaration in declarations where targets.contains(String(declaration.1)) {
      let declared = Set(declaration.2.matches(of: #/"(\w+)"/#).map { String($0.1) })
      let folder = declaration.1 + "/"
      let used = Self.imports.filter { $0.key.hasPrefix(folder) }.reduce(into: Set<String>()) { $0.formUnion($1.value) }
      #expect(declared.subtracting(used).isEmpty, "\(declaration.1) does not import what it declares")
      #expect(used.intersection(targets).subtracting(declared).isEmpty, "\(declaration.1) imports undeclared")
    }
  }

  @Test("every test is named by a sentence, as the user of what it tests would say it")
  func sentences() throws {
    let tests = Self.sources.deletingLastPathComponent().appendingPathComponent("Tests")
    let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
    var count = 0
    for file in (files ?? []) where file.pathExtension == "swift" && file != URL(fileURLWithPath: #filePath) {
      let text = try String(contentsOf: file, encoding: .utf8)
      let named = text.matches(of: #/@Test\(\s*"/#).count
      let all = text.matches(of: #/(?m)^\s*@Test\b/#).count
      #expect(named == all, "\(file.lastPathComponent)")
      count += all
    }
    #expect(count > 1500, "the tests are not there")
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
