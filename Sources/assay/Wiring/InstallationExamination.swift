import Foundation
import Operations
import Themes

/// Whether what comes with the program is there: the themes and the sample's definitions.
struct InstallationExamination {
  let variables: [String: String]

  func findings() -> [Finding] { [sample(), themes()] + [wantedTheme()].compactMap { $0 } }

  private func sample() -> Finding {
    let folder = ResourceFolder("sample_data", variables: variables)
    if let path = folder.path { return Finding("sample data", .ok, path) }
    return Finding(
      "sample data", .warn, "\(absence(of: folder)); assay demo needs it", remedy: "export ASSAY_HOME=FOLDER")
  }

  private func themes() -> Finding {
    let folder = ResourceFolder("themes", variables: variables)
    guard let path = folder.path else {
      return Finding(
        "themes", .warn, "\(absence(of: folder)); there is only the built-in one", remedy: "export ASSAY_HOME=FOLDER")
    }
    let library = DashboardOpening.themes(variables)
    guard let problem = library.problems.first else {
      return Finding("themes", .ok, "\(library.themes.count), \(path)")
    }
    return Finding("themes", .warn, DashboardOpening.warning(problem, of: library.problems.count))
  }

  /// A name that no theme has would otherwise only be seen by the colours.
  private func wantedTheme() -> Finding? {
    DashboardOpening.unknownTheme(variables).map { Finding("theme", .warn, $0, remedy: "unset ASSAY_THEME") }
  }

  private func absence(of folder: ResourceFolder) -> String {
    folder.distrusted.map { "\($0) is left alone, because it belongs to somebody else or anybody may write it" }
      ?? "the folder \(folder.name) is missing"
  }
}
