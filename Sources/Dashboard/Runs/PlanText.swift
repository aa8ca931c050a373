import Canvas
import Clocks
import Operations
import Presentation
import Widgets

/// The blast radius of a run in a few lines.
enum PlanText {
  static func lines(
    _ plan: RunPlan, rerunOf execution: ExecutionSummary?, _ identity: EnvironmentIdentity, _ glyphs: Glyphs
  ) -> [Dialog.Line] {
    let changing = plan.steps.filter(\.willChange)
    let blocked = plan.steps.filter(\.isBlocked)
    let resting = plan.steps.count - changing.count - blocked.count { !$0.willChange }
    var lines = [Dialog.Line(heading(plan, execution), role: .dim), ""]
    if let execution, let repairing = execution.repairedBy {
      lines.append(Dialog.Line("Nothing of \(execution.dayText) is left to do: \(repairing) repaired it.", role: .late))
    }
    if !plan.files.isEmpty { lines.append(fact("Takes in", files(plan.files))) }
    lines.append(
      fact(
        "Changes", changing.isEmpty ? "nothing: no table has anything new" : FigureText.plural(changing.count, "table"))
    )
    if !changing.isEmpty { lines.append(fact("", tables(changing, glyphs), role: .dim)) }
    if resting > 0 {
      lines.append(fact("Untouched", "\(FigureText.plural(resting, "table")) with nothing new", role: .dim))
    }
    lines += obstacles(blocked)
    let onSpark = changing.filter { $0.engine == "Spark" }
    if !onSpark.isEmpty {
      let bytes = FigureText.bytes(onSpark.saturatingSum { $0.bytes ?? 0 }, glyphs)
      lines.append(fact("On Spark", "\(FigureText.plural(onSpark.count, "table")), which read about \(bytes)"))
    }
    let rules = changing.map(\.rules).reduce(0, +)
    lines.append(fact("Checks", rules == 0 ? "no rules" : "\(FigureText.plural(rules, "rule")) judge the new rows"))
    lines.append(
      fact("Reports", plan.dashboards.isEmpty ? "none read these tables" : plan.dashboards.joined(separator: ", ")))
    let expected = plan.expectedSeconds.map { "about \(AgeText.duration($0)), by its last runs" }
    lines.append(fact("Takes", expected ?? "not known yet"))
    if plan.request.fullRefresh {
      lines.append(Dialog.Line("Everything is written anew from all its inputs.", role: .late))
    }
    for note in plan.notes { lines.append(Dialog.Line(note, role: .late)) }
    if plan.isProtected || identity.isProtected {
      lines.append(Dialog.Line("\(identity.environment) is protected: type its name to go on.", role: .danger))
    }
    return lines
  }

  /// What will fail, with why, and how much is left out for it: a confirm that is silent about it promises too much.
  private static func obstacles(_ blocked: [PlannedStep]) -> [Dialog.Line] {
    let names = Set(blocked.map(\.name))
    let first = blocked.filter { names.isDisjoint(with: $0.dependsOn) }
    var lines = first.prefix(2).map { fact("Blocked", "\($0.name): \($0.reason)", role: .late) }
    let others = blocked.count - lines.count
    if others > 0 { lines.append(fact("", "and \(FigureText.plural(others, "table")) with it", role: .late)) }
    return lines
  }

  private static func heading(_ plan: RunPlan, _ execution: ExecutionSummary?) -> String {
    let day = plan.request.runDate.map { "for \($0)" } ?? "for today"
    let named = plan.request.tables
    let names = named.prefix(4).joined(separator: ", ") + (named.count > 4 ? " and \(named.count - 4) more" : "")
    let scope = named.isEmpty ? "all tables" : names + (plan.request.downstream ? " and what depends on them" : "")
    return execution.map { "As \($0.id): \(scope), \(day)" } ?? "A run of \(scope), \(day)"
  }

  private static let indent = 11

  /// A name and what it is, below which further lines hang. Padded with no-break spaces, which the dialog does not fold
  /// when it wraps.
  private static func fact(_ name: String, _ text: String, role: Role = .text) -> Dialog.Line {
    Dialog.Line(
      name + String(repeating: "\u{A0}", count: max(1, indent - name.count)) + text, role: role, hanging: indent)
  }

  /// The first few by name.
  private static func files(_ files: [String]) -> String {
    files.prefix(3).joined(separator: ", ") + (files.count > 3 ? " and\u{A0}\(files.count - 3)\u{A0}more" : "")
  }

  /// The tables with the version they are at; the first few by name. Name and version stay on one line.
  private static func tables(_ steps: [PlannedStep], _ glyphs: Glyphs) -> String {
    let named = steps.prefix(6).map { step in
      step.name
        + (step.version.map { "\u{A0}v\($0)\(glyphs.right)\($0 + 1)" } ?? (step.kind == .build ? "\u{A0}new" : ""))
    }
    return named.joined(separator: ", ") + (steps.count > 6 ? " and\u{A0}\(steps.count - 6)\u{A0}more" : "")
  }
}
