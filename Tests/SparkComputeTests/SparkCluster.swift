import Foundation

/// A standalone cluster on loopback, one master and two workers of one core, by the script that CI has for it.
final class SparkCluster {
  /// What `--master` takes.
  let address: String
  private let process = Process()
  private let held = Pipe()
  private let folder: URL

  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(".ci/spark-cluster").path

  struct NotStarted: Error { let told: String }

  /// - Parameter programs: the folder with spark-class.
  init(_ programs: String) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("cluster-\(UUID().uuidString)")
    let told = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [Self.script, programs, folder.path]
    (process.standardInput, process.standardOutput) = (held, told)
    try process.run()
    // One line once all have found each other, or none where one of them did not start.
    address = String(decoding: told.fileHandleForReading.availableData, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard address.hasPrefix("spark://") else { throw NotStarted(told: address) }
  }

  /// Ends all of it. A test that dies ends it as well, since nobody holds its input any more.
  func end() {
    try? held.fileHandleForWriting.close()  // closed before, it is over
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// The applications that its workers ran a part of.
  var applications: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("work").path)) ?? []
  }
}
