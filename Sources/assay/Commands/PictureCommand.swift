import ArgumentParser
import Canvas
import Clocks
import Dashboard
import Interaction
import Themes

/// Draws a screen of the dashboard as an SVG, without a terminal: how the pictures of the documentation are made.
struct PictureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "picture", abstract: "Draw a screen of the dashboard as SVG.", shouldDisplay: false)

  @Option(help: "Width and height in cells.") var size = "120x36"
  @Option(help: "Keys to press, as names separated by blanks.") var keys = ""
  @Option(help: "A theme's name.") var theme = "assay-dark"
  @Flag(help: "The plain text instead.") var text = false
  @OptionGroup var project: ProjectOptions

  func run() throws {
    let parts = size.split(separator: "x").compactMap { Int($0) }
    guard parts.count == 2 else { throw Failure.usage("--size takes COLUMNSxROWS, for example 120x36") }
    let library = ThemeLibrary.load(folders: ResourceFolder("themes").all.reversed())
    guard let look = library.theme(named: theme) else { throw Failure.usage("there is no theme “\(theme)”") }
    let operations = try project.pictured()
    let session = ScriptedSession(
      root: makeDashboard(reading: operations, operations: operations, clock: SystemClock()),
      actions: try DashboardActions.registry(keys: [:]), size: Size(width: parts[0], height: parts[1]))
    for name in keys.split(separator: " ") {
      guard let key = Key(String(name)) else { throw Failure.usage("there is no key “\(name)”") }
      session.press(key)
    }
    Console.standard.print(raw: text ? session.picture + "\n" : session.screen.svg(theme: look))
  }
}
