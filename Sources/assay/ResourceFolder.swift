import Foundation

/// A folder that comes with the program: `sample_data` or `themes`.
struct ResourceFolder {
  let name: String
  let variables: [String: String]

  init(_ name: String, variables: [String: String] = ProcessInfo.processInfo.environment) {
    self.name = name
    self.variables = variables
  }

  /// Beside the executable, in the share folder of its installation, under ASSAY_HOME, then where it was built.
  var places: [String] {
    let program = Bundle.main.bundleURL.resolvingSymlinksInPath().path
    let share = URL(fileURLWithPath: program + "/../share/assay").standardizedFileURL.path
    let home = variables["ASSAY_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    let source = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().path
    let root = (((source as NSString).deletingLastPathComponent as NSString).deletingLastPathComponent as NSString)
      .deletingLastPathComponent
    return [program, share, home, root].compactMap { $0 }.map { "\($0)/\(name)" }
  }

  /// The first of the places that is there.
  var path: String? { places.first(where: FolderPath.isFolder) }

  func find() throws(Failure) -> String {
    if let path { return path }
    throw Failure(
      .missing,
      "the folder \(name) is missing (looked for \(places.joined(separator: ", "))); set ASSAY_HOME to assay's folder")
  }
}
