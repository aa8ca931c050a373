import Canvas
import Operations
import Presentation

/// What was looked at, each with what mends it.
package enum FindingsText {
  package static func lines(_ findings: [Finding], _ page: Page) -> [StyledLine] {
    let width = findings.map(\.subject.count).max() ?? 0
    return findings.flatMap { lines($0, width, page) }
  }

  private static func lines(_ finding: Finding, _ width: Int, _ page: Page) -> [StyledLine] {
    let mark: Status =
      switch finding.state {
      case .ok: .ok
      case .warn: .late
      case .missing: .failed
      }
    var head = StyledLine(TextFit.pad(mark.glyph(page.glyphs), to: 2) + " ", mark.role)
    head.append(StyledLine(finding.state.rawValue, mark.role).padded(to: 7) + StyledLine("  "))
    head.append(StyledLine(finding.subject).padded(to: width) + StyledLine("  "))
    let room = max(20, (page.width ?? 120) - head.width)
    let text = TextFit.wrap(TextSanitizer.text(finding.text), to: room)
    let blank = StyledLine(String(repeating: " ", count: head.width))
    let lines = text.enumerated().map { ($0.offset == 0 ? head : blank) + StyledLine($0.element) }
    return lines + (finding.remedy.map { [blank + StyledLine("to mend it: ", .dim) + StyledLine($0, .accent)] } ?? [])
  }
}
