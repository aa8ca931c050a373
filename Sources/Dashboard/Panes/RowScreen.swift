import Canvas
import Foundation
import Interaction
import JSON
import Operations
import Presentation
import Widgets

/// A row that was chosen from a list, as it was when it was chosen.
struct ChosenRow: Hashable, Sendable {
  /// What kind of row it is: `rejected row of silver.orders`.
  let title: String
  let columns: [String]
  let values: [String?]
  /// When it was chosen.
  let at: Date
}

/// One row, whole: a line for each column, long values on as many as they need.
struct RowScreen: Screen {
  let row: ChosenRow
  private var cursor = ListCursor()
  /// Where it is, as laid out last.
  private var frame = Rect.zero
  private var width: Int { PaneFrame.room(frame).width }

  init(_ row: ChosenRow) { self.row = row }

  private struct Field {
    let name: String
    let value: String?
    /// What stands beside the name, where that is not the value.
    var shown: String?
  }

  /// A line of the picture, and the field it belongs to.
  private struct Line {
    let field: Int
    var name = ""
    let text: String
    let role: Role
  }

  var crumb: String { "row" }
  var scopes: [Scope] { [.list] }

  func availability(of action: ActionID) -> Availability {
    [.enter, .left, .right].contains(action) ? .absent : .enabled
  }

  mutating func requests(_ reason: Reason, _ desk: Desk) -> Effects { [] }
  mutating func receive(_ arrival: Arrival, _ desk: Desk) -> Effects { [] }

  mutating func perform(_ action: ActionID, _ desk: Desk) -> Effects {
    _ = cursor.move(action, count: lines(.braille).count)
    return []
  }

  /// The members of an object stand on lines of their own, under the column that holds it.
  private var fields: [Field] {
    zip(row.columns, row.values).flatMap { column, value -> [Field] in
      guard let value, value.hasPrefix("{"), let members = Self.members(of: value) else {
        return [Field(name: column, value: value)]
      }
      return [Field(name: column, value: value, shown: "")] + members
    }
  }

  /// Nil for what only looks like an object: it is shown as it is.
  private static func members(of text: String) -> [Field]? {
    guard case .success(let value) = Result(catching: { () throws(JSONError) in try JSONValue(parsing: text) }) else {
      return nil
    }
    return value.objectValue?.entries.map { member in
      Field(name: "  " + member.key, value: member.value.isNull ? nil : member.value.stringValue ?? member.value.text)
    }
  }

  private func lines(_ glyphs: Glyphs) -> [Line] {
    let fields = fields
    // Pointer, gap and scroll bar are two columns each.
    let room = max(8, width - nameWidth(fields) - 6)
    return fields.enumerated().flatMap { index, field -> [Line] in
      guard let value = field.value else {
        return [Line(field: index, name: field.name, text: glyphs.dash, role: .dim)]
      }
      let texts = TextFit.wrap(TextSanitizer.line(field.shown ?? value), to: room)
      return (texts.isEmpty ? [""] : texts).enumerated().map { rank, text in
        Line(field: index, name: rank == 0 ? field.name : "", text: text, role: .text)
      }
    }
  }

  private func nameWidth(_ fields: [Field]) -> Int {
    min(max(8, width / 3), fields.map { TextWidth.of(TextSanitizer.line($0.name)) }.max() ?? 0)
  }

  func copyText(_ desk: Desk) -> CopyText? {
    let lines = lines(.braille)
    guard lines.indices.contains(cursor.selected) else { return nil }
    let field = fields[lines[cursor.selected].field]
    return CopyText(
      what: "the value of \(field.name.trimmingCharacters(in: .whitespaces))", text: field.value ?? "")
  }

  func exportTable(_ desk: Desk) -> ExportTable? {
    ExportTable(name: "row", columns: row.columns, rows: [row.values])
  }

  // MARK: drawing

  mutating func arrange(in rect: Rect, _ desk: Desk) {
    frame = rect
    cursor.arrange(visible: PaneFrame.room(rect).height, count: lines(.braille).count)
  }

  func draw(into surface: inout Surface, _ desk: Desk) {
    let age = AgeText.coarse(desk.now.timeIntervalSince(row.at))
    let panel = Panel(row.title, age: AgeLine.border(age), isFocused: true)
    panel.draw(into: &surface, in: frame)
    let room = panel.content(of: frame)
    let (lines, names) = (lines(surface.glyphs), nameWidth(fields))
    for (position, line) in lines.dropFirst(cursor.offset).prefix(room.height).enumerated() {
      draw(line, isChosen: cursor.offset + position == cursor.selected, names, &surface, room.row(position))
    }
    ScrollBar(offset: cursor.offset, visible: room.height, count: lines.count).draw(into: &surface, in: room)
  }

  private func draw(_ line: Line, isChosen: Bool, _ names: Int, _ surface: inout Surface, _ rect: Rect) {
    let ground: Ground = isChosen ? .selection : .screen
    let content = rect.inset(right: 2)
    if isChosen {
      surface.fill(content, style: Style(.text, on: ground))
      surface.write(surface.glyphs.pointer, at: rect.origin, style: Style(.accent, on: ground), clip: content)
      surface.cursor = rect.origin
    }
    let room = content.inset(left: 2)
    surface.write(TextSanitizer.line(line.name), in: room.left(names), style: Style(.dim, on: ground))
    surface.write(line.text, in: room.inset(left: names + 2), style: Style(line.role, on: ground))
  }

  mutating func press(at point: Point, _ desk: Desk) -> Effects {
    let room = PaneFrame.room(frame)
    if room.contains(point) { cursor.selected = cursor.offset + point.y - room.y }
    return []
  }
}

extension Destination {
  /// A row of the screen one is on, above it.
  static func row(_ row: ChosenRow) -> Destination {
    Destination("row", row.title, "\(row.values)") { stacks, _ in stacks.push(RowScreen(row)) }
  }
}
