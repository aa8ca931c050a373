import Canvas
import Interaction
import Operations
import Presentation
import Widgets
import Words

/// The log of an execution, or of one of its steps: follows its end until one scrolls up.
struct LogPane: Sendable {
  let execution: String
  let step: String?
  /// By level: the lines themselves are kept here, as they come in pages.
  private(set) var feed = Feed<Int, Bool>()
  private(set) var lines: [RunLogLine] = []
  private(set) var levelIndex = 1
  private(set) var isFollowing = true
  /// Set for a run that failed: its first error is what one came for, and not the log's end.
  private var opensAtError = false
  private(set) var dropped = 0
  var search = ""
  var cursor = ListCursor()
  private(set) var column = 0
  /// Lines there were when following ended.
  private var seen = 0
  /// Where it is, as laid out last.
  private var rect = Rect.zero

  static let levels: [LogLevel] = [.debug, .info, .warning, .error]
  static let page = 2000
  /// Kept at most; the oldest go first.
  static let most = 20_000

  init(execution: String, step: String? = nil) {
    self.execution = execution
    self.step = step
  }

  private var query: LogQuery {
    LogQuery(
      execution: execution, step: step, level: Self.levels[levelIndex], afterID: lines.last?.id ?? 0, limit: Self.page)
  }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    guard feed.isDue(levelIndex, reason, desk) else { return [] }
    return [desk.fetch(.logs, query, in: Slot("log \(step ?? "")"))]
  }

  mutating func receive(_ arrival: Arrival) {
    guard let (asked, answer) = arrival.answer(to: .logs), asked == query else { return }
    guard feed.take(levelIndex, answer.map { _ in true }), let page = answer.value, !page.isEmpty else { return }
    lines += page
    let surplus = lines.count - Self.most
    if surplus > 0 {
      lines.removeFirst(surplus)
      dropped += surplus
      cursor.selected = max(0, cursor.selected - surplus)
      seen = max(0, seen - surplus)
    }
    if isFollowing { cursor.selected = lines.count - 1 }
    goToFirstError()
    if page.count >= Self.page { feed.markOutdated() }
  }

  /// Goes to the first error, also where the lines are here already.
  mutating func openAtError() {
    opensAtError = true
    goToFirstError()
  }

  private mutating func goToFirstError() {
    guard opensAtError, let first = lines.firstIndex(where: { $0.level == .error }) else { return }
    opensAtError = false
    pause()
    cursor.selected = first
  }

  mutating func perform(_ action: ActionID) -> Bool {
    switch action {
    case .follow: isFollowing ? pause() : follow()
    case .lessLog: setLevel(levelIndex + 1)
    case .moreLog: setLevel(levelIndex - 1)
    case .nextMatch: jump(1)
    case .previousMatch: jump(-1)
    case .left: column = max(0, column - 8)
    case .right: column = min(400, column + 8)
    default:
      guard cursor.move(action, count: lines.count) else { return false }
      if cursor.selected >= lines.count - 1 { follow() } else { pause() }
    }
    return true
  }

  private mutating func follow() {
    isFollowing = true
    cursor.selected = max(0, lines.count - 1)
  }

  private mutating func pause() {
    if isFollowing { seen = lines.count }
    isFollowing = false
  }

  private mutating func setLevel(_ index: Int) {
    let index = min(max(0, index), Self.levels.count - 1)
    guard index != levelIndex else { return }
    levelIndex = index
    (lines, dropped, seen) = ([], 0, 0)
    follow()
  }

  /// To the next line that holds the searched words, or is an error where nothing is searched.
  private mutating func jump(_ step: Int) {
    var place = cursor.selected + step
    while lines.indices.contains(place) {
      if matches(lines[place]) {
        pause()
        cursor.selected = place
        return
      }
      place += step
    }
  }

  private func matches(_ line: RunLogLine) -> Bool {
    search.isEmpty ? line.level == .error : line.message.lowercased().contains(search.lowercased())
  }

  mutating func arrange(in rect: Rect) {
    self.rect = rect
    cursor.arrange(visible: PaneFrame.room(rect).height, count: lines.count)
  }

  func title(_ glyphs: Glyphs) -> String {
    let parts = [
      "Log", levelIndex == 0 ? "all levels" : "\(Self.levels[levelIndex].short) and worse",
      isFollowing ? "following" : "paused", search.isEmpty ? "" : "search: \(search)",
      dropped > 0 ? "oldest \(NumberText.integer(dropped)) left out" : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }

  func draw(into surface: inout Surface, isFocused: Bool, showsStep: Bool, _ desk: Desk) {
    PaneFrame(title: title(surface.glyphs), isFocused: isFocused, loading: "reading the log").draw(
      feed, desk, into: &surface, in: rect
    ) { _, surface, room in
      if lines.isEmpty { return emptyState.draw(into: &surface, in: room) }
      view(isFocused: isFocused, showsStep: showsStep, desk.clockText).draw(into: &surface, in: room)
    }
  }

  private var emptyState: PaneState {
    levelIndex > 0
      ? PaneState.empty("No line of \(Self.levels[levelIndex].short) or worse.", advice: "+ shows lesser lines too")
      : PaneState.empty("No line has been written.", advice: "New ones show as they come.")
  }

  private func view(isFocused: Bool, showsStep: Bool, _ clock: ClockText) -> LogView {
    LogView(
      count: lines.count, offset: cursor.offset, column: column, selected: isFocused ? cursor.selected : nil,
      newLines: isFollowing ? 0 : max(0, lines.count - seen), highlight: search, isFocused: isFocused
    ) { index in
      let line = lines[index]
      // Many messages begin with their step; it is not said twice.
      let isNamed = line.step.map { line.message.hasPrefix($0) } ?? true
      let step = showsStep && !isNamed ? line.step.map { "\($0)  " } ?? "" : ""
      return Widgets.LogLine(
        time: clock.second(line.at), Self.severity(line.level), TextSanitizer.line(step + line.message))
    }
  }

  private static func severity(_ level: LogLevel) -> Widgets.LogLine.Severity {
    switch level {
    case .error: .error
    case .warning: .warning
    case .debug, .trace: .debug
    case .info: .normal
    }
  }

  var chosenLine: RunLogLine? {
    lines.indices.contains(cursor.selected) ? lines[cursor.selected] : nil
  }

  var table: ExportTable {
    ExportTable(
      name: "log", columns: ["at", "level", "step", "message"],
      rows: lines.map { [ExportTable.moment($0.at), $0.level.word, $0.step, $0.message] })
  }
}

extension Question where Key == LogQuery, Value == [RunLogLine] {
  static var logs: Self { Question("logs") { try $0.running.logs($1) } }
}
