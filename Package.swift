// swift-tools-version: 6.1
import PackageDescription

// Every Swift target has the same settings; .ci/run adds -warnings-as-errors.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]

/// Targets whose speed nobody feels: compiled for size, since what is given away has a limit (`.ci/package`).
let small: Set = [
  "assay", "Calls", "Crawling", "Credentials", "Dashboard", "DataQuality", "Fetching", "Glue", "GlueCompute",
  "Interaction", "LocalOperations", "Operations", "Presentation", "Project", "Reports", "S3", "Schedules",
  "SparkCompute", "Watch", "WebClient", "XML",
]

func settings(of name: String) -> [SwiftSetting] {
  settings + (small.contains(name) ? [.unsafeFlags(["-Osize"], .when(configuration: .release))] : [])
}

// Each library from outside is imported by one target.
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
// The client's answers and errors are told in NIO's types.
let httpClient: [Target.Dependency] = [
  .product(name: "AsyncHTTPClient", package: "async-http-client"), .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
  .product(name: "NIOSSL", package: "swift-nio-ssl"),
]
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

func target(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings(of: name))
}

/// The tests of one target, beside what they need to set it up.
func tests(_ name: String, with dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.init(stringLiteral: name), "TestSupport"] + dependencies,
    resources: resources, swiftSettings: settings)
}

/// Tests that run the program itself.
func programTests(_ name: String, with dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: ["assay", "TestSupport"] + dependencies, swiftSettings: settings)
}

/// What several suites set up with; no suites of its own.
func testSupport(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Tests/" + name, swiftSettings: settings)
}

