import Canvas
import Operations

/// Everything that happened in an execution, a line each.
package enum HistoryText {
  package static func lines(_ entries: [HistoryEntry], _ page: Page) -> [StyledLine] {
    var table = TextTable(
      [
        .init("#", .right), .init("at", rank: 1), .init("event"), .init("state"),
        .init("says", isFlexible: true, rank: 2),
      ],
      indent: 0)
    for entry in entries {
      let tries = (entry.attempt ?? 1) > 1 ? "try \(entry.attempt ?? 1) " : ""
      table.add([
        StyledLine("\(entry.id)", .dim), StyledLine(MomentText.seconds(entry.at, page), .dim),
        StyledLine(entry.type, entry.isFailure ? .failed : .text), StyledLine(entry.state ?? ""),
        StyledLine(tries + entry.text, .dim),
      ])
    }
    return table.lines(page)
  }
}
