import Canvas
import Interaction
import Operations
import Presentation
import Reports
import Widgets

/// Why something is as it is: from what was chosen to the first cause, each link with its evidence, and what mends it.
struct CausesScreen: ListScreen {
  let asked: CauseSubject
  private var feed = Feed<CauseSubject, CauseReport>(changesWithTime: true)
  var list = Listing(Self.columns, identity: { "\($0.kind) \($0.name)" })
  var layout = ListLayout()
  private var hasCome = false

  init(_ subject: CauseSubject) { asked = subject }

  let crumb = "Why"
  let loading = "looking for the first cause"
  let exportName = "why"
  let detailRows = (tall: 16, usual: 11)

  static let columns: [ListColumn<CauseLink>] = [
    ListColumn(
      "state", TableColumn("State", minimum: 9, ideal: 12, priority: 9), value: { FieldValue($0.state.word) },
      export: ListExport("state", at: 1) { $0.state.word }
    ) { link, place in StateLook(link.state.mark, word: link.state.word).cell(place.glyphs) },
    .text(
      "what", TableColumn("What", minimum: 14, ideal: 30, priority: 8), width: .names,
      export: ListExport("name", at: 0) { $0.name }
    ) { $0.name },
    .text(
      "why", TableColumn("Because", minimum: 20, ideal: 60, priority: 7, grows: true), role: .dim,
      export: ListExport("sentence", at: 2) { $0.sentence }
    ) { $0.sentence },
    .hidden("kind") { FieldValue($0.kind.rawValue) },
  ]

  func condition(_ desk: Desk) -> PaneCondition { feed.condition(desk) }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    list.set(desk.clockText)
    return feed.ask(.causes, asked, reason, desk, in: Slot("causes"))
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    guard let report = feed.take(arrival, of: .causes) else { return [] }
    list.set(report.links)
    // The first cause is what one came for.
    if !hasCome { list.cursor.selected = max(0, report.links.count - 1) }
    hasCome = true
    return []
  }

  func title(_ glyphs: Glyphs) -> String {
    let counts = feed.value.map { $0.isWell ? "nothing is wrong" : "the first cause is last" } ?? ""
    return ["Why: \(asked)", counts].filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }

  var emptyState: PaneState { PaneState.empty("No link matches \(list.filter.text)", advice: "Esc clears the filter") }

  func destination(of link: CauseLink) -> Destination? {
    switch link.kind {
    case .table: link.execution.map { .step(execution: $0, step: link.name) } ?? .table(link.name)
    case .step: link.execution.map { .step(execution: $0, step: link.name) }
    case .execution, .person, .file, .definition: link.execution.map { .execution($0) }
    case .rule: feed.value?.links.last { $0.kind == .table || $0.kind == .step }.map { .table($0.name) }
    case .alarm: .alarm(link.name)
    case .schedule, .scheduler: .screen(.schedules)
    case .environment, .source: nil
    }
  }

  /// The whole chain, to paste into a ticket.
  func copyText(of link: CauseLink) -> CopyText {
    guard let report = feed.value else { return CopyText(what: "the link", text: link.sentence) }
    let page = Page(glyphs: .ascii, now: report.at)
    return CopyText(what: "the chain", text: CausesText.lines(report, page).plainText)
  }

  var causeSubject: CauseSubject { asked }

  func drawDetail(of link: CauseLink, into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    let panel = Panel(link.name)
    panel.draw(into: &surface, in: rect)
    let room = panel.content(of: rect)
    var row = 0
    for (text, role) in texts(of: link, desk, surface.glyphs) where row < room.height {
      let lines = TextFit.wrap(TextSanitizer.line(text), to: max(1, room.width))
      for line in lines.prefix(room.height - row) {
        surface.write(line, in: room, row: row, style: Style(role))
        row += 1
      }
    }
  }

  /// What mends it comes before the evidence, so that a low screen shows it.
  private func texts(of link: CauseLink, _ desk: Desk, _ glyphs: Glyphs) -> [(String, Role)] {
    let remedies = (feed.value?.remedies ?? []).map { remedy in
      (remedy.command.map { $0 + glyphs.separator + remedy.text } ?? remedy.text, Role.accent)
    }
    let evidence = link.evidence.map { evidence in
      let when = evidence.at.map { desk.clockText.moment($0) + " " } ?? ""
      let text = [evidence.name, evidence.text].filter { !$0.isEmpty }.joined(separator: ": ")
      return ("\(evidence.kind.rawValue) \(when)\(text)", Role.dim)
    }
    return [(link.sentence, .text)] + remedies + evidence
  }
}

extension Question where Key == CauseSubject, Value == CauseReport {
  static var causes: Self { Question("causes") { try $0.explaining.why($1) } }
}

extension Destination {
  /// Above the screen one is on.
  static func causes(_ subject: CauseSubject) -> Destination {
    Destination("why", "\(subject)") { stacks, _ in stacks.push(CausesScreen(subject)) }
  }
}

extension DashboardPage {
  static let causes = DashboardPage(
    CausesScreen.self,
    opening: Action(
      .why, "why", keys: ["w"], in: .everywhere, summary: "the first cause of what is chosen, and what mends it",
      group: "Program", prominence: 3)
  ) { .to(.causes($0.causeSubject)) }
}

extension ActionID {
  static let why = ActionID("why")
}
