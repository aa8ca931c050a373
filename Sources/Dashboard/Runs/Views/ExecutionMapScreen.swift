import Canvas
import Foundation
import Interaction
import Operations
import Presentation
import Reports
import Widgets

/// What an execution goes through, drawn: its machine, or its tables, each in the colour of its state.
struct ExecutionMapScreen: Screen {
  let id: String
  private(set) var feed = Feed<String, ExecutionDetail>()
  private var map = Feed<String, StateMap>()
  private var zoom = StateMapPicture.Zoom.full
  private var isZoomChosen = false
  /// The chosen node stays the one that runs.
  private(set) var isFollowing = false
  private var selected: String?
  private var known: (steps: [StepSummary], zoom: StateMapPicture.Zoom, second: Int)?
  private var picture: StateMapPicture?
  private var frame = Rect.zero
  /// The first cell of the map that shows.
  private var offset = Point.zero
  private var isToShow = false

  init(_ id: String) { self.id = id }

  let crumb = "Map"
  let scopes: [Scope] = [.map, .list, .runs]
  var detail: ExecutionDetail? { feed.value }
  var isMoving: Bool { detail?.summary.isRunning ?? false }
  private var chosen: StepSummary? { detail?.steps.first { $0.name == selected } }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    // A run of tables has its map when they are planned; a machine never changes.
    feed.ask(.execution, id, reason, desk, in: Slot("map.execution"))
      + map.ask(.executionMap, id, map.value?.nodes.isEmpty ?? true ? reason : .ticked, desk, in: Slot("map"))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    let isFirst = feed.value == nil
    if let detail = feed.take(arrival, of: .execution) {
      if isFirst { isFollowing = detail.summary.isRunning }
      if isFirst || isFollowing { choose(Self.first(of: detail)) }
    }
    map.take(arrival, of: .executionMap)
    return []
  }

  /// The step that matters: that runs, or that failed first; else the last one.
  private static func first(of detail: ExecutionDetail) -> String? {
    let failed = detail.steps.filter { $0.status == .failed }
    // An outer state fails because of one within it, which came later.
    let step =
      detail.steps.last(where: \.isRunning) ?? (failed.last { $0.state != nil } ?? failed.first)
      ?? detail.steps.last { $0.startedAt != nil } ?? detail.steps.first
    return step?.name
  }

  private mutating func choose(_ name: String?) {
    guard let name, name != selected else { return }
    (selected, isToShow) = (name, true)
  }

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .enter: chosen == nil ? .disabled(reason: "it has not been entered") : .enabled
    default: .enabled
    }
  }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    switch action {
    case .enter: return chosen.map { [.go(.step(execution: id, step: $0.name))] } ?? []
    case .zoomMap:
      zoom = zoom == .full ? .compact : .full
      (isZoomChosen, isToShow) = (true, true)
    case .followMap:
      isFollowing.toggle()
      if isFollowing, let detail { choose(Self.first(of: detail)) }
    case .pageUp: offset.y -= frame.height / 2
    case .pageDown: offset.y += frame.height / 2
    case .top: choose(picture?.items.first?.name)
    case .bottom: choose(picture?.items.last?.name)
    default: move(action)
    }
    return requests(.ticked, desk)
  }

  private mutating func move(_ action: ActionID) {
    guard let picture, let direction = MapMove(action) else { return }
    isFollowing = false
    choose(direction.next(from: selected, in: picture))
  }

  var subject: RunSubject {
    guard let run = detail?.summary else { return .nothing(why: "the execution is not known yet") }
    guard let chosen, chosen.kind.isOfTable else { return .execution(run) }
    return .tables([chosen.name], of: run)
  }

  var causeSubject: CauseSubject { chosen.map { .step($0.name, execution: id) } ?? .execution(id) }

  func copyText(_ desk: Desk) -> CopyText? {
    guard let map = map.value else { return nil }
    let lines = StateMapText.lines(map, Page(glyphs: .ascii, now: desk.now), states(desk)) ?? []
    return CopyText(what: "the map", text: lines.plainText)
  }

  private func states(_ desk: Desk) -> [String: NodeState] {
    Dictionary((detail?.steps ?? []).map { ($0.name, NodeState($0, now: desk.now)) }) { first, _ in first }
  }

  // MARK: drawing

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    frame = PaneFrame.room(rect.inset(bottom: 2))
    place = rect
    guard let map = map.value, let detail else { return }
    let second = isMoving ? Int(desk.now.timeIntervalSince1970) : 0
    if known?.steps != detail.steps || known?.zoom != zoom || known?.second != second || picture == nil {
      if !isZoomChosen, picture == nil { zoom = fitting(map, desk) }
      picture = StateMapPicture(map, states(desk), zoom: zoom)
      known = (detail.steps, zoom, second)
    }
    scroll()
  }

  /// All that is told, where half of it can be seen at once; else names alone.
  private func fitting(_ map: StateMap, _ desk: Desk) -> StateMapPicture.Zoom {
    let full = StateMapPicture(map, states(desk), zoom: .full).size
    return full.width <= frame.width && full.height <= 2 * frame.height ? .full : .compact
  }

  private mutating func scroll() {
    guard let picture else { return }
    if isToShow, let item = selected.flatMap(picture.item) {
      isToShow = false
      let shown = Rect(origin: offset, size: frame.size).inset(2)
      let title = item.place.top(2).left(frame.width)
      if shown.intersection(title) != title {
        offset = Point(x: title.x + title.width / 2 - frame.width / 2, y: item.place.y - frame.height / 3)
      }
    }
    offset.x = Self.clamped(offset.x, picture.size.width, frame.width)
    offset.y = Self.clamped(offset.y, picture.size.height, frame.height)
  }

  /// What is smaller than the room stands in its middle.
  private static func clamped(_ value: Int, _ whole: Int, _ room: Int) -> Int {
    whole <= room ? -(room - whole) / 2 : min(max(0, value), whole - room)
  }

  private var place = Rect.zero

  func draw(into surface: inout Surface, _ desk: Desk) {
    PaneFrame(title: title(surface.glyphs), isFocused: true, loading: "reading what it goes through").draw(
      map, desk, into: &surface, in: place.inset(bottom: 2)
    ) { map, surface, room in
      guard !map.nodes.isEmpty, let picture else {
        return PaneState.empty(
          "No step has been planned yet.", advice: "Steps show as soon as the worker has planned them."
        )
        .draw(into: &surface, in: room)
      }
      picture.draw(
        into: &surface, at: Point(x: room.x - offset.x, y: room.y - offset.y), in: room, selected: selected)
    }
    drawChosen(&surface, place.bottom(2).inset(horizontal: 1, vertical: 0), desk)
  }

  private func title(_ glyphs: Glyphs) -> String {
    let ended = detail.map { detail in "\(detail.steps.count { $0.status == .succeeded }) done" }
    let all = map.value.map { FigureText.plural($0.allNodes.count, $0.isOfTables ? "table" : "state") }
    return ["Map", all, ended, zoom == .compact ? "names only" : nil, isFollowing ? "following" : nil]
      .compactMap { $0 }.joined(separator: glyphs.separator)
  }

  /// The chosen state in words, as no glyph alone is.
  private func drawChosen(_ surface: inout Surface, _ room: Rect, _ desk: Desk) {
    guard let selected else { return }
    let node = map.value?.allNodes.first { $0.name == selected }
    guard let step = chosen else {
      let text = [selected, node?.note, "not entered"].compactMap { $0 }.filter { !$0.isEmpty }
      return surface.write(text.joined(separator: surface.glyphs.separator), in: room, style: Style(.dim))
    }
    let used = step.look.draw(into: &surface, at: room.origin, clip: room)
    let facts = [selected, NodeState(step, now: desk.now).facts, node?.note ?? ""].filter { !$0.isEmpty }
    surface.write(facts.joined(separator: surface.glyphs.separator), in: room.inset(left: used + 2), row: 0)
    let why = [step.error?.rawValue, step.toldCause ?? step.message].compactMap { $0 }.joined(separator: ": ")
    surface.write(TextSanitizer.line(why), in: room, row: 1, style: Style(step.error == nil ? .dim : .failed))
  }

  mutating func press(at point: Point, _ desk: Desk) -> Effects {
    guard frame.contains(point), let picture else { return [] }
    let cell = Point(x: point.x - frame.x + offset.x, y: point.y - frame.y + offset.y)
    guard let item = picture.item(at: cell) else { return [] }
    isFollowing = false
    if item.name == selected { return perform(.enter, desk) }
    selected = item.name
    return []
  }
}

