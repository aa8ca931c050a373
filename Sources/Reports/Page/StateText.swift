import Canvas
import Operations
import Presentation
import Words

/// States as an operator reads them: a glyph, the word the JSON has too, and a colour on top.
package enum StateText {
  package static func line(_ state: HealthState, _ glyphs: Glyphs) -> StyledLine {
    line(state.rawValue, state.mark, glyphs)
  }

  package static func line(_ status: ExecutionStatus, _ glyphs: Glyphs) -> StyledLine {
    line(status.rawValue, status.mark, glyphs)
  }

  package static func line(_ status: StepStatus, _ glyphs: Glyphs) -> StyledLine {
    line(status.rawValue, status.mark, glyphs)
  }

  /// Of a rule or a table's rules: PASS, FAIL, ERROR, WARN.
  package static func line(rule status: String, _ glyphs: Glyphs) -> StyledLine {
    line(status, status == "PASS" ? .ok : status == "WARN" ? .late : .failed, glyphs)
  }

  package static func line(_ state: CauseState, _ glyphs: Glyphs) -> StyledLine {
    line(state.word, state.mark, glyphs)
  }

  /// In ASCII the glyph of OK is a word itself, and would stand there twice.
  private static func line(_ word: String, _ mark: Status, _ glyphs: Glyphs) -> StyledLine {
    let text = glyphs.isASCII && mark.glyph(glyphs) == word ? word : "\(mark.glyph(glyphs)) \(word)"
    return StyledLine(text, mark.role)
  }
}
