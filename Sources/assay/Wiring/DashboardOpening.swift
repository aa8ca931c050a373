import Canvas
import Clocks
import Dashboard
import Foundation
import Interaction
import Operations
import Processes
import Terminal
import Themes

/// Where the dashboard opens.
struct DashboardOpening {
  let console: Console
  var isReadOnly = false

  private var variables: [String: String] { console.variables }

  /// Streams and terminal allow a screen.
  var isPossible: Bool { console.readsFromTerminal && console.isCapable }

  /// Makes the folder that a crash writes its trace to.
  private func prepareTrace() {
    let folder = (UserFolder.crashTrace(variables) as NSString).deletingLastPathComponent
    // Without the folder a crash leaves no trace, which is no reason not to start. For this user only, as XDG asks.
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Runs the dashboard to its end. Returns its exit code; nil when no screen can be had, and the caller prints its report
  /// instead.
  func open(
    _ reading: any EnvironmentReading, working operations: (any EnvironmentOperations)?,
    clock: any WallClock = SystemClock()
  ) throws -> Int32? {
    guard isPossible else { return nil }
    prepareTrace()
    let device: NcursesDevice
    do {
      device = try NcursesDevice.open(terminalOptions)
    } catch {
      console.explain("assay: no dashboard: \(error)")
      return nil
    }
    var options = DashboardOptions()
    options.isReadOnly = isReadOnly || !variables["ASSAY_READONLY", default: ""].isEmpty
    options.loadThemes = { [variables] in
      let found = Self.themes(variables)
      let warning =
        Self.unknownTheme(variables) ?? found.problems.first.map { Self.warning($0, of: found.problems.count) }
      return FoundThemes(themes: found.themes, warning: warning)
    }
    options.atRest = { ResidentMemory.giveBack() }
    let program = try makeDashboardProgram(
      reading: reading, operations: options.isReadOnly ? nil : operations, clock: clock, options: options,
      device: device)
    // What has started the program is most of what stands in memory now.
    ResidentMemory.giveBack()
    return program.run().exitCode()
  }

  static func warning(_ problem: ThemeProblem, of count: Int) -> String {
    let file = (problem.file as NSString).lastPathComponent
    let more = count > 1 ? ", and \(count - 1) more" : ""
    return "theme left out: \(file):\(problem.line): \(problem.message)\(more)"
  }

  static func themes(_ variables: [String: String]) -> ThemeLibrary {
    ThemeLibrary.load(
      folders: ResourceFolder("themes", variables: variables).all.reversed() + [UserFolder.themes(variables)])
  }

  /// What to say when ASSAY_THEME names a theme that is not there.
  static func unknownTheme(_ variables: [String: String]) -> String? {
    let wanted = variables["ASSAY_THEME", default: ""]
    let found = wanted.isEmpty ? [] : themes(variables).themes.map(\.name)
    guard !wanted.isEmpty, !found.contains(wanted) else { return nil }
    return "ASSAY_THEME: there is no theme \(wanted); there are \(found.joined(separator: ", "))"
  }

  /// Reads theme files only for a theme that is named: the usual one is compiled in.
  private var firstTheme: Theme {
    let wanted = variables["ASSAY_THEME", default: ""]
    let named = wanted.isEmpty ? nil : Self.themes(variables).theme(named: wanted)
    return named ?? BuiltInThemes.assayDark
  }

  private var terminalOptions: TerminalOptions {
    var options = TerminalOptions(environment: variables, theme: firstTheme)
    options.cacheFolder = UserFolder.cache(variables)
    options.tracePath = UserFolder.crashTrace(variables)
    return options
  }
}

/// Folders of this user, by the XDG base directory specification; a relative path in a variable is ignored, as it asks.
enum UserFolder {
  static func cache(_ variables: [String: String]) -> String { folder("XDG_CACHE_HOME", "/.cache", variables) }
  static func themes(_ variables: [String: String]) -> String {
    folder("XDG_CONFIG_HOME", "/.config", variables) + "/themes"
  }
  static func crashTrace(_ variables: [String: String]) -> String {
    folder("XDG_STATE_HOME", "/.local/state", variables) + "/crash.txt"
  }

  private static func folder(_ variable: String, _ standard: String, _ variables: [String: String]) -> String {
    let given = variables[variable, default: ""]
    let home = variables["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    return (given.hasPrefix("/") ? given : home + standard) + "/assay"
  }
}
