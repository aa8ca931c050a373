import Canvas
import Foundation
import Operations

/// What happened, as text to paste: what is open first, then by cause.
package enum HandOverText {
  package static func lines(_ handOver: HandOver, _ page: Page) -> [StyledLine] {
    [headline(handOver, page), runs(handOver)] + handOver.groups.flatMap { group($0, page) }
      + (handOver.happenings.isEmpty ? ["", "Nothing happened."] : [])
      + (handOver.isCut ? ["", StyledLine("There was more; ask for fewer hours.", .dim)] : [])
  }

  private static func headline(_ handOver: HandOver, _ page: Page) -> StyledLine {
    let dot = page.glyphs.separator
    let names = "\(handOver.identity.project)\(dot)\(handOver.identity.environment)\(dot)"
    let times = "\(MomentText.minutes(handOver.since, page)) to \(MomentText.minutes(handOver.until, page))"
    return StyledLine(names, .title) + StyledLine("\(times) \(page.zone.label)", .dim)
  }

  private static func runs(_ handOver: HandOver) -> StyledLine {
    let total = handOver.runs.values.reduce(0, +)
    let counts = handOver.runs.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    let open = handOver.groups.count(where: \.isOpen)
    let openText = open == 0 ? "nothing is open" : "\(open) open"
    return StyledLine(total == 0 ? "no runs" : "\(total) runs: \(counts)")
      + StyledLine("; \(openText)", open == 0 ? .ok : .failed)
  }

  private static func group(_ group: HappeningGroup, _ page: Page) -> [StyledLine] {
    let mark = mark(of: group)
    var head = StyledLine("\(mark.glyph(page.glyphs)) ", mark.role)
    head.append(title(of: group), .title)
    return ["", head] + group.happenings.flatMap { lines($0, page) }
  }

  /// `open failure: silver.orders Assay.QualityStop`.
  package static func title(of group: HappeningGroup) -> String {
    let count = group.happenings.count == 1 ? "" : " (\(group.happenings.count))"
    let isRepaired = !group.isOpen && group.happenings.contains { $0.repairedBy != nil }
    let state = group.isOpen ? "open " : isRepaired ? "repaired " : ""
    return "\(state)\(word(for: group.kind)): \(group.cause)\(count)"
  }

  private static func word(for kind: Happening.Kind) -> String {
    switch kind {
    case .failure: "failure"
    case .stop: "stop"
    case .alarm: "alarm"
    case .gate: "rules"
    case .drift: "columns"
    case .definition: "changed"
    case .schedule: "schedule"
    case .deed: "done by"
    case .run: "runs"
    }
  }

  package static func mark(of group: HappeningGroup) -> Status {
    if group.isOpen { return group.kind == .stop ? .stopped : .failed }
    switch group.kind {
    case .failure, .stop, .alarm, .run: return .ok
    case .gate, .drift, .schedule, .definition: return .late
    case .deed: return .unknown
    }
  }

  private static func lines(_ happening: Happening, _ page: Page) -> [StyledLine] {
    let repair = happening.repairedBy.map { "; repaired by \($0)" } ?? ""
    let subject = happening.execution == happening.subject ? "\(happening.subject) " : ""
    let text = TextSanitizer.text("\(subject)\(happening.text)\(repair)")
    let time = "    " + MomentText.minutes(happening.at, page) + "  "
    let blank = String(repeating: " ", count: time.count)
    let wrapped =
      page.width.map { TextFit.wrap(text, to: max(20, $0 - time.count)) }
      ?? text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return wrapped.enumerated().map { StyledLine($0.offset == 0 ? time : blank, .dim) + StyledLine($0.element) }
  }
}
