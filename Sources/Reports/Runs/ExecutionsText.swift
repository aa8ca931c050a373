import Canvas
import Foundation
import Operations

/// Executions as a list, and one in a sentence.
package enum ExecutionsText {
  package static func lines(_ executions: [ExecutionSummary], _ page: Page) -> [StyledLine] {
    guard !executions.isEmpty else { return [StyledLine("No executions; start one: assay run", .dim)] }
    var table = TextTable([
      .init("execution"), .init("status"), .init("for"), .init("trigger", rank: 1), .init("started", rank: 3),
      .init("took", .right), .init("steps", .right, rank: 2), .init("cause", isFlexible: true),
    ])
    for execution in executions { table.add(cells(execution, page)) }
    return table.lines(page)
  }

  private static func cells(_ execution: ExecutionSummary, _ page: Page) -> [StyledLine] {
    [
      StyledLine(execution.id), StateText.line(execution.status, page.glyphs),
      StyledLine(execution.runDate?.description ?? page.glyphs.dash), StyledLine(execution.origin),
      StyledLine(MomentText.seconds(execution.startedAt, page)),
      StyledLine(AgeText.duration(execution.seconds(now: page.now))),
      StyledLine("\(execution.stepsDone)/\(execution.stepsTotal)"), cause(execution),
    ]
  }

  private static func cause(_ execution: ExecutionSummary) -> StyledLine {
    let repaired =
      execution.repairedBy.map { "repaired by \($0)" } ?? execution.markedBy.map { "marked as done by \($0)" }
    return StyledLine([repaired, execution.toldCause].compactMap { $0 }.joined(separator: "; "), .dim)
  }

  /// `20261121-061000-x7k2  ✖ FAILED  3 h ago for 2026-11-21: payments: …`
  static func sentence(_ execution: ExecutionSummary, _ page: Page) -> StyledLine {
    var line = StyledLine(execution.id + "  ") + StateText.line(execution.status, page.glyphs)
    if execution.isRunning {
      line.append("  step \(execution.stepsEnded) of \(execution.stepsTotal)")
      line.append(", " + AgeText.duration(execution.seconds(now: page.now)), .dim)
      if execution.stopRequested { line.append(", stopping", .late) }
      return line
    }
    line.append("  " + FigureLine.ago(execution.endedAt ?? execution.startedAt, page))
    if let day = execution.runDate { line.append(" for \(day)", .dim) }
    if let cause = execution.toldCause { line.append(": \(cause)", .dim) }
    return line
  }
}
