import Canvas
import Clocks
import Interaction
import Operations

/// The screens of the dashboard as one layer, for `Program` to run. Draws nothing and asks nothing before the
/// program starts.
///
/// - Parameters:
///   - reading: asked on background threads only.
///   - operations: nil where the environment was opened to look: nothing can be started or changed then.
///   - clock: what ages are counted from.
package func makeDashboard(
  reading: any EnvironmentReading, operations: (any EnvironmentOperations)? = nil, clock: any WallClock,
  options: DashboardOptions = DashboardOptions()
) -> DashboardRoot {
  DashboardRoot(desk: Desk(reading: reading, operations: operations, clock: clock, options: options))
}

/// The dashboard ready to run on a device: root, actions and minimum size put together.
///
/// Throws when `options.keys` names an unknown action or gives one key two meanings.
package func makeDashboardProgram(
  reading: any EnvironmentReading, operations: (any EnvironmentOperations)?, clock: any WallClock,
  options: DashboardOptions = DashboardOptions(), device: any Device
) throws(ActionTableError) -> Program<DashboardMessage> {
  let actions = try DashboardActions.registry(keys: options.keys, of: options.screens)
  let root = makeDashboard(reading: reading, operations: operations, clock: clock, options: options)
  return Program(
    root: root, actions: actions, device: device, minimumSize: DashboardRoot.minimumSize,
    allowedWhenTooSmall: [.quit, .help], atRest: options.atRest)
}

/// The themes of the user's and the program's own files.
package struct FoundThemes: Sendable {
  package var themes: [Theme]
  /// What of the files could not be used, for the person.
  package var warning: String?
  package init(themes: [Theme], warning: String? = nil) {
    self.themes = themes
    self.warning = warning
  }
}

/// How the dashboard starts.
package struct DashboardOptions: Sendable {
  /// Nothing can be started or stopped, whatever else is allowed.
  package var isReadOnly = false
  /// Those it has; it opens on the first tab.
  package var screens = Screens.all
  /// Where exported files go. Default: the working folder.
  package var exportFolder = "."
  /// Offered in the palette.
  package var themes: [Theme] = []
  /// Finds the themes instead, in the background once the first frame stands: reading files must not hold it back.
  package var loadThemes: (@Sendable () -> FoundThemes)?
  /// Done whenever nobody has touched anything for a moment.
  package var atRest: (@Sendable () -> Void)?
  /// Said when the dashboard opens: what of the user's own settings could not be used.
  package var warning: String?
  /// Keys instead of the built-in ones.
  package var keys: [ActionID: [Key]] = [:]

  package init() {}
}