extension ExecutionMapScreen {
  static let actions: [Action] = [
    Action(
      .zoomMap, "zoom", keys: ["z"], in: .map, summary: "all that is told, or names only", group: "Map", prominence: 6),
    Action(
      .followMap, "follow", keys: ["f"], in: .map, summary: "stay with the state that runs", group: "Map",
      prominence: 6),
  ]
}

extension Question where Key == String, Value == StateMap {
  static var executionMap: Self { Question("execution map") { try $0.running.map(of: $1) } }
}

extension Destination {
  static func executionMap(_ id: String) -> Destination {
    Destination("execution map", id) { stacks, _ in stacks.push(ExecutionMapScreen(id), of: id) }
  }
}

extension ActionID {
  static let openMap = ActionID("execution.map")
  static let zoomMap = ActionID("map.zoom")
  static let followMap = ActionID("map.follow")
}

extension Scope {
  static let map = Scope("map")
}

extension DashboardPage {
  static let executionMap = DashboardPage(
    ExecutionMapScreen.self,
    opening: Action(
      .openMap, "map", keys: ["m"], in: .runs, summary: "its states, or tables, and what leads where",
      group: "Runs", prominence: 1),
    actions: ExecutionMapScreen.actions, ofExecution: { .executionMap($0) })
}
