import Canvas
import Interaction
import Operations

/// One screen: its data, what is chosen on it, and its picture. A value, like everything the root holds.
protocol Screen: Sendable {
  /// Its part of the breadcrumbs.
  var crumb: String { get }
  /// What can be done on it, nearest first; `everywhere` is the root's.
  var scopes: [Scope] { get }
  func availability(of action: ActionID) -> Availability

  /// What it wants to ask now.
  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects
  /// Every screen hears of every arrival and takes what it asked for.
  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects
  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects
  /// Lays itself out in a rectangle, and keeps that for drawing and for the mouse: called after each change of what it
  /// shows and of its size, and before both.
  mutating func arrange(in rect: Rect, _ desk: Desk)
  /// Draws itself where it was arranged.
  func draw(into surface: inout Surface, _ desk: Desk)
  /// A press of the mouse inside its rectangle.
  mutating func press(at point: Point, _ desk: Desk) -> Effects

  /// The text of a line that can be typed here; nil where it cannot.
  func line(_ purpose: LinePurpose) -> String?
  /// A line as typed so far, and at its end. A text answers why it is not understood.
  mutating func type(_ text: String, _ purpose: LinePurpose, isFinal: Bool) -> String?

  /// Something on it moves with time alone, so that it is painted each second.
  var isMoving: Bool { get }

  /// What a rerun or stop would be about.
  var subject: RunSubject { get }
  /// What `w` asks about: what is chosen, else the worst there is.
  var causeSubject: CauseSubject { get }
  /// What `y` sends, and what that is called.
  func copyText(_ desk: Desk) -> CopyText?
  /// The rows `e` can write; nil where there is only the picture.
  func exportTable(_ desk: Desk) -> ExportTable?
}

/// What a line typed at the foot of the screen is for.
enum LinePurpose: String, Hashable, Sendable {
  case filter, search, range, name, input

  var prompt: String {
    switch self {
    case .filter: "filter: "
    case .search: "search: "
    case .range: "days: "
    case .name: "name: "
    case .input: "input: "
    }
  }

  var placeholder: String {
    switch self {
    case .filter: "words  /regex/  !not  field:value  field>value"
    case .search: "words in the log"
    case .name: "letters, digits, _ and -"
    case .input: "JSON"
    case .range: "28   or   2026-10-01..2026-10-31   or nothing for the newest"
    }
  }
}

/// What the runs' verbs are about on a screen.
enum RunSubject: Hashable, Sendable {
  case execution(ExecutionSummary)
  /// Tables with all that is made from them; where they are steps of one execution, that can be stopped and redriven.
  case tables([String], of: ExecutionSummary?)
  /// Several that are marked, newest first.
  case executions([ExecutionSummary])
  /// Nothing has run: a run would be of everything.
  case everything
  case nothing(why: String)
}

struct CopyText: Hashable, Sendable {
  let what: String
  let text: String
}

extension Screen {
  func availability(of action: ActionID) -> Availability { .enabled }
  var isMoving: Bool { false }
  mutating func press(at point: Point, _ desk: Desk) -> Effects { [] }
  func line(_ purpose: LinePurpose) -> String? { nil }
  mutating func type(_ text: String, _ purpose: LinePurpose, isFinal: Bool) -> String? { nil }
  var subject: RunSubject { .nothing(why: "no execution is chosen") }
  var causeSubject: CauseSubject { .everything }
  func copyText(_ desk: Desk) -> CopyText? { nil }
  func exportTable(_ desk: Desk) -> ExportTable? { nil }
}
