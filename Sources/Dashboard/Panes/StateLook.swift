import Canvas
import Operations
import Presentation
import Widgets

/// A state as an operator reads it: glyph, the word of the machine-readable answers where it says more, and colour.
struct StateLook: Hashable, Sendable {
  let status: Status
  let word: String

  init(_ status: Status, word: String? = nil) {
    self.status = status
    self.word = word ?? status.word
  }

  var role: Role { status.role }

  func text(_ glyphs: Glyphs) -> String {
    glyphs.isASCII && status == .ok && word == status.word ? word : status.glyph(glyphs) + " " + word
  }

  func cell(_ glyphs: Glyphs) -> TableCell { TableCell(text(glyphs), role: role) }

  @discardableResult
  func draw(into surface: inout Surface, at place: Point, on ground: Ground = .screen, clip: Rect) -> Int {
    surface.write(text(surface.glyphs), at: place, style: Style(role, on: ground), clip: clip)
  }
}

extension HealthState {
  var look: StateLook {
    switch self {
    case .warn: StateLook(mark, word: "WARN")
    case .overdue: StateLook(mark, word: "ERROR")
    case .ok, .unknown, .running, .late, .failed: StateLook(mark)
    }
  }
}

extension ExecutionSummary {
  var look: StateLook {
    switch status {
    case .running: stopRequested ? StateLook(.running, word: "ENDS") : StateLook(.running)
    case .timedOut: StateLook(status.mark, word: "TIME")
    case .succeeded, .failed, .aborted: StateLook(status.mark)
    }
  }

  var isBad: Bool { status == .failed || status == .timedOut }
  var isGood: Bool { status == .succeeded }

  /// The day it is for, or its id where it has none.
  var dayText: String { runDate?.description ?? id }

  /// Why it failed, in the words that matter where room is short: the cause without the error's code.
  var brief: String { (cause ?? "").isEmpty ? error?.rawValue ?? "" : toldCause ?? "" }

  /// Why it failed, on one line, with the error's code.
  var reason: String {
    let texts = [error?.rawValue, toldCause].compactMap { $0 }.filter { !$0.isEmpty }
    return texts.count == 2 && texts[1].hasPrefix(texts[0]) ? texts[1] : texts.joined(separator: ": ")
  }
}

extension GoldReport {
  var look: StateLook { verdict.look }
}

extension TableStatus {
  /// Why it is not well, without its own name, which stands beside it.
  var brief: String { reason.hasPrefix(name + ": ") ? String(reason.dropFirst(name.count + 2)) : reason }
}

extension StepSummary {
  var look: StateLook {
    status == .succeeded && !warnings.isEmpty ? StateLook(.late, word: "WARN") : StateLook(status.mark)
  }

  var isRunning: Bool { status == .running }
}

extension RuleVerdict {
  var look: StateLook {
    switch status {
    case .pass: StateLook(.ok, word: status.word)
    case .fail: StateLook(.failed)
    case .error: StateLook(.failed, word: status.word)
    }
  }
}
