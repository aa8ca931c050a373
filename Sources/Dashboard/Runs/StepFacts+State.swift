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
    let room = rect.inset(top: facts.count + 1)
    let isWide = state.definition != nil && rect.width >= 110
    let documents = Layout.columns(room, Array(repeating: .share(1), count: isWide ? 3 : 2), gap: 4)
    if isWide, let definition = state.definition { draw("definition", definition, &surface, documents[2]) }
    draw("input", state.input, &surface, documents[0])
    if let output = state.output {
      draw("output", output, &surface, documents[1])
    } else {
      surface.write("output", in: documents[1].row(0), style: Style(.dim))
      surface.write(step.isRunning ? "not yet" : "none", in: documents[1].row(1), style: Style(.dim))
    }
  }

  private func draw(_ title: String, _ value: JSONValue, _ surface: inout Surface, _ rect: Rect) {
    guard rect.height > 1 else { return }
    surface.write(title, in: rect.row(0), style: Style(.dim))
    let room = rect.inset(top: 1)
    let lines = JSONLines.of(value, within: room.height * 4)
    let isCut = lines.count > room.height
    for (row, line) in lines.prefix(isCut ? room.height - 1 : room.height).enumerated() {
      surface.write(TextSanitizer.line(line), in: room.row(row))
    }
    if isCut {
      surface.write(
        "\(surface.glyphs.ellipsis) more: assay runs EXECUTION --json", in: room.row(room.height - 1),
        style: Style(.dim))
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
