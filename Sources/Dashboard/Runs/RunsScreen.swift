import Canvas
import Foundation
import Interaction
import Operations
import Widgets
import Words

/// All executions, newest first.
struct RunsScreen: ListScreen {
  private(set) var feed = Feed<ExecutionQuery, Bool>(changesWithTime: false)
  private(set) var older = Feed<ExecutionQuery, Bool>(keepsOldKey: true)
  private(set) var pages = ExecutionPages()
  var list = Listing(Self.columns, identity: \.id)
  var layout = ListLayout()

  let crumb = "Runs"
  let scopes: [Scope] = [.list, .rows, .runList, .runs]
  /// What `r` and `R` are about, by id.
  private(set) var marked: Set<String> = []
  private var lastMark: String?
  let loading = "reading the executions"
  let exportName = "executions"
  let detailRows = (tall: 8, usual: 6)

  var isMoving: Bool { pages.rows.prefix(20).contains(where: \.isRunning) }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects {
    var effects: Effects = []
    list.set(desk.clockText)
    // A filter that is being typed is looked for as it stands, one question at a time.
    if !feed.isUnderWay { narrow() }
    let first = pages.first
    if feed.isDue(first, reason, desk) {
      effects.append(desk.fetch(.executions, first, in: Slot("runs.first")))
    }
    if let next = wantedPage, older.isDue(next, reason == .changed ? .ticked : reason, desk) {
      effects.append(desk.fetch(.executions, next, in: Slot("runs.older")))
    }
    return effects
  }

  /// The next page when the end of what is read comes near, or a filter leaves room on the screen.
  private var wantedPage: ExecutionQuery? {
    guard feed.value != nil else { return nil }
    let isNearEnd = list.cursor.selected + 2 * list.cursor.visible >= list.count
    return isNearEnd ? pages.next(isSearching: !list.filter.isEmpty || list.sort != nil) : nil
  }

  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects {
    guard let (query, answer) = arrival.answer(to: .executions) else { return [] }
    let seen = answer.map { _ in true }
    guard query.before == nil ? feed.take(query, seen) : older.take(query, seen) else { return [] }
    if let page = answer.value {
      pages.take(query, page)
      list.set(pages.rows)
    }
    return []
  }

  func condition(_ desk: Desk) -> PaneCondition { feed.condition(desk) }
  func destination(of run: ExecutionSummary) -> Destination? { .execution(run.id) }
  func copyText(of run: ExecutionSummary) -> CopyText { CopyText(what: "the execution's id", text: run.id) }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    if action == .enter, list.selectedRow != nil { return enter() }
    if action == .markRun || action == .markRuns {
      mark(range: action == .markRuns)
      return []
    }
    _ = list.perform(action)
    return requests(.ticked, desk)
  }

  mutating func type(_ text: String, _ purpose: LinePurpose, isFinal: Bool) -> String? {
    list.set(filter: text)
    if isFinal { narrow() }
    return list.filter.problems.first
  }

  /// What the journal can look for itself need not be read to the end. Until its answer comes, what is there is filtered.
  private mutating func narrow() {
    if pages.narrow(to: Self.narrowing(of: list.filter)) { feed = Feed() }
  }

  /// What of a filter can be left to the journal: it keeps all that the filter keeps, and is quicker over many.
  static func narrowing(of filter: RowFilter) -> ExecutionPages.Narrowing {
    var narrowing = ExecutionPages.Narrowing(status: status(in: filter))
    for term in filter.terms {
      switch (term.test, term.isNegated) {
      case (.word(let word), true) where isOnlyInTexts(word): narrowing.withoutWords.append(word)
      case (.word(let word), false) where isOnlyInTexts(word): narrowing.words.append(word)
      case (.contains(let field, let word), false) where isOnlyInTexts(word) && !stateFields.contains(field):
        narrowing.words.append(word)
      default: break
      }
    }
    return narrowing
  }

  /// Words that only the screen has: states, months, units, what became of a run.
  private static let shownWords =
    ["ok", "fail", "run", "ends", "time", "stop", "bad", "failed", "stopped", "skipped", "repaired", "by"]
    + ["marked", "as", "done"]
    + ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    + ["ms", "s", "min", "h", "d", "day", "days"]

  /// With a letter it is in no day, time or number, and without a blank not across two texts: so the journal, which knows
  /// neither as they are shown, finds the same as the filter.
  private static func isOnlyInTexts(_ word: String) -> Bool {
    !shownWords.contains { $0.contains(word.lowercased()) } && word.utf8.contains { (0x61...0x7A).contains($0 | 0x20) }
      && word.utf8.allSatisfy {
        (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || "_-.".utf8.contains($0)
      }
  }

  private static let stateFields: Set<Int> = {
    let fields = Listing.fields(of: columns)
    return Set(fields.indices.filter { ["state", "status"].contains(fields[$0].name) })
  }()

  /// The one status a filter asks for, if it does.
  static func status(in filter: RowFilter) -> ExecutionStatus? {
    for term in filter.terms where !term.isNegated {
      guard case .contains(let field, let word) = term.test, !word.isEmpty, stateFields.contains(field) else {
        continue
      }
      let meant = ExecutionStatus.allCases.filter { $0.rawValue.lowercased().contains(word.lowercased()) }
      if meant.count == 1 { return meant[0] }
    }
    return nil
  }

  private mutating func mark(range: Bool) {
    guard let run = list.selectedRow else { return }
    let ids = list.shown.map(\.id)
    if range, let here = ids.firstIndex(of: run.id) {
      let from = lastMark.flatMap { ids.firstIndex(of: $0) } ?? here
      marked.formUnion(ids[min(from, here)...max(from, here)])
    } else {
      lastMark = run.id
      if marked.remove(run.id) == nil { marked.insert(run.id) }
      _ = list.perform(.down)
    }
    list.columns = Self.columns(marked: marked)
  }

  var causeSubject: CauseSubject { list.selectedRow.map { .execution($0.id) } ?? .everything }

  var subject: RunSubject {
    let chosen = pages.rows.filter { marked.contains($0.id) }
    if chosen.count > 1 { return .executions(chosen) }
    if let run = chosen.first ?? list.selectedRow { return .execution(run) }
    return feed.value == true && pages.rows.isEmpty && pages.narrowing == ExecutionPages.Narrowing()
      ? .everything : .nothing(why: "no execution is chosen")
  }
}

extension DashboardScreen {
  static let runs = DashboardScreen("Runs", key: "2", actions: RunActions.all) { RunsScreen() }
}

extension Question where Key == ExecutionQuery, Value == [ExecutionSummary] {
  static var executions: Self { Question("executions") { try $0.running.executions($1) } }
}

extension RunsScreen: PlaceSource {
  var places: [(title: String, detail: String, destination: Destination)] {
    pages.rows.prefix(30).map { ("run \($0.id)", "\($0.look.word) \($0.dayText)", .execution($0.id)) }
  }
}
