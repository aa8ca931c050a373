import Canvas
import Foundation
import Operations

/// A chain of causes as text: each link with what shows it, the first cause last, then what mends it.
package enum CausesText {
  package static func lines(_ report: CauseReport, _ page: Page) -> [StyledLine] {
    guard !report.isWell else { return report.links.map { head($0, 0, page) } }
    return report.links.enumerated().flatMap { link($1, $0, page) } + remedies(report, page)
  }

  private static func link(_ link: CauseLink, _ depth: Int, _ page: Page) -> [StyledLine] {
    let blank = String(repeating: " ", count: depth == 0 ? 2 : 4)
    let sentence = wrap(link.sentence, blank, page).map { StyledLine($0) }
    let evidence = link.evidence.flatMap { self.evidence($0, of: link, blank, page) }
    return [head(link, depth, page)] + sentence + evidence
  }

  private static func head(_ link: CauseLink, _ depth: Int, _ page: Page) -> StyledLine {
    let lead = depth == 0 ? "" : "because "
    let when = link.at.map { "  " + MomentText.minutes($0, page) } ?? ""
    let line =
      StyledLine(lead, .dim) + StateText.line(link.state, page.glyphs) + StyledLine("  ")
      + StyledLine(link.name, .title) + StyledLine("  \(link.kind.rawValue)\(when)", .dim)
    return line.cut(to: page.width, glyphs: page.glyphs)
  }

  /// What only says the link's own sentence again is named, and not repeated.
  private static func evidence(
    _ evidence: CauseEvidence, of link: CauseLink, _ blank: String, _ page: Page
  ) -> [StyledLine] {
    let when = evidence.at.map { MomentText.seconds($0, page) + " " } ?? ""
    let isSame = evidence.text == link.sentence
    let text = [evidence.name, isSame ? "" : evidence.text].filter { !$0.isEmpty }.joined(separator: ": ")
    return wrap("\(evidence.kind.rawValue) \(when)\(text)", blank + "  ", page).map { StyledLine($0, .dim) }
  }

  private static func remedies(_ report: CauseReport, _ page: Page) -> [StyledLine] {
    guard !report.remedies.isEmpty else { return [] }
    return ["", StyledLine("what mends it", .title)]
      + report.remedies.map { remedy in
        guard let command = remedy.command else { return StyledLine("  \(remedy.text)") }
        return StyledLine("  \(command)", .accent) + StyledLine("  \(remedy.text)", .dim)
      }
  }

  private static func wrap(_ text: String, _ blank: String, _ page: Page) -> [String] {
    guard !text.isEmpty else { return [] }
    guard let width = page.width else { return TextSanitizer.text(text).split(separator: "\n").map { blank + $0 } }
    return TextFit.wrap(TextSanitizer.text(text), to: max(20, width - blank.count)).map { blank + $0 }
  }
}
