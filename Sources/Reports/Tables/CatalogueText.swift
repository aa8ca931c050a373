import Canvas
import Foundation
import Operations
import Words

/// Tables, versions and files as text.
package enum CatalogueText {
  package static func lines(_ entries: [TableEntry], _ page: Page) -> [StyledLine] {
    var table = TextTable([
      .init("table"), .init("version", .right), .init("rows", .right), .init("size", .right), .init("files", .right),
      .init("columns", .right), .init("loaded"),
    ])
    for entry in entries {
      table.add([
        StyledLine(entry.name), number(entry.version, page), number(entry.rows, page),
        StyledLine(entry.bytes.map { NumberText.bytes(Int($0)) } ?? page.glyphs.dash), StyledLine("\(entry.files)"),
        StyledLine("\(entry.fields.count)"), moment(entry.loadedAt, page),
      ])
    }
    return table.lines(page)
  }

  package static func lines(_ detail: TableDetail, _ page: Page) -> [StyledLine] {
    let entry = detail.entry
    var head = StyledLine(entry.name, .title)
    let facts = [
      entry.version.map { "version \($0)" } ?? "never built", entry.rows.map { "\(NumberText.integer(Int($0))) rows" },
      entry.bytes.map { NumberText.bytes(Int($0)) }, "\(entry.files) file\(entry.files == 1 ? "" : "s")",
      detail.quarantinedRows > 0 ? "\(detail.quarantinedRows) rows in quarantine" : nil,
    ].compactMap { $0 }
    head.append("  " + facts.joined(separator: page.glyphs.separator), .dim)
    var table = TextTable([.init("column"), .init("type"), .init("")], indent: 2)
    for column in entry.fields {
      let isPartition = entry.partitionColumns.contains(column.name)
      table.add([StyledLine(column.name), StyledLine(column.type), StyledLine(isPartition ? "partition" : "", .accent)])
    }
    let text = detail.description.map { TextFit.wrap(TextSanitizer.text($0), to: page.drawingWidth) } ?? []
    return [head] + text.map { StyledLine($0, .dim) } + [""] + table.lines(page)
  }

  package static func lines(_ history: TableHistory, _ page: Page) -> [StyledLine] {
    switch history {
    case .versions(let versions): lines(versions, page)
    case .files(let files): lines(files, page)
    }
  }

  private static func lines(_ versions: [TableVersionEntry], _ page: Page) -> [StyledLine] {
    var table = TextTable([
      .init("version", .right), .init("committed"), .init("operation"), .init("added", .right),
      .init("removed", .right),
      .init("execution"),
    ])
    for version in versions {
      table.add([
        StyledLine("\(version.version)"), moment(version.committedAt, page), StyledLine(version.operation ?? ""),
        StyledLine("\(version.filesAdded)"), StyledLine("\(version.filesRemoved)"),
        StyledLine(version.execution ?? page.glyphs.dash, .dim),
      ])
    }
    return versions.isEmpty ? [StyledLine("never built", .dim)] : table.lines(page)
  }

  private static func lines(_ files: [SourceFileEntry], _ page: Page) -> [StyledLine] {
    var table = TextTable([
      .init("file"), .init("status"), .init("records", .right), .init("rejected", .right), .init("size", .right),
      .init("taken in"), .init("execution"), .init("error", isFlexible: true),
    ])
    for file in files {
      table.add([
        StyledLine(file.name), StyledLine(file.status.rawValue, file.isLoaded ? .ok : .failed),
        number(file.records, page),
        number(file.rejected, page), StyledLine(NumberText.bytes(Int(file.bytes))), moment(file.ingestedAt, page),
        StyledLine(file.execution, .dim), StyledLine(file.error ?? "", .dim),
      ])
    }
    return files.isEmpty ? [StyledLine("no file was taken in yet", .dim)] : table.lines(page)
  }

  private static func number(_ value: Int64?, _ page: Page) -> StyledLine {
    StyledLine(value.map { NumberText.integer(Int($0)) } ?? page.glyphs.dash)
  }

  private static func moment(_ moment: Date?, _ page: Page) -> StyledLine {
    StyledLine(moment.map { MomentText.seconds($0, page) } ?? page.glyphs.dash)
  }
}
