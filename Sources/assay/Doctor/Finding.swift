import Canvas
import JSON
import Reports

/// One thing the doctor looked at.
struct Finding {
  enum State: String {
    case ok
    /// Works, but less well than it could.
    case warn
    /// Something needed is not there.
    case missing
  }

  let subject: String
  let state: State
  let text: String
  /// The command that mends it.
  let remedy: String?

  init(_ subject: String, _ state: State, _ text: String, remedy: String? = nil) {
    self.subject = subject
    self.state = state
    self.text = text
    self.remedy = remedy
  }

  var json: JSONValue {
    ["subject": .string(subject), "state": .string(state.rawValue), "text": .string(text), "remedy": .optional(remedy)]
  }

  static func lines(_ findings: [Finding], _ page: Page) -> [StyledLine] {
    let width = findings.map(\.subject.count).max() ?? 0
    return findings.flatMap { $0.lines(width, page) }
  }

  private func lines(_ width: Int, _ page: Page) -> [StyledLine] {
    let mark: Status =
      switch state {
      case .ok: .ok
      case .warn: .late
      case .missing: .failed
      }
    var head = StyledLine(TextFit.pad(mark.glyph(page.glyphs), to: 2) + " ", mark.role)
    head.append(StyledLine(state.rawValue, mark.role).padded(to: 7) + StyledLine("  "))
    head.append(StyledLine(subject).padded(to: width) + StyledLine("  "))
    let room = max(20, (page.width ?? 120) - head.width)
    let text = TextFit.wrap(TextSanitizer.text(text), to: room)
    let blank = StyledLine(String(repeating: " ", count: head.width))
    let lines = text.enumerated().map { ($0.offset == 0 ? head : blank) + StyledLine($0.element) }
    return lines + (remedy.map { [blank + StyledLine("to mend it: ", .dim) + StyledLine($0, .accent)] } ?? [])
  }
}
