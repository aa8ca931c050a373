import Canvas
import JSON
import Operations
import Widgets

/// A state of a machine: what it calls, how often it was tried, what it was given and what it gave.
extension StepFacts {
  func draw(_ state: StateFacts, _ surface: inout Surface, _ rect: Rect, _ desk: Desk) {
    let glyphs = surface.glyphs
    var facts = [Fact(name: "state", value: state.resource.map { "\(state.type)  \($0)" } ?? state.type)]
    if state.tries > 0 {
      facts.append(Fact(name: "tries", value: "\(state.tries)", role: state.tries > 1 ? .late : .text))
    }
    if let execution = state.execution { facts.append(Fact(name: "started", value: execution)) }
    facts.append(
      Fact(name: "after", value: step.dependsOn.isEmpty ? glyphs.dash : step.dependsOn.joined(separator: ", ")))
    draw(facts, &surface, rect)
    let places = Self.places(rect.inset(top: facts.count + 1), hasDefinition: state.definition != nil)
    if let definition = state.definition { draw("definition", definition, &surface, places.definition) }
    draw("input", state.input, &surface, places.input)
    if let output = state.output {
      draw("output", output, &surface, places.output)
    } else {
      surface.write("output", in: places.output.row(0), style: Style(.dim))
      surface.write(step.isRunning ? "not yet" : "none", in: places.output.row(1), style: Style(.dim))
    }
  }

  /// Side by side where they fit; else what it was given stands above what it gave, beside its definition.
  private static func places(_ room: Rect, hasDefinition: Bool) -> (input: Rect, output: Rect, definition: Rect) {
    let count = hasDefinition && room.width >= 110 ? 3 : 2
    let columns = Layout.columns(room, Array(repeating: .share(1), count: count), gap: 4)
    guard hasDefinition else { return (columns[0], columns[1], .zero) }
    if count == 3 { return (columns[0], columns[1], columns[2]) }
    let upper = columns[0].height / 2
    return (columns[0].top(upper), columns[0].inset(top: upper), columns[1])
  }

  private func draw(_ title: String, _ value: JSONValue, _ surface: inout Surface, _ rect: Rect) {
    guard rect.height > 1 else { return }
    surface.write(title, in: rect.row(0), style: Style(.dim))
    let room = rect.inset(top: 1)
    let all = JSONLines.of(value, within: (offset + room.height) * 4).flatMap { line in
      let indent = line.prefix { $0 == " " }.count
      return JSONLines.cut(TextSanitizer.line(line), to: room.width, indent: indent + 2)
    }
    let lines = all.dropFirst(min(offset, max(0, all.count - room.height)))
    let isCut = lines.count > room.height
    for (row, line) in lines.prefix(isCut ? room.height - 1 : room.height).enumerated() {
      surface.write(line, in: room.row(row))
    }
    if isCut {
      surface.write(
        isZoomed ? "\(surface.glyphs.ellipsis) more below" : "\(surface.glyphs.ellipsis) more: z",
        in: room.row(room.height - 1), style: Style(.dim))
    }
  }
}

/// A document as indented lines, as far as somebody sees them.
enum JSONLines {
  /// - Parameter most: about so many lines are made; a document may be large.
  static func of(_ value: JSONValue, within most: Int) -> [String] {
    var lines: [String] = []
    add(value, "", "", "", &lines, most)
    return lines
  }

  /// A line over as many as it takes, none of them wider than the room: a text in it has no blanks to wrap at.
  static func cut(_ line: String, to width: Int, indent: Int) -> [String] {
    guard width > 0, TextWidth.of(line) > width else { return [line] }
    let margin = String(repeating: " ", count: indent * 2 < width ? indent : 0)
    var lines: [String] = []
    var (current, used) = ("", 0)
    for character in line {
      let cells = TextWidth.of(String(character))
      if used + cells > width {
        lines.append(current)
        (current, used) = (margin, margin.count)
      }
      current.append(character)
      used += cells
    }
    return lines + [current]
  }

  private static func add(
    _ value: JSONValue, _ indent: String, _ before: String, _ after: String, _ lines: inout [String], _ most: Int
  ) {
    guard lines.count <= most else { return }
    let isEmpty = value.arrayValue?.isEmpty ?? value.objectValue?.entries.isEmpty ?? true
    // A text of a quarter of a megabyte is cut before it is measured for the screen.
    guard !isEmpty else { return lines.append(indent + before + String(value.text.prefix(2000)) + after) }
    let inner = indent + "  "
    if let items = value.arrayValue {
      lines.append(indent + before + "[")
      for (index, item) in items.enumerated() where lines.count <= most {
        add(item, inner, "", index < items.count - 1 ? "," : "", &lines, most)
      }
      lines.append(indent + "]" + after)
    } else if let entries = value.objectValue?.entries {
      lines.append(indent + before + "{")
      for (index, entry) in entries.enumerated() where lines.count <= most {
        let name = JSONValue.string(entry.key).text + ": "
        add(entry.value, inner, name, index < entries.count - 1 ? "," : "", &lines, most)
      }
      lines.append(indent + "}" + after)
    }
  }
}
