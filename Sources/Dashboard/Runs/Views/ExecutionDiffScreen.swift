import Canvas
import Foundation
import Interaction
import Operations
import Presentation
import Reports
import Widgets

/// What an execution changed: rows of each table, and Gold's figures before and after it.
struct ExecutionDiffScreen: Screen {
  let id: String
  private var feed = Feed<String, ExecutionDiff>()
  private var place = Rect.zero
  private var offset = 0
  private var height = 0

  init(_ id: String) { self.id = id }

  let crumb = "Changes"
  let scopes: [Scope] = [.list, .runs]
  var isMoving: Bool { feed.value?.detail.summary.isRunning ?? false }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    feed.ask(.executionDiff, id, reason, desk, in: Slot("diff"))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    feed.take(arrival, of: .executionDiff)
    return []
  }

  func availability(of action: ActionID) -> Availability {
    action == .enter ? .absent : .enabled
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    switch action {
    case .up: offset -= 1
    case .down: offset += 1
    case .pageUp: offset -= height
    case .pageDown: offset += height
    case .top: offset = 0
    case .bottom: offset = Int.max / 2
    default: break
    }
    return []
  }

  var subject: RunSubject {
    feed.value.map { .execution($0.detail.summary) } ?? .nothing(why: "the execution is not known yet")
  }
  var causeSubject: CauseSubject { .execution(id) }

  func copyText(_ desk: Desk) -> CopyText? {
    feed.value.map { CopyText(what: "what it changed", text: lines($0, desk, .ascii, nil).plainText) }
  }

  func exportTable(_ desk: Desk) -> ExportTable? {
    guard let diff = feed.value?.diff else { return nil }
    return ExportTable(
      name: "changes",
      columns: ["table", "version_before", "version_after", "added", "changed", "removed", "rejected"],
      rows: diff.tables.map { row in
        [
          row.name, row.versionBefore.map { "\($0)" }, row.versionAfter.map { "\($0)" }, "\(row.added)",
          "\(row.changed)", "\(row.removed)", "\(row.rejected)",
        ]
      })
  }

  private func lines(_ diff: ExecutionDiff, _ desk: Desk, _ glyphs: Glyphs, _ width: Int?) -> [StyledLine] {
    let page = Page(width: width, glyphs: glyphs, now: desk.now, zone: desk.identity.timeZone)
    return Array(RunDiffText.lines(diff.diff, page).drop { $0.isEmpty }) + ["", note(diff)]
  }

  /// What of it is not known, and why.
  private func note(_ diff: ExecutionDiff) -> StyledLine {
    if diff.detail.summary.isRunning { return StyledLine("It runs: Gold's figures are read when it is over.", .dim) }
    return StyledLine("The figures are those of the tables as it met them, and as it left them.", .dim)
  }

  // MARK: drawing

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    place = rect
    height = PaneFrame.room(rect).height
    let count = feed.value.map { lines($0, desk, .braille, PaneFrame.room(rect).width).count } ?? 0
    offset = min(max(0, offset), max(0, count - height))
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    PaneFrame(title: title, isFocused: true, loading: "working out what it changed").draw(
      feed, desk, into: &surface, in: place
    ) { diff, surface, room in
      surface.write(Array(lines(diff, desk, surface.glyphs, room.width).dropFirst(offset)), in: room)
    }
  }

  private var title: String {
    guard let run = feed.value?.detail.summary else { return "What it changed" }
    return "What the run of \(run.dayText) changed"
  }
}

struct ExecutionDiff: Hashable, Sendable {
  let detail: ExecutionDetail
  let diff: RunDiff
}

extension Question where Key == String, Value == ExecutionDiff {
  static var executionDiff: Self {
    Question("execution diff") { operations, id in
      let detail = try operations.running.execution(id)
      return ExecutionDiff(detail: detail, diff: try RunDiff(detail, with: operations))
    }
  }
}

extension Destination {
  static func executionDiff(_ id: String) -> Destination {
    Destination("execution diff", id) { stacks, _ in stacks.push(ExecutionDiffScreen(id), of: id) }
  }
}

extension DashboardPage {
  static let executionDiff = DashboardPage(
    ExecutionDiffScreen.self,
    opening: Action(
      .openDiff, "changes", keys: ["d"], in: .runs, summary: "the rows it changed, and Gold's figures before and after",
      group: "Runs", prominence: 0),
    ofExecution: { .executionDiff($0) })
}

extension ActionID {
  static let openDiff = ActionID("execution.diff")
}
