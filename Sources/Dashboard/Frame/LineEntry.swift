import Canvas
import Interaction
import Widgets

/// A line typed in the footer's place, with earlier ones to recall.
struct LineEntry: Hashable, Sendable {
  let purpose: LinePurpose
  /// What stood there before, for Esc.
  let original: String
  var text: EditableText
  /// Why it is not understood, as typed so far.
  var problem: String?
  private var recalled: Int?

  enum Outcome: Hashable, Sendable { case typing, finished, cancelled }

  init(_ purpose: LinePurpose, _ text: String) {
    self.purpose = purpose
    original = text
    self.text = EditableText(text)
  }

  /// - Parameter history: earlier lines, newest last, for up and down.
  mutating func receive(_ input: Input, history: [String]) -> Outcome {
    if case .key(let key) = input {
      switch key {
      case "enter": return .finished
      case "esc", "ctrl-g": return .cancelled
      case "up", "ctrl-p": recall(-1, history)
      case "down", "ctrl-n": recall(1, history)
      default: _ = text.receive(input)
      }
    } else {
      _ = text.receive(input)
    }
    return .typing
  }

  private mutating func recall(_ step: Int, _ history: [String]) {
    let next = (recalled ?? history.count) + step
    guard next >= 0, next <= history.count else { return }
    recalled = next
    text = EditableText(next == history.count ? original : history[next])
  }

  func draw(into surface: inout Surface, in rect: Rect) {
    surface.fill(rect, style: Style(.footer, on: .footer))
    let line = rect.inset(horizontal: 1, vertical: 0)
    let note = problem ?? "Enter keep   Esc undo"
    let noteWidth = min(TextWidth.of(note), line.width / 2)
    let showsNote = noteWidth + 30 <= line.width
    let field = TextField(
      prompt: purpose.prompt, text, placeholder: purpose.placeholder, role: problem == nil ? .input : .failed)
    field.draw(into: &surface, in: showsNote ? line.inset(right: noteWidth + 2) : line)
    if showsNote {
      surface.write(
        note, in: line.right(noteWidth), style: Style(problem == nil ? .keyLabel : .late, on: .footer))
    }
  }
}