let package = Package(
  name: "assay",
  products: [.executable(name: "assay", targets: ["assay"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // C
    .target(name: "CProcesses"),
    .target(name: "CDuckDB", linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),

    // Values and meaning, without input or output
    target("JSON"),
    target("Clocks"),
    target("Files"),
    target("Records"),
    target("Rows", ["JSON", "Clocks"]),
    target("Words", ["Clocks"]),
    target("Metrics", ["Words", "JSON", "Clocks"]),
    target("Schedules", ["Words", "Clocks"]),
    target("JSONata", ["JSON", "Clocks"]),
    target("Crawling", ["JSON", "Words"]),
    target("StatesLanguage", ["JSONata", "JSON", "Clocks", "Words"]),
    target("ModelSQL", ["Words", "JSON"]),
    target("DataQuality", ["Words", "JSON", "Clocks"]),
    target("SampleShop", ["Clocks"]),
    target("Hashes", [crypto]),
    target("Web", ["Clocks"]),
    target("XML"),
    target("Signing", ["Web", "Hashes", "Clocks"]),

    // A project folder as values
    target("YAML", [yams]),
    target(
      "Project", ["Words", "JSON", "Clocks", "Files", "YAML", "ModelSQL", "DataQuality", "Metrics", "Schedules"]),

    // What a run writes down
    target("Ledger", ["Words", "Files", "Metrics", "JSON", "Clocks"]),

    // Processes, engines, and where objects are
    target("Processes", ["Words", "JSON", "CProcesses"]),
    target("Storage", ["Files"]),
    target("WebClient", ["Web"] + httpClient),
    target("Calls", ["Credentials", "Signing", "Web", "Clocks"]),
    target("S3", ["Storage", "Calls", "Credentials", "Signing", "Web", "XML", "Hashes", "Clocks"]),
    target("Glue", ["Calls", "Credentials", "Web", "XML", "JSON", "Clocks"]),
    target("Credentials", ["Signing", "Web", "XML", "Hashes", "JSON", "Clocks"]),
    target("Engine", ["CDuckDB", "Rows", "JSON", "Clocks"], resources: [.embedInCode("Resources/install-engine.sh")]),
    target("DeltaLog", ["Storage", "JSON", "Clocks"]),
    target("Journal", ["Ledger", "Words", "JSON", "Clocks", "Files", "Metrics", grdb]),

    // Work
    target(
      "Lake",
      [
        "Words", "Processes", "Storage", "DeltaLog", "Project", "ModelSQL", "DataQuality", "Records", "Rows", "Ledger",
        "JSON", "Clocks", "Files", "Hashes",
      ]),
    target(
      "Fetching",
      ["S3", "Glue", "Calls", "Storage", "WebClient", "Credentials", "Web", "Lake", "Project", "Clocks", "Files"]),
    target(
      "Deliveries",
      ["Words", "Lake", "Storage", "DeltaLog", "Project", "Records", "Ledger", "Metrics", "JSON", "Clocks", "Files"]),
    target(
      "Tables",
      [
        "Words", "Lake", "Storage", "Deliveries", "DeltaLog", "Project", "ModelSQL", "DataQuality", "Records", "Ledger",
        "Metrics", "JSON",
        "Clocks", "Files",
      ]),
    target("Reading", ["Words", "Lake", "Ledger", "Tables", "DeltaLog", "ModelSQL", "DataQuality", "Rows", "Clocks"]),
    target("Watch", ["Words", "Ledger", "Project", "Schedules", "Metrics", "JSON", "Clocks"]),
    target(
      "DuckDBCompute",
      [
        "Words", "Lake", "Deliveries", "Engine", "Storage", "DeltaLog", "Project", "ModelSQL", "DataQuality", "Records",
        "Rows",
        "Ledger",
        "JSON", "Clocks", "Files",
      ]),
    target(
      "SparkCompute", ["Words", "Processes", "Lake", "DeltaLog", "Project", "ModelSQL", "DataQuality", "JSON"],
      resources: [.embedInCode("Resources/assay_runner.py")]),
    target(
      "GlueCompute",
      ["Words", "Lake", "Storage", "S3", "Glue", "Credentials", "SparkCompute", "Project", "Clocks"]),
    target(
      "Runs",
      [
        "Words", "Processes", "Lake", "Deliveries", "Tables", "Reading", "Watch", "Ledger", "Project", "Schedules",
        "ModelSQL", "Metrics", "Rows", "StatesLanguage", "JSONata", "Crawling", "JSON",
        "Clocks",
      ]),

    // The meeting point
    target("Operations", ["Words", "Metrics", "Crawling", "Rows", "JSON", "Clocks"]),
    target(
      "LocalOperations",
      [
        "Words", "Processes", "Operations", "Lake", "Storage", "Deliveries", "Fetching", "Tables", "Reading",
        "DuckDBCompute", "SparkCompute", "GlueCompute", "S3", "Credentials",
        "Runs", "StatesLanguage", "Crawling", "DeltaLog",
        "Watch",
        "Ledger", "Journal", "Project",
        "Schedules",
        "ModelSQL", "Engine", "DataQuality", "Metrics", "Rows", "JSON", "Clocks", "Files",
      ]),

    // The screen
    target("Canvas", ["Words"]),
    target("Widgets", ["Words", "Canvas", "Clocks"]),
    target("Charts", ["Words", "Canvas", "Clocks"]),
    target("Themes", ["YAML", "Canvas"]),
    target("Interaction", ["Canvas", "Widgets"]),
    target("Terminal", ["CNcurses", "Canvas", "Interaction"]),
    target("Presentation", ["Words", "Operations", "Canvas", "Clocks"]),
    target("Reports", ["Words", "Metrics", "Operations", "Presentation", "Canvas", "Charts", "JSON", "Clocks"]),
    target(
      "Dashboard",
      [
        "Words", "Canvas", "Widgets", "Charts", "Interaction", "Operations", "Presentation", "Metrics", "Reports",
        "JSON", "Clocks",
      ]),

    // The program
    .executableTarget(
      name: "assay",
      dependencies: [
        "Words", "Processes", "LocalOperations", "Operations", "Runs", "Watch", "Lake", "Ledger", "Project",
        "DataQuality", "Engine", "Rows", "DeltaLog", "Metrics", "Schedules", "JSONata", "StatesLanguage",
        "Crawling", "SampleShop", "Presentation", "Reports", "Dashboard", "Terminal", "Interaction", "Themes",
        "Canvas", "JSON", "Clocks", "Files", argumentParser,
      ], swiftSettings: settings(of: "assay")),

    // Tests
    testSupport("TestSupport", ["Clocks"]),
    testSupport("PseudoTerminal"),
    testSupport("StorageSupport", ["Storage"]),
    testSupport("OperationsSupport", ["Operations", "Words", "Metrics", "Rows", "JSON", "Clocks"]),
    tests("JSON"),
    tests("Clocks"),
    tests("Files"),
    tests("Records"),
    tests("Words"),
    tests("Processes", with: ["Words"]),
    tests("Metrics", with: ["Clocks"]),
    tests("Schedules", with: ["Clocks"]),
    tests("JSONata", with: ["JSON"]),
    tests("Crawling", with: ["JSON"]),
    tests("StatesLanguage", with: ["JSON", "JSONata", "Words"]),
    tests("ModelSQL", with: ["Words", "JSON", "Engine"]),
    tests("DataQuality", with: ["Words", "JSON", "Engine"]),
    tests("SampleShop", with: ["Clocks"]),
    tests("Hashes"),
    tests("Web"),
    tests("XML"),
    tests("Signing", with: ["Web"]),
    testSupport("WebSupport", ["Web"]),
    tests("Credentials", with: ["WebSupport", "Web", "Signing", "Hashes", "Clocks"]),
    tests("YAML"),
    tests(
      "Project", with: ["Words", "ModelSQL", "Metrics", "Engine", "JSON", "Clocks"],
      resources: [.copy("Fixtures")]),
    tests("Rows", with: ["Clocks"]),
    tests("Engine", with: ["Rows", "JSON", "Clocks"]),
    testSupport(
      "S3Support", ["S3", "Calls", "Credentials", "Signing", "Web", "WebSupport", "XML", "Hashes", "Clocks"]),
    tests("WebClient", with: ["Web", "WebSupport", "S3", "S3Support", "Credentials", "Signing", "Clocks"]),
    tests(
      "Fetching",
      with: ["S3", "Calls", "S3Support", "Credentials", "Web", "WebSupport", "Lake", "Project", "Words", "Clocks"]),
    testSupport("GlueSupport", ["S3Support", "Web", "WebSupport", "JSON"]),
    tests(
      "Glue", with: ["GlueSupport", "Calls", "Credentials", "WebSupport", "WebClient", "Web", "JSON", "Clocks"],
      resources: [.copy("Peers")]),
    tests("S3", with: ["Calls", "S3Support", "Storage", "Signing", "Web", "WebSupport", "Clocks"]),
    tests("Storage", with: ["StorageSupport", "S3Support", "S3"]),
    tests("DeltaLog", with: ["StorageSupport", "Storage", "JSON", "Clocks"]),
    tests("Journal", with: ["Ledger", "Words", "Metrics", "JSON", "Clocks"]),
    tests("Watch", with: ["Words", "Ledger", "Journal", "Project", "Metrics", "JSON", "Clocks"]),
    tests("Canvas"),
    tests("Widgets", with: ["Canvas", "Clocks"]),
    tests("Charts", with: ["Canvas", "Clocks"]),
    tests("Themes", with: ["Canvas"]),
    tests("Interaction", with: ["Canvas", "Widgets"]),
    .executableTarget(
      name: "TerminalProbe", dependencies: ["Terminal", "Interaction", "Canvas", "Widgets"],
      path: "Tests/TerminalProbe", swiftSettings: settings),
    tests(
      "Terminal", with: ["Interaction", "Canvas", "PseudoTerminal", "TerminalProbe"], resources: [.copy("Fixtures")]),
    testSupport(
      "PipelineSupport",
      [
        "TestSupport", "Words", "Processes", "Lake", "Reading", "DuckDBCompute", "SparkCompute", "Runs",
        "Engine", "Ledger", "Journal", "Project",
        "ModelSQL",
        "Clocks",
      ]),
    tests("Lake", with: ["Words", "DeltaLog", "Ledger", "JSON", "Processes"]),
    testSupport(
      "LakeSupport",
      [
        "Lake", "Clocks", "DataQuality", "DeltaLog", "JSON", "Ledger", "ModelSQL", "Project", "Rows", "Storage",
        "Words",
      ]),
    tests(
      "Deliveries",
      with: [
        "PipelineSupport", "LakeSupport", "StorageSupport", "Storage", "Clocks", "DeltaLog", "Files", "JSON", "Journal",
        "Lake", "Ledger", "Metrics", "Project", "Records", "Words",
      ]),
    tests(
      "Tables",
      with: [
        "PipelineSupport", "LakeSupport", "StorageSupport", "Storage", "Clocks", "DataQuality", "Deliveries",
        "DeltaLog",
        "DuckDBCompute", "JSON", "Journal",
        "Lake", "Ledger", "ModelSQL", "Project", "Rows", "Words",
      ]),
    tests("SparkCompute", with: ["PipelineSupport", "Lake", "Ledger", "Project", "JSON", "Words"]),
    tests(
      "GlueCompute",
      with: [
        "SparkCompute", "Glue", "GlueSupport", "S3", "S3Support", "Calls", "Credentials", "Signing", "Web",
        "WebSupport",
        "Lake", "Project", "JSON", "Words", "Clocks",
      ]),
    tests("Reading", with: ["PipelineSupport", "DeltaLog", "DuckDBCompute", "JSON", "Lake"]),
    tests(
      "Runs",
      with: [
        "PipelineSupport", "LakeSupport", "DuckDBCompute", "SampleShop", "Words", "Processes", "Lake", "Ledger",
        "Journal", "Metrics", "Project", "ModelSQL", "Clocks", "JSON", "StatesLanguage", "Deliveries", "Rows",
      ]),
    tests(
      "LocalOperations",
      with: [
        "PipelineSupport", "OperationsSupport", "Operations", "Runs", "Project", "Metrics", "ModelSQL", "Ledger",
        "Words",
        "Clocks",
      ]),
    tests("Operations", with: ["OperationsSupport", "Words", "Metrics", "JSON", "Clocks"]),
    tests("Presentation", with: ["Words", "Operations", "Canvas"]),
    tests("Reports", with: ["Words", "Operations", "Presentation", "Canvas", "Clocks"]),
    tests(
      "Dashboard",
      with: [
        "OperationsSupport", "Words", "Operations", "Presentation", "Metrics", "Interaction", "Widgets", "Canvas",
        "JSON", "Clocks",
      ]),

    // Projects of others
    .testTarget(
      name: "RetailTests", dependencies: ["PipelineSupport", "TestSupport", "ModelSQL"],
      exclude: ["Project"], swiftSettings: settings),

    // The program as a whole, as processes
    programTests(
      "Acceptance",
      with: [
        "PseudoTerminal", "JSON", "Clocks", "S3", "S3Support", "GlueSupport", "Web", "WebSupport", "Engine",
      ]),
    programTests("DashboardEndToEnd", with: ["PseudoTerminal", "JSON"]),
    testSupport(
      "ShopSupport",
      [
        "TestSupport", "SampleShop", "Words", "LocalOperations", "Lake", "Reading", "Ledger",
        "Project", "ModelSQL", "DeltaLog",
        "Clocks",
      ]),
    programTests(
      "Fault",
      with: [
        "ShopSupport", "PseudoTerminal", "Words", "Processes", "LocalOperations", "Operations", "Runs", "Lake",
        "Tables", "Ledger", "ModelSQL", "JSON", "Clocks",
      ]),
  ]
)
