// swift-tools-version: 6.1
import PackageDescription

// The values whose pace is measured, by links into the tree, so that nothing else has to be built for it:
//
//     swift run -c release --package-path Tests/Benchmarks/Pace pace
//     swift run -c release --package-path Tests/Benchmarks/Pace machines
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]

let package = Package(
  name: "pace",
  targets: [
    .target(name: "JSON", swiftSettings: settings), .target(name: "Clocks", swiftSettings: settings),
    .target(name: "Words", dependencies: ["Clocks"], swiftSettings: settings),
    .target(name: "Metrics", dependencies: ["JSON", "Clocks"], swiftSettings: settings),
    .target(name: "Schedules", dependencies: ["Words", "Clocks"], swiftSettings: settings),
    .target(name: "JSONata", dependencies: ["JSON", "Clocks"], swiftSettings: settings),
    .target(name: "StatesLanguage", dependencies: ["JSONata", "JSON", "Clocks", "Words"], swiftSettings: settings),
    .executableTarget(
      name: "machines", dependencies: ["StatesLanguage", "JSONata", "JSON"], swiftSettings: settings),
    .executableTarget(
      name: "pace", dependencies: ["Metrics", "Schedules", "Words", "Clocks"], swiftSettings: settings),
  ])
