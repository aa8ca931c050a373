import Canvas
import Reports

/// A few lines at the end of the terminal's text that are written over again and again. It changes no mode of the
/// terminal, so there is nothing to give back, however the program ends.
struct LiveArea {
  private let console: Console
  private var drawn = 0

  init(_ console: Console) { self.console = console }

  /// No line may be wider than the terminal: a wrapped one would be counted wrong.
  mutating func redraw(_ lines: [StyledLine]) {
    let width = console.size?.columns ?? 80
    // Cursor up, then each line over the old one; what is left of longer lines and of more lines is erased.
    var text = back
    for line in lines { text += console.ink.text(line.cut(to: width - 1, glyphs: console.glyphs)) + "\u{1B}[K\n" }
    console.print(raw: text + "\u{1B}[J")
    drawn = lines.count
  }

  mutating func clear() {
    guard drawn > 0 else { return }
    console.print(raw: back + "\u{1B}[J")
    drawn = 0
  }

  private var back: String { drawn == 0 ? "" : "\u{1B}[\(drawn)A\r" }
}
