import Canvas
import Operations
import Presentation
import Widgets
import Words

/// A step in figures: where the rows it read went, and what else is known.
struct StepFacts {
  let step: StepSummary
  /// Lines of the documents that are scrolled away.
  var offset = 0
  /// They have the page.
  var isZoomed = false

  func draw(into surface: inout Surface, in rect: Rect, _ desk: Desk) {
    var room = rect
    let used = step.look.draw(into: &surface, at: room.origin, clip: room)
    surface.write(headline(desk, surface.glyphs), in: room.row(0).inset(left: used + 2))
    room = room.inset(top: 1)
    let lines = reasons.flatMap { text, role in
      TextFit.wrap(TextSanitizer.line(text), to: room.width).map { ($0, role) }
    }
    let most = max(1, rect.height - (step.state == nil ? 8 : 9))
    for (index, line) in lines.prefix(most).enumerated() {
      let isCut = index == most - 1 && lines.count > most
      surface.write(line.0 + (isCut ? surface.glyphs.ellipsis : ""), in: room.row(0), style: Style(line.1))
      room = room.inset(top: 1)
    }
    if let state = step.state { return draw(state, &surface, room, desk) }
    let columns = Layout.columns(room.inset(top: room.height > 7 ? 1 : 0), [.share(1), .share(1)], gap: 4)
    draw(flow, &surface, columns[0])
    draw(facts(surface.glyphs), &surface, columns[1])
  }

  private func headline(_ desk: Desk, _ glyphs: Glyphs) -> String {
    [
      step.kind.rawValue, step.startedAt.map { desk.clockText.moment($0) } ?? "not started",
      FigureText.seconds(step.seconds(now: desk.now), glyphs),
      step.progress.map { step.isRunning ? NumberText.percent($0, decimals: 0) : "" } ?? "",
    ].filter { !$0.isEmpty }.joined(separator: glyphs.separator)
  }

  private var reasons: [(String, Role)] {
    let error = [step.error?.rawValue, step.toldCause].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ")
    return [(error, Role.failed), (step.message ?? "", .dim)].filter { !$0.0.isEmpty }
  }

  struct Fact {
    let name: String
    let value: String
    var share: Double?
    var role = Role.text
  }

  /// read = inserted + updated + deleted + superseded + rejected.
  private var flow: [Fact] {
    let flow = step.flow
    let part = { (name: String, count: Int64, role: Role) in
      Fact(
        name: name, value: NumberText.integer(Int(count)),
        share: flow.read > 0 ? Double(count) / Double(flow.read) : 0, role: role)
    }
    return [
      part("read", flow.read, .series1), part("inserted", flow.inserted, .ok), part("updated", flow.updated, .ok),
      part("deleted", flow.deleted, .series4), part("superseded", flow.superseded, .dim),
      part("rejected", flow.rejected, .late),
    ]
  }

  private func facts(_ glyphs: Glyphs) -> [Fact] {
    let versions =
      step.versionAfter.map { after in
        step.versionBefore.map { "\($0) \(glyphs.right) \(after)" } ?? "\(after)"
      } ?? glyphs.dash
    var facts = [
      Fact(name: "version", value: versions),
      Fact(name: "written", value: NumberText.bytes(Int(step.bytesWritten))),
      Fact(name: "duplicates", value: NumberText.integer(Int(step.duplicates))),
      Fact(name: "score", value: FigureText.score(step.score, glyphs), role: FigureText.scoreRole(step.score)),
      Fact(name: "rules failed", value: "\(step.rulesFailed)", role: step.rulesFailed > 0 ? .failed : .text),
      Fact(name: "reads", value: step.dependsOn.isEmpty ? glyphs.dash : step.dependsOn.joined(separator: ", ")),
    ]
    if step.flow.removed > 0 {
      facts.insert(Fact(name: "removed", value: NumberText.integer(Int(step.flow.removed))), at: 3)
    }
    return facts
  }

  func draw(_ facts: [Fact], _ surface: inout Surface, _ rect: Rect) {
    let names = facts.map { TextWidth.of($0.name) }.max() ?? 0
    let values = facts.contains { $0.share != nil } ? facts.map { TextWidth.of($0.value) }.max() ?? 0 : 0
    for (row, fact) in facts.prefix(rect.height).enumerated() {
      let line = rect.row(row)
      surface.write(fact.name, in: line, style: Style(.dim))
      let rest = line.inset(left: names + 2)
      guard let share = fact.share else {
        surface.write(fact.value, in: rest, style: Style(fact.role))
        continue
      }
      surface.write(
        fact.value, in: rest.left(values), align: .right, style: Style(fact.role == .late && share > 0 ? .late : .text))
      let bar = rest.inset(left: values + 2)
      if bar.width >= 6 { Bar.draw(share, into: &surface, in: bar, role: fact.role) }
    }
  }
}
