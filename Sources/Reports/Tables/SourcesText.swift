import Operations

/// What the sources loaded as text.
package enum SourcesText {
  package static func lines(_ entries: [SourceSummary], _ page: Page) -> [StyledLine] {
    var table = TextTable([
      .init("source"), .init("files", .right), .init("records", .right), .init("rejected", .right),
      .init("lost", .right), .init("withdrawn", .right), .init("newest load"),
    ])
    for entry in entries {
      table.add([
        StyledLine(entry.name), StyledLine("\(entry.files)"), StyledLine("\(entry.records)"),
        StyledLine("\(entry.rejected)"), StyledLine("\(entry.lost.count)", entry.lost.isEmpty ? .dim : .failed),
        StyledLine("\(entry.withdrawn.count)", .dim),
        StyledLine(entry.newestLoad.map { MomentText.seconds($0, page) } ?? page.glyphs.dash, .dim),
      ])
    }
    return table.lines(page) + entries.flatMap { changes($0, page) }
  }

  private static func changes(_ entry: SourceSummary, _ page: Page) -> [StyledLine] {
    guard !entry.columnChanges.isEmpty else { return [] }
    var table = TextTable([.init("seen"), .init("file"), .init("change", isFlexible: true)], indent: 2)
    for change in entry.columnChanges.prefix(10) {
      table.add([
        StyledLine(MomentText.seconds(change.at, page), .dim), StyledLine(change.file),
        StyledLine(change.text),
      ])
    }
    return ["", StyledLine("columns of \(entry.name) that changed", .title)] + table.lines(page)
  }
}
