import Operations

/// Up to where tables have read their inputs, as text.
package enum BookmarksText {
  package static func lines(_ bookmarks: [BookmarkSummary], _ page: Page) -> [StyledLine] {
    var table = TextTable([.init("table"), .init("moved"), .init("by"), .init("inputs read up to", isFlexible: true)])
    for mark in bookmarks {
      table.add([
        StyledLine(mark.table), StyledLine(MomentText.seconds(mark.movedAt, page)),
        StyledLine(mark.execution ?? "a person", .dim), StyledLine(sentence(mark)),
      ])
    }
    return bookmarks.isEmpty ? [StyledLine("No table has a bookmark yet.", .dim)] : table.lines(page)
  }

  /// `bronze.orders through file 12, silver.products version 4`; a reset one has forgotten everything.
  private static func sentence(_ mark: BookmarkSummary) -> String {
    // The value also holds a hash of the model, which is no input.
    let parts = mark.inputs.entries.filter { $0.value.objectValue != nil }.map { input, position in
      if let file = position["through"]?.intValue { return "\(input) through file \(file)" }
      return "\(input) version \(position["version"]?.intValue ?? 0)"
    }
    return parts.isEmpty ? "nothing: the next build reads all" : parts.joined(separator: ", ")
  }
}
