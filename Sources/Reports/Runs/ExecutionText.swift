import Canvas
import Foundation
import Operations

/// One execution with its steps: what `assay run` ends with and `assay runs ID` shows.
package enum ExecutionText {
  package static func lines(_ detail: ExecutionDetail, _ page: Page) -> [StyledLine] {
    [headline(detail.summary, page)] + steps(detail, page) + warnings(detail, page) + causes(detail, page)
      + advice(detail.summary)
  }

  private static func headline(_ summary: ExecutionSummary, _ page: Page) -> StyledLine {
    let dot = page.glyphs.separator
    var line = StyledLine(summary.id + "  ", .title) + StateText.line(summary.status, page.glyphs)
    var facts = [
      AgeText.duration(summary.seconds(now: page.now)), "started " + MomentText.seconds(summary.startedAt, page),
    ]
    if let day = summary.runDate { facts.append("for \(day)") }
    facts.append(summary.origin)
    facts += summary.isRunning ? [] : [summary.stepParts.joined(separator: ", ")]
    if let repairing = summary.repairedBy { facts.append("repaired by \(repairing)") }
    if let mark = summary.markedBy { facts.append("marked as done by \(mark)") }
    if let revision = summary.revision { facts.append("of \(revision)") }
    if let earlier = summary.rerunOf { facts.append("repeats \(earlier)") }
    line.append("  " + facts.joined(separator: dot), .dim)
    return line.cut(to: page.width, glyphs: page.glyphs)
  }

  private static func steps(_ detail: ExecutionDetail, _ page: Page) -> [StyledLine] {
    guard !detail.steps.isEmpty else { return [] }
    var table = TextTable(
      [
        .init("step"), .init("status"), .init("read", .right), .init("written", .right), .init("rejected", .right),
        .init("duplicates", .right, rank: 4), .init("quality", .right, rank: 2), .init("version", .right, rank: 3),
        .init("took", .right), .init("message", isFlexible: true, rank: 1),
      ], indent: 2)
    for step in detail.steps { table.add(cells(step, page)) }
    return [""] + table.lines(page)
  }

  private static func cells(_ step: StepSummary, _ page: Page) -> [StyledLine] {
    let hasRun = step.startedAt != nil
    let count = { (value: Int64) in hasRun ? FigureLine.count(value, page) : FigureLine.missing(page) }
    return [
      StyledLine(step.name), StateText.line(step.status, page.glyphs), count(step.flow.read),
      count(step.flow.written), hasRun ? FigureLine.fault(step.flow.rejected, page) : FigureLine.missing(page),
      count(step.duplicates), FigureLine.score(step.score, page), version(step, page),
      FigureLine.duration(step.seconds(now: page.now), page),
      StyledLine(step.message ?? step.error?.rawValue ?? "", .dim),
    ]
  }

  private static func version(_ step: StepSummary, _ page: Page) -> StyledLine {
    guard let after = step.versionAfter else { return FigureLine.missing(page) }
    return StyledLine("\(after)", step.versionBefore == after ? .dim : .text)
  }

  /// What is told beside a success, whole.
  private static func warnings(_ detail: ExecutionDetail, _ page: Page) -> [StyledLine] {
    let lines = detail.steps.filter { !$0.warnings.isEmpty }.flatMap { step in
      [StyledLine("\(step.name): ", .late) + StyledLine("WARN", .late)]
        + step.warnings.flatMap { TextFit.wrap(TextSanitizer.text($0), to: page.drawingWidth - 4) }.map {
          StyledLine("    " + $0)
        }
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  /// Why it did not succeed, whole: the table above cuts.
  private static func causes(_ detail: ExecutionDetail, _ page: Page) -> [StyledLine] {
    let failed = detail.steps.filter { $0.status == .failed }
    var lines = failed.flatMap { step in
      cause(step.name, step.error?.rawValue, step.toldCause, page)
    }
    if failed.isEmpty, detail.summary.status != .succeeded, let cause = detail.summary.toldCause {
      lines += self.cause(detail.summary.id, detail.summary.error?.rawValue, cause, page)
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  private static func cause(_ name: String, _ error: String?, _ cause: String?, _ page: Page) -> [StyledLine] {
    let head = StyledLine("\(name): ", .failed) + StyledLine(error ?? "", .dim)
    let text = TextFit.wrap(TextSanitizer.text(cause ?? "no cause was recorded"), to: page.drawingWidth - 4)
    return [head] + text.map { StyledLine("    " + $0) }
  }

  private static func advice(_ summary: ExecutionSummary) -> [StyledLine] {
    guard summary.status == .failed || summary.status == .timedOut else { return [] }
    return ["", StyledLine("its log: assay logs \(summary.id)", .dim)]
  }
}
