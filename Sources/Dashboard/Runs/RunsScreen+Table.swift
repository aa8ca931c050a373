import Canvas
import Operations
import Widgets
import Words

extension RunsScreen {
  /// All as wide as their widest value; what is left over is for the reason.
  static let columns = columns(marked: [])

  static func columns(marked: Set<String>) -> [ListColumn<ExecutionSummary>] {
    [
      ListColumn(
        "state", TableColumn("State", minimum: 7, priority: 9),
        value: { FieldValue($0.look.word + " " + $0.status.rawValue) },
        export: ListExport("status", at: 1) { $0.status.rawValue }
      ) { $0.look.cell($1.glyphs) },
      ListColumn(
        "day", TableColumn("Day", minimum: 10, priority: 8), .day, value: { FieldValue(day: $0.runDate) },
        export: ListExport("run_date", at: 2) { $0.runDate?.description }
      ) { run, place in
        let day = run.runDate?.description ?? place.glyphs.dash
        return marked.contains(run.id)
          ? TableCell((place.glyphs.isASCII ? "* " : "● ") + day, role: .mark) : TableCell(day)
      },
      .text(
        "execution", TableColumn("Execution", minimum: 20, priority: 2), role: .dim,
        export: ListExport("execution", at: 0) { $0.id }
      ) { $0.id },
      .text(
        "trigger", TableColumn("Trigger", minimum: 8, ideal: 16, priority: 3), role: .dim,
        export: ListExport("trigger", at: 3) { $0.trigger.rawValue }
      ) { $0.origin },
      ListColumn(
        "started", TableColumn("Started", minimum: 12, priority: 7), .moment,
        value: { FieldValue(moment: $0.startedAt) },
        export: ListExport("started_at", at: 4) { ExportTable.moment($0.startedAt) }
      ) { TableCell($1.clock.moment($0.startedAt)) },
      ListColumn(
        "took", TableColumn("Took", align: .right, minimum: 11, priority: 6), .number, value: { took($0) },
        export: ListExport("ended_at", at: 5) { $0.endedAt.map(ExportTable.moment) }
      ) { TableCell(AgeText.duration($0.seconds(now: $1.now))) },
      ListColumn(
        "steps", TableColumn("Steps", align: .right, minimum: 7, priority: 5), .number,
        value: { FieldValue(stepsText($0), number: Double($0.stepsDone)) },
        export: ListExport("steps", at: 6) { "\($0.stepsTotal)" }
      ) { run, _ in
        let role: Role = run.stepsFailed > 0 ? .failed : run.stepsDone < run.stepsTotal ? .dim : .text
        return TableCell(stepsText(run), role: role)
      },
      ListColumn(
        "why", TableColumn("Why", minimum: 14, priority: 4, grows: true),
        value: { FieldValue($0.reason + " " + why($0)) }
      ) { run, _ in TableCell(why(run), role: .dim) },
      .hidden("failed", .number, export: ListExport("failed", at: 7) { "\($0.stepsFailed)" }) {
        FieldValue("", number: Double($0.stepsFailed))
      },
      .hidden("status") { FieldValue($0.status.rawValue) },
      .exported("error", at: 8) { $0.error?.rawValue },
      .exported("cause", at: 9) { $0.cause },
      .exported("workflow", at: 10) { $0.workflow },
    ]
  }

  private static func took(_ run: ExecutionSummary) -> FieldValue {
    let seconds = run.endedAt.map { $0.timeIntervalSince(run.startedAt) }
    return FieldValue(seconds.map(AgeText.duration) ?? "", number: seconds)
  }

  /// `1 bad`, else how many of all succeeded.
  static func stepsText(_ run: ExecutionSummary) -> String {
    run.stepsFailed > 0 ? "\(run.stepsFailed) bad" : "\(run.stepsDone)/\(run.stepsTotal)"
  }

  /// Which run made it good comes before why it failed.
  static func why(_ run: ExecutionSummary) -> String {
    let repaired = run.repairedBy.map { "repaired by \($0)" } ?? run.markedBy.map { "marked as done by \($0)" }
    let parts = run.isBad || run.stepParts.count == 1 ? [] : run.stepParts
    return [repaired, run.brief.isEmpty ? nil : run.brief, parts.isEmpty ? nil : parts.joined(separator: ", ")]
      .compactMap { $0 }.joined(separator: "; ")
  }

  func title(_ glyphs: Glyphs) -> String {
    let total = NumberText.integer(pages.rows.count) + (pages.hasMore ? "+" : "")
    // Where the journal itself looked, all that was read matches.
    let count = list.count == pages.rows.count ? total : "\(NumberText.integer(list.count)) of \(total)"
    let chosen = marked.isEmpty ? "" : "\(marked.count) marked"
    return ["Executions", count, chosen, list.filter.text].filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }

  var emptyState: PaneState {
    if !list.filter.isEmpty {
      // Where the journal itself looked, nothing was read that does not match.
      let among = pages.rows.isEmpty ? "" : " among the newest \(NumberText.integer(pages.rows.count))"
      return PaneState.empty(
        "No execution\(among) matches \(list.filter.text)",
        advice: "Esc clears the filter, / changes it")
    }
    return PaneState.empty("Nothing has run yet.", advice: "r runs everything: it shows what would change first")
  }

  func drawDetail(of run: ExecutionSummary, into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    let panel = Panel(run.id)
    panel.draw(into: &surface, in: rect)
    ExecutionFacts(run).draw(into: &surface, in: panel.content(of: rect), desk)
  }
}
