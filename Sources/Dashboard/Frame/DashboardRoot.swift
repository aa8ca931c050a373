import Canvas
import Interaction
import Operations
import Widgets

/// The lowest layer: header, breadcrumbs, footer, and between them the screen one is on.
///
/// Each screen one can jump to has a stack of its own, so that going elsewhere and back finds everything as it was.
package struct DashboardRoot: Layer {
  package typealias Message = DashboardMessage

  /// Below it the program says the size it needs.
  package static let minimumSize = Size(width: 60, height: 16)

  var desk: Desk
  var stacks: ScreenStacks
  /// The line being typed in the footer's place.
  var entry: LineEntry?
  /// Lines typed before, by screen and purpose, newest last.
  var history: [String: [String]] = [:]
  var hadFocus = true
  /// Where one was when a run was asked for.
  var startPlace: Place?
  /// Where everything goes, as laid out last.
  var layout = FrameLayout()
  /// The newest status, for the number of what needs somebody.
  var status = Feed<Whole, StatusReport>(changesWithTime: true)
  /// How much of it needs somebody; nil before the first status.
  var concerns: Int?
  /// The minute the newest frame shows.
  var shownMinute = ""

  init(desk: Desk) {
    self.desk = desk
    stacks = ScreenStacks(desk.options.screens.tabs)
  }

  /// The screen one is on.
  var top: any Screen {
    get { stacks.top }
    set { stacks.top = newValue }
  }

  /// The screen one is on, and how deep.
  struct Place: Hashable, Sendable {
    let screen: DashboardScreen
    let depth: Int
  }

  var place: Place { Place(screen: stacks.current, depth: stacks.depth) }

  package var scopes: [Scope] { top.scopes + [.everywhere] }
  package var isEditingText: Bool { entry != nil }

  package func availability(of action: ActionID) -> Availability {
    if let page = desk.options.screens.page(openedBy: action) { return page.availability(from: top) }
    switch action {
    case .back:
      let isFiltered = !(top.line(.filter) ?? "").isEmpty || !(top.line(.search) ?? "").isEmpty
      return stacks.isDeep || isFiltered ? .enabled : .absent
    case .rerun, .stop, .redrive, .markGood: return RunVerbs.availability(of: action, for: top.subject, desk)
    case .copy: return top.copyText(desk) == nil ? .disabled(reason: "nothing is chosen") : .enabled
    case .filter, .findInLists: return top.line(.filter) == nil ? .absent : .enabled
    case .search: return top.line(.search) == nil ? .absent : .enabled
    default: return top.availability(of: action)
    }
  }

  /// Why nothing on any screen is new, said once above all of them.
  var staleNotice: StaleNotice? { desk.lookProblem.map { StaleNotice(reason: $0) } }
}
