import Canvas
import Operations

/// States as an operator reads them: a glyph, the word the JSON has too, and a colour on top.
package enum StateText {
  package static func line(_ state: HealthState, _ glyphs: Glyphs) -> StyledLine {
    line(state.rawValue, mark(state), glyphs)
  }

  /// Of an execution or a step: RUNNING, SUCCEEDED, FAILED …
  package static func line(run status: String, _ glyphs: Glyphs) -> StyledLine {
    line(status, mark(run: status), glyphs)
  }

  /// Of a rule or a table's rules: PASS, FAIL, ERROR, WARN.
  package static func line(rule status: String, _ glyphs: Glyphs) -> StyledLine {
    line(status, status == "PASS" ? .ok : status == "WARN" ? .late : .failed, glyphs)
  }

  package static func mark(_ state: HealthState) -> Status {
    switch state {
    case .ok: .ok
    case .unknown: .unknown
    case .running: .running
    case .late, .warn: .late
    case .overdue, .failed: .failed
    }
  }

  package static func mark(run status: String) -> Status {
    switch status {
    case "SUCCEEDED": .ok
    case "RUNNING": .running
    case "FAILED", "TIMED_OUT": .failed
    case "ABORTED", "STOPPED": .stopped
    case "WAITING": .waiting
    case "SKIPPED": .skipped
    default: .unknown
    }
  }

  /// Of a link in a chain of causes: LATE, FAILED, ALARM, PAUSED, MISSING …
  package static func mark(cause state: String) -> Status {
    if let health = HealthState(rawValue: state) { return mark(health) }
    let run = mark(run: state)
    if run != .unknown { return run }
    switch state {
    case "ALARM", "MISSING", "REFUSED", "WRONG", "FAIL", "GONE", "ABSENT", "MISSED": return .failed
    case "PAUSED", "OFF", "OVER", "WAITING", "THERE NOW", "ON": return .late
    case "STOPPED IT": return .stopped
    default: return .unknown
    }
  }

  package static func line(cause state: String, _ glyphs: Glyphs) -> StyledLine {
    line(state, mark(cause: state), glyphs)
  }

  /// In ASCII the glyph of OK is a word itself, and would stand there twice.
  private static func line(_ word: String, _ mark: Status, _ glyphs: Glyphs) -> StyledLine {
    let text = glyphs.isASCII && mark.glyph(glyphs) == word ? word : "\(mark.glyph(glyphs)) \(word)"
    return StyledLine(text, mark.role)
  }
}
