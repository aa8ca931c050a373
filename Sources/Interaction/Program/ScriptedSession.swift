import Canvas

/// A program on a scripted device: press keys, look at the screen. Every call returns when the program is idle again.
package final class ScriptedSession<Message: Sendable> {
  package let program: Program<Message>
  package let device: ScriptedDevice

  package init(
    root: any Layer<Message>, actions: ActionRegistry, size: Size = Size(width: 80, height: 24),
    glyphs: Glyphs = .braille, minimumSize: Size = Size(width: 1, height: 1)
  ) {
    device = ScriptedDevice(size: size, glyphs: glyphs)
    program = Program(root: root, actions: actions, device: device, minimumSize: minimumSize)
    settle()
  }

  package var screen: Surface { device.screen }
  /// The screen's text, one line a row.
  package var picture: String { device.screen.picture() }
  package var ending: Ending? { program.ending }

  package func press(_ keys: Key...) { play(keys.map { .input(.key($0)) }) }
  package func type(_ text: String) { play(text.map { .input(.key(Key($0))) }) }
  package func paste(_ text: String) { play([.input(.paste(text))]) }
  package func mouse(_ mouse: Mouse) { play([.input(.mouse(mouse))]) }

  package func resize(to size: Size) {
    device.resize(to: size)
    settle()
  }

  package func play(_ events: [DeviceEvent]) {
    device.play(events)
    settle()
  }

  /// Lets time pass in one step.
  package func advance(by time: Duration) {
    device.advance(by: time)
    settle()
  }

  /// Lets the program run until it only waits: for input, or for a timer that is not due.
  package func settle() {
    repeat { program.turn() } while program.ending == nil && !device.isIdle
  }
}
