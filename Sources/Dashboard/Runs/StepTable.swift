import Canvas
import Foundation
import Operations
import Widgets

/// The steps of an execution as a table with a time line.
enum StepTable {
  /// The first of them are the columns, in their order.
  static let fields: [ListField<StepSummary>] = [
    ListField("state") { FieldValue($0.look.word + " " + $0.status) },
    ListField("step") { FieldValue($0.name) },
    ListField("in", .number) { FieldValue("\($0.flow.read)", number: Double($0.flow.read)) },
    ListField("out", .number) { FieldValue("\($0.flow.written)", number: Double($0.flow.written)) },
    ListField("bad", .number) { FieldValue("\($0.flow.rejected)", number: Double($0.flow.rejected)) },
    ListField("took", .number) { step in
      let seconds = step.startedAt.flatMap { start in step.endedAt?.timeIntervalSince(start) }
      return FieldValue(seconds.map(AgeText.duration) ?? "", number: seconds)
    },
    ListField("time", .moment) { FieldValue(moment: $0.startedAt, text: $0.startedAt.map(ClockText.full) ?? "") },
    ListField("score", .percent) { FieldValue(score: $0.score) },
    ListField("kind") { FieldValue($0.kind) },
    ListField("rejected", .number) { FieldValue("", number: Double($0.flow.rejected)) },
    ListField("started", .moment) { FieldValue(moment: $0.startedAt, text: "") },
    ListField("status") { FieldValue($0.status) },
    ListField("why") { FieldValue([$0.error, $0.cause, $0.message].compactMap { $0 }.joined(separator: " ")) },
  ]
  static let columnCount = 8

  /// Columns of figures are as wide as their widest figure: a figure is never cut.
  static func columns(_ steps: [StepSummary], _ desk: Desk, _ glyphs: Glyphs) -> [TableColumn] {
    let counts = { (count: (StepSummary) -> Int64) in
      steps.map { TextWidth.of(FigureText.count(count($0), glyphs)) }.max() ?? 0
    }
    let took = steps.map { TextWidth.of(FigureText.seconds($0.seconds(now: desk.now), glyphs)) }.max() ?? 0
    let names = steps.map { TextWidth.of($0.name) }.max() ?? 0
    return [
      TableColumn("State", minimum: 7, priority: 9),
      TableColumn("Step", minimum: min(16, max(10, names)), ideal: min(30, names), priority: 9),
      figure("In", counts(\.flow.read), priority: 6), figure("Out", counts(\.flow.written), priority: 7),
      figure("Bad", counts(\.flow.rejected), priority: 5), figure("Took", took, priority: 8),
      TableColumn("Time", minimum: 6, ideal: 10, priority: 3, grows: true),
      figure("Score", 6, priority: 4),
    ]
  }

  private static func figure(_ title: String, _ width: Int, priority: Int) -> TableColumn {
    let least = max(TextWidth.of(title), width)
    return TableColumn(title, align: .right, minimum: least, ideal: least + 2, priority: priority)
  }

  static func view(
    _ list: Listing<StepSummary>, _ execution: ExecutionSummary, _ desk: Desk, _ glyphs: Glyphs, width: Int,
    isFocused: Bool
  ) -> TableView {
    var view = TableView(
      columns: columns(list.rows, desk, glyphs), rowCount: list.count, selected: isFocused ? list.cursor.selected : nil,
      offset: list.cursor.offset, sort: list.sort, isFocused: isFocused
    ) { _ in [] }
    let rect = Rect(x: 0, y: 0, width: width, height: list.cursor.visible + 1)
    let barWidth = view.width(of: 6, in: rect)
    let line = TimeLine(execution, steps: list.rows, now: desk.now, width: barWidth, glyphs: glyphs)
    view.row = { cells(list[$0], line, desk, glyphs) }
    return view
  }

  private static func cells(
    _ step: StepSummary, _ line: TimeLine, _ desk: Desk, _ glyphs: Glyphs
  ) -> [TableCell] {
    let hasRun = step.startedAt != nil && step.status != "SKIPPED"
    let count = { (value: Int64) in
      TableCell(hasRun ? FigureText.count(value, glyphs) : glyphs.dash, role: hasRun ? .text : .dim)
    }
    var bad = count(step.flow.rejected)
    if step.flow.rejected > 0 { bad.role = .late }
    return [
      step.look.cell(glyphs), TableCell(step.name), count(step.flow.read), count(step.flow.written), bad,
      TableCell(FigureText.seconds(step.seconds(now: desk.now), glyphs), role: hasRun ? .text : .dim),
      TableCell(line.bar(step), role: barRole(step)),
      TableCell(FigureText.score(step.score, glyphs), role: FigureText.scoreRole(step.score)),
    ]
  }

  /// Some themes underline what failed, which a bar's leading blanks would show; danger has the same colour without.
  private static func barRole(_ step: StepSummary) -> Role {
    step.look.status == .failed ? .danger : step.look.role
  }
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
