import Canvas
import Foundation
import Operations
import Presentation

/// What happened to an execution between two looks at it, one plain line an event: for files and pipes.
package enum RunEvents {
  /// - Parameter before: the look before; nil for the first.
  package static func lines(from before: ExecutionDetail?, to after: ExecutionDetail, _ page: Page) -> [StyledLine] {
    var lines: [StyledLine] = []
    if before == nil { lines.append(event(after.summary.startedAt, "\(after.summary.id) started", page)) }
    let former = Dictionary((before?.steps ?? []).map { ($0.name, $0.status) }) { first, _ in first }
    let moved = after.steps.filter { $0.status != former[$0.name] && $0.status != .waiting }
    // Steps that ended come first, as they freed those that started.
    for step in moved where step.status != .running { lines.append(ended(step, page)) }
    for step in moved where step.status == .running {
      lines.append(event(step.startedAt, "\(step.name) started", page))
    }
    if !after.summary.isRunning, before?.summary.isRunning ?? true { lines.append(ended(after.summary, page)) }
    return lines
  }

  private static func ended(_ step: StepSummary, _ page: Page) -> StyledLine {
    var line = event(step.endedAt, "\(step.name) ", page)
    line.append(step.status.rawValue, step.status.mark.role)
    if let seconds = step.seconds(now: page.now) { line.append(" in \(AgeText.duration(seconds))") }
    if let text = step.toldCause ?? step.message { line.append(": \(text)") }
    return line
  }

  private static func ended(_ summary: ExecutionSummary, _ page: Page) -> StyledLine {
    var line = event(summary.endedAt, "\(summary.id) ", page)
    line.append(summary.status.rawValue, summary.status.mark.role)
    line.append(" in \(AgeText.duration(summary.seconds(now: page.now)))")
    return line
  }

  private static func event(_ moment: Date?, _ text: String, _ page: Page) -> StyledLine {
    let clock = moment.map { String(MomentText.seconds($0, page).suffix(8)) } ?? "--:--:--"
    return StyledLine(clock + "  ", .dim) + StyledLine(text)
  }
}
