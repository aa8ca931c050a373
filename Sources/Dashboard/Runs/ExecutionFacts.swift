import Canvas
import Operations
import Widgets

/// One execution in a few lines: how it is, when, how far, and why it failed.
struct ExecutionFacts {
  let run: ExecutionSummary

  init(_ run: ExecutionSummary) { self.run = run }

  func draw(into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    guard !rect.isEmpty else { return }
    drawHeadline(&surface, rect.row(0), desk)
    let reason = run.reason
    let texts: [(String, Role)] =
      reason.isEmpty
      ? [(hint(surface.glyphs), .dim)] : [(reason, run.isBad ? .text : .dim), (hint(surface.glyphs), .dim)]
    let lines = texts.flatMap { text, role in TextFit.wrap(TextSanitizer.line(text), to: rect.width).map { ($0, role) }
    }
    let room = rect.inset(top: 1)
    for (row, line) in lines.prefix(room.height).enumerated() {
      let isCut = row == room.height - 1 && lines.count > room.height && row < lines.count - 2
      surface.write(line.0 + (isCut ? surface.glyphs.ellipsis : ""), in: room, row: row, style: Style(line.1))
    }
  }

  private func drawHeadline(_ surface: inout Surface, _ line: Rect, _ desk: Desk) {
    let glyphs = surface.glyphs
    let used = run.look.draw(into: &surface, at: line.origin, clip: line)
    let end = run.endedAt.map { " to \(desk.clockText.moment($0))" } ?? ""
    let facts = [
      run.dayText, steps,
      AgeText.duration(run.seconds(now: desk.now)), desk.clockText.moment(run.startedAt) + end, run.origin,
    ]
    let text = facts.filter { !$0.isEmpty }.joined(separator: glyphs.separator)
    surface.write(text, in: line.inset(left: used + 2))
  }

  /// Stopped and skipped steps are not done, however they ended.
  private var steps: String {
    run.stepParts.count == 1 ? run.stepParts[0] + " steps" : run.stepParts.joined(separator: ", ")
  }

  private func hint(_ glyphs: Glyphs) -> String {
    let origin = run.rerunOf.map { "A rerun of \($0). " } ?? ""
    if run.isRunning { return origin + (run.stopRequested ? "It has been asked to stop." : "x stops it.") }
    if let repairing = run.repairedBy { return origin + "Repaired by \(repairing)." }
    if let mark = run.markedBy { return origin + "Marked as done by \(mark)." }
    guard run.isBad else { return origin + (run.status == .aborted ? "r runs it again." : "") }
    let before = run.needsMending ? "A rerun fails again until that is mended. " : ""
    return origin + before + "r runs it again: it shows what would change first."
  }
}
