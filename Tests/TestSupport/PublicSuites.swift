import Foundation

/// Public suites kept as data beside the repository (`../shared/suites`, or where `ASSAY_SUITES` says).
package enum PublicSuites {
  private static var root: String {
    ProcessInfo.processInfo.environment["ASSAY_SUITES"]
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../shared/suites")
      .standardizedFileURL.path
  }

  /// The folder of a suite; nil where it is not there.
  package static func folder(_ name: String) -> String? {
    let path = root + "/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// Why the tests of a suite are skipped.
  package static func reason(_ name: String) -> String {
    "\(root)/\(name) is not there; ASSAY_SUITES names its folder"
  }
}
