import Canvas
import Foundation
import Operations
import Presentation
import Widgets

/// The steps of an execution as a table with a time line.
enum StepTable {
  /// - Parameter run: the execution, as far as it is known: what the time line and what runs still are measured by.
  static func columns(_ run: ExecutionSummary?, marked: Set<String> = []) -> [ListColumn<StepSummary>] {
    [
      ListColumn(
        "state", TableColumn("State", minimum: 7, priority: 9),
        value: { FieldValue($0.look.word + " " + $0.status.rawValue) },
        export: ListExport("status", at: 2) { $0.status.rawValue }
      ) { $0.look.cell($1.glyphs) },
      ListColumn(
        "step", TableColumn("Step", minimum: 10, ideal: 30, priority: 9), width: names,
        value: { FieldValue($0.name) }, export: ListExport("step", at: 0) { $0.name }
      ) { step, place in
        marked.contains(step.name)
          ? TableCell((place.glyphs.isASCII ? "* " : "● ") + step.name, role: .mark) : TableCell(step.name)
      },
      count("in", "In", priority: 6, export: "rows_in", at: 3, \.read),
      count("out", "Out", priority: 7, export: "rows_out", at: 4, \.written),
      count("bad", "Bad", priority: 5, export: "rejected", at: 5, warns: true, \.rejected),
      ListColumn(
        "took", TableColumn("Took", align: .right, priority: 8), .number, width: .figures, value: { took($0) },
        export: ListExport("seconds", at: 7) { $0.seconds(now: run?.endedAt ?? $1)?.description }
      ) { TableCell(FigureText.seconds($0.seconds(now: $1.now), $1.glyphs), role: $0.hasRun ? .text : .dim) },
      ListColumn(
        "time", TableColumn("Time", minimum: 6, ideal: 10, priority: 3, grows: true), .moment,
        value: { FieldValue(moment: $0.startedAt) },
        cells: { bars(run, $0) }),
      ListColumn(
        "score", TableColumn("Score", align: .right, minimum: 6, ideal: 8, priority: 4), .percent,
        value: { FieldValue(score: $0.score) }, export: ListExport("score", at: 8) { $0.score?.description }
      ) { TableCell(FigureText.score($0.score, $1.glyphs), role: FigureText.scoreRole($0.score)) },
      .hidden("kind", export: ListExport("kind", at: 1) { $0.kind.rawValue }) { FieldValue($0.kind.rawValue) },
      .hidden("rejected", .number) { FieldValue("", number: Double($0.flow.rejected)) },
      .hidden("started", .moment) { FieldValue(moment: $0.startedAt) },
      .hidden("status") { FieldValue($0.status.rawValue) },
      .hidden("why") {
        FieldValue([$0.error?.rawValue, $0.toldCause, $0.message].compactMap { $0 }.joined(separator: " "))
      },
      .exported("duplicates", at: 6) { "\($0.duplicates)" },
      .exported("error", at: 9) { $0.error?.rawValue },
      .exported("cause", at: 10) { $0.cause },
    ]
  }

  /// Whole up to 16 before other columns show, up to 30 where there is room.
  private static let names = WidthRule { column, widest in
    var column = column
    column.minimum = min(16, max(column.minimum, widest))
    column.ideal = max(column.minimum, min(column.ideal, widest))
    return column
  }

  /// Rows of one kind: as wide as the widest figure, which is never cut.
  private static func count(
    _ name: String, _ title: String, priority: Int, export: String, at place: Int, warns: Bool = false,
    _ rows: @escaping @Sendable (RowFlow) -> Int64
  ) -> ListColumn<StepSummary> {
    ListColumn(
      name, TableColumn(title, align: .right, priority: priority), .number, width: .figures,
      value: { FieldValue(count: rows($0.flow)) }, export: ListExport(export, at: place) { "\(rows($0.flow))" }
    ) { step, place in
      let count = rows(step.flow)
      if warns, count > 0 { return TableCell(text(step, count, place.glyphs), role: .late) }
      return TableCell(text(step, count, place.glyphs), role: step.hasRun ? .text : .dim)
    }
  }

  private static func text(_ step: StepSummary, _ count: Int64, _ glyphs: Glyphs) -> String {
    step.hasRun ? FigureText.count(count, glyphs) : glyphs.dash
  }

  private static func took(_ step: StepSummary) -> FieldValue {
    let seconds = step.startedAt.flatMap { start in step.endedAt?.timeIntervalSince(start) }
    return FieldValue(seconds.map(AgeText.duration) ?? "", number: seconds)
  }

  private static func bars(_ run: ExecutionSummary?, _ place: CellPlace<StepSummary>) -> (StepSummary) -> TableCell {
    guard let run else { return { _ in "" } }
    let line = TimeLine(run, steps: place.rows, now: place.now, width: place.width, glyphs: place.glyphs)
    return { TableCell(line.bar($0), role: barRole($0)) }
  }

  /// Some themes underline what failed, which a bar's leading blanks would show; danger has the same colour without.
  private static func barRole(_ step: StepSummary) -> Role {
    step.look.status == .failed ? .danger : step.look.role
  }
}

extension StepSummary {
  fileprivate var hasRun: Bool { startedAt != nil && status != .skipped }
}

/// Bars of steps on one scale from the execution's start to its end, or until now.
struct TimeLine {
  private let start: Date
  private let span: TimeInterval
  private let now: Date
  private let width: Int
  private let glyphs: Glyphs

  init(_ execution: ExecutionSummary, steps: [StepSummary], now: Date, width: Int, glyphs: Glyphs) {
    start = steps.compactMap(\.startedAt).min() ?? execution.startedAt
    let end = execution.endedAt ?? max(now, steps.compactMap(\.endedAt).max() ?? now)
    span = max(0.001, end.timeIntervalSince(start))
    self.now = now
    self.width = width
    self.glyphs = glyphs
  }

  /// From the cell it starts in to the half of a cell it ends in; at least half a cell. Half as high as the line, so that
  /// the bars of steps that ran side by side do not run together.
  func bar(_ step: StepSummary) -> String {
    guard let begun = step.startedAt, width > 0 else { return "" }
    let first = min(width - 1, Int(place(begun)))
    let levels = glyphs.lowBarLevels
    let halves = max(1, Int(((place(step.endedAt ?? now) - Double(first)) * 2).rounded()))
    let whole = min(halves / 2, width - first)
    let hasRest = whole < width - first && halves % 2 == 1
    return String(repeating: " ", count: first) + String(repeating: levels[2], count: whole)
      + (hasRest ? levels[1] : "")
  }

  private func place(_ moment: Date) -> Double {
    min(1, max(0, moment.timeIntervalSince(start) / span)) * Double(width)
  }
}
