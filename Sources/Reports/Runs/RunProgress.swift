import Canvas
import Operations
import Presentation
import Words

/// A running execution as a few lines that are redrawn in place.
package enum RunProgress {
  /// At most `height` lines: where there are more steps, those that run or failed stay, and the rest is counted.
  package static func lines(_ detail: ExecutionDetail, _ page: Page, height: Int) -> [StyledLine] {
    let room = max(1, height - 1)
    let shown = visible(detail.steps, room: room)
    let names = shown.map { TextWidth.of($0.name) }.max() ?? 0
    var lines = [head(detail, page)] + shown.map { line($0, names, page) }
    let hidden = detail.steps.count - shown.count
    if hidden > 0 { lines.append(StyledLine("  and \(FigureText.plural(hidden, "step")) more", .dim)) }
    return lines.map { $0.cut(to: page.width, glyphs: page.glyphs) }
  }

  private static func head(_ detail: ExecutionDetail, _ page: Page) -> StyledLine {
    let summary = detail.summary
    var line = StateText.line(summary.status, page.glyphs)
    line.append("  \(summary.id)  ", .title)
    line.append(bar(overall(detail), 20, page), .running)
    line.append("  \(summary.stepsEnded) of \(summary.stepsTotal)", .text)
    line.append(page.glyphs.separator + AgeText.duration(summary.seconds(now: page.now)), .dim)
    if summary.stopRequested { line.append(page.glyphs.separator + "stopping", .late) }
    return line
  }

  /// Finished steps whole, running ones by what they report.
  private static func overall(_ detail: ExecutionDetail) -> Double {
    guard detail.summary.stepsTotal > 0 else { return 0 }
    let running = detail.steps.filter { $0.status == .running }.reduce(0) { $0 + ($1.progress ?? 0) }
    return min(1, (Double(detail.summary.stepsEnded) + running) / Double(detail.summary.stepsTotal))
  }

  private static func line(_ step: StepSummary, _ width: Int, _ page: Page) -> StyledLine {
    let mark = step.status.mark
    var line = StyledLine("  \(mark.glyph(page.glyphs)) ", mark.role)
    line.append(StyledLine(step.name, step.status == .waiting ? .dim : .text).padded(to: width))
    switch step.status {
    case .running:
      line.append("  " + bar(step.progress ?? 0, 12, page), .running)
      if let progress = step.progress { line.append(" " + NumberText.percent(progress, decimals: 0), .dim) }
      line.append("  " + (step.message ?? ""), .dim)
    case .failed: line.append("  " + (step.toldCause ?? step.error?.rawValue ?? ""), .failed)
    case .waiting: break
    default:
      if let seconds = step.seconds(now: page.now) { line.append("  " + AgeText.duration(seconds), .dim) }
      line.append("  " + (step.message ?? ""), .dim)
    }
    return line
  }

  package static func bar(_ fraction: Double, _ width: Int, _ page: Page) -> String {
    let eighths = Int((min(1, max(0, fraction)) * Double(width * 8)).rounded())
    let levels = page.glyphs.barLevels
    return (0..<width).map { column in
      let level = min(8, max(0, eighths - column * 8))
      return level == 0 ? page.glyphs.dot : levels[level]
    }.joined()
  }

  /// In their order: failed and running ones, then the newest finished, then the next to come.
  private static func visible(_ steps: [StepSummary], room: Int) -> [StepSummary] {
    guard steps.count > room else { return steps }
    let room = max(1, room - 1)
    var kept: Set<Int> = []
    let order =
      indices(steps) { $0 == .failed || $0 == .running } + indices(steps) { $0 == .waiting }.prefix(3)
      + indices(steps) { $0.isFinal && $0 != .failed }.reversed()
      + indices(steps) { $0 == .waiting }
    for index in order where kept.count < room { kept.insert(index) }
    return kept.sorted().map { steps[$0] }
  }

  private static func indices(_ steps: [StepSummary], _ isWanted: (StepStatus) -> Bool) -> [Int] {
    steps.indices.filter { isWanted(steps[$0].status) }
  }
}
