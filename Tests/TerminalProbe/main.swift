import Canvas
import Foundation
import Glibc
import Interaction
import Terminal

// A small program for the pseudo-terminal tests: a counter, a dialog, echoed input, and every way to die.

let environment = ProcessInfo.processInfo.environment
var options = TerminalOptions(environment: environment, theme: ProbeTheme.theme)
options.cacheFolder = environment["PROBE_CACHE"]
options.tracePath = environment["PROBE_TRACE"]
options.glyphs = CommandLine.arguments.dropFirst().first.flatMap(GlyphLevel.init)

do {
  let device = try NcursesDevice.open(options)
  let program = Program(
    root: ProbeScreen(facts: device.facts), actions: try ProbeScreen.actions(), device: device,
    minimumSize: Size(width: 20, height: 5))
  exit(program.run().exitCode())
} catch {
  // What a caller would print instead of a screen: its plain report.
  print("plain: \(error)")
  exit(0)
}
