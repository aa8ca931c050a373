import Lake
import Project
import Records

/// Reads a file once and says what is in it; throws when it cannot be taken as a file of its source at all.
package struct FileInspection {
  package let workspace: Workspace
  package let compute: any DeliveryCompute
  package let source: SourceDefinition
  package let name: String

  package init(session: LakeSession, source: SourceDefinition, name: String) {
    self.init(workspace: session.workspace, compute: session.compute, source: source, name: name)
  }

  package init(workspace: Workspace, compute: any DeliveryCompute, source: SourceDefinition, name: String) {
    self.workspace = workspace
    self.compute = compute
    self.source = source
    self.name = name
  }

  package func inspect(_ file: IncomingCopy, between: () throws -> Void = {}) throws -> FileContents {
    guard !file.bytes.bytes.isEmpty else {
      throw LakeError(.fileEmpty, "\(name) is empty; deliver the file again, or remove it")
    }
    guard source.format != .parquet else { return try inspectParquet(file.pending.path) }
    let (text, readable) = try self.readable(file, between)
    var contents = try inspect(text.bytes, owner: text)
    contents.text = readable
    contents.lacksLineEnd = text.bytes.last.map { $0 != 0x0A } ?? false
    return contents
  }

  /// The text in UTF-8 and lines, and the file it is in where that is not the original.
  private func readable(_ file: IncomingCopy, _ between: () throws -> Void) throws -> (MappedFile, ReadableText?) {
    var text = file.bytes
    var kept: PendingFile?
    var forms: [String] = []
    if let packing = Packing(text.bytes) {
      let unpacked = try pending()
      try packing.unpack(text, named: name, into: unpacked, between: between)
      (text, kept) = (try unpacked.map(), unpacked)
      forms.append(packing.rawValue)
    }
    if let encoding = source.encoding.transcoded {
      let transcoded = try pending()
      try Transcoding(from: encoding).run(text.bytes, into: transcoded)
      (text, kept) = (try transcoded.map(), transcoded)
      forms.append(source.encoding.rawValue)
    }
    if lineEnds.areCarriageReturns(text.bytes) {
      let lines = try pending()
      try lineEnds.replaced(text.bytes).withUnsafeBytes { try lines.append($0) }
      (text, kept) = (try lines.map(), lines)
      forms.append("cr")
    }
    guard !text.bytes.isEmpty else {
      throw LakeError(.fileEmpty, "\(name) is empty once it is unpacked; deliver the file again, or remove it")
    }
    return (text, kept.map { ReadableText(file: $0, form: forms.joined(separator: " ")) })
  }

  private func pending() throws -> PendingFile { try PendingFile(in: workspace.pendingPath(source)) }

  private var lineEnds: LineEnds { LineEnds(quote: source.format == .csv ? source.quote : nil) }

  /// The columns of a text file, from its beginning.
  package func columns(inBeginning bytes: [UInt8]) throws -> [String] {
    let text = source.encoding.transcoded.map { Transcoding(from: $0).utf8(bytes) } ?? bytes
    let lines = text.withUnsafeBytes { lineEnds.areCarriageReturns($0) ? lineEnds.replaced($0) : text }
    return try lines.withUnsafeBytes { try inspect($0, owner: lines).columns }
  }

  private func inspect(_ bytes: UnsafeRawBufferPointer, owner: any Sendable) throws -> FileContents {
    do {
      return source.format == .csv ? try inspectCSV(bytes, owner) : try inspectJSONLines(bytes, owner)
    } catch let error as RecordsError {
      // The file's fault and not the step's: the files after it are loaded all the same.
      throw LakeError(.fileUnreadable, "\(name): \(error)")
    }
  }

  private func inspectCSV(_ bytes: UnsafeRawBufferPointer, _ owner: any Sendable) throws -> FileContents {
    // Blanks would be a header of one column.
    if source.hasHeader, Self.isBlank(bytes) {
      throw LakeError(.fileEmpty, "\(name) holds nothing but blanks; deliver the file again, or remove it")
    }
    let mapped = owner as? MappedFile
    let (scan, declared) = try scanCSV(bytes, mapped)
    let columns = try agreed(declared, scan)
    var contents = FileContents(columns: columns, records: scan.records, blocks: scan.blocks)
    contents.types = sampledTypes(bytes, scan.blocks, columns)
    contents.faults = faults(bytes, owner, scan, fieldCount: scan.fieldCount)
    return contents
  }

  /// Whether nothing is there but blanks and line ends, behind a byte order mark or without one.
  private static func isBlank(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    return text.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }

  /// The header's columns, which must be the declared ones; the operation of a change feed may be missing.
  private func agreed(_ declared: [String]?, _ scan: FileScan) throws -> [String] {
    guard let declared else { return try header(scan) }
    guard source.hasHeader, let found = scan.header, !fits(found, declared) else { return declared }
    if let fewer = source.columnsWithoutOperation, fits(found, fewer) { return fewer }
    throw LakeError(
      .columnsWrong,
      "\(name): the header is \(found.joined(separator: ", ")), and project.yml says \(declared.joined(separator: ", "))"
    )
  }

  /// The kinds of a text file's columns.
  package func sampledTypes(_ bytes: UnsafeRawBufferPointer, _ blocks: [RecordBlock], _ columns: [String]) -> [String:
    String]
  {
    BronzeFile.kinds(bytes, source: source, blocks: blocks, columns: columns).mapValues(\.rawValue)
  }

  private func header(_ scan: FileScan) throws -> [String] {
    guard let header = scan.header else {
      throw LakeError(
        .columnsWrong, "\(name) has no header; name the columns of source “\(source.name)” in project.yml")
    }
    for (index, column) in header.enumerated() {
      guard !column.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
        throw LakeError(.columnsWrong, "\(name): column \(index + 1) of the header has no usable name")
      }
    }
    let names = Self.named(header)
    try ColumnNames(source).check(names, file: name)
    return names
  }

  /// Gives columns without a name, such as the index that pandas writes, the name that the engine and pandas give them too.
  private static func named(_ header: [String]) -> [String] {
    guard header.contains("") else { return header }
    var taken = Set(header.map(ColumnNames.folded))
    return header.enumerated().map { index, column in
      guard column.isEmpty else { return column }
      let free = (0...header.count).lazy.map { "column\(index)" + ($0 == 0 ? "" : "_\($0)") }
        .first { !taken.contains($0) }
      let name = free ?? "column\(index)"
      taken.insert(name)
      return name
    }
  }

  /// Declared names stand for the header's where that has none, or one that no file may have.
  private func fits(_ found: [String], _ declared: [String]) -> Bool {
    let names = ColumnNames(source)
    return found.count == declared.count
      && zip(found, declared).allSatisfy { header, column in
        header.isEmpty || names.isReserved(header) || ColumnNames.folded(header) == ColumnNames.folded(column)
      }
  }

  /// - Parameter fieldCount: nil for JSON lines.
  package func faults(
    _ bytes: UnsafeRawBufferPointer, _ owner: any Sendable, _ scan: FileScan, fieldCount: Int?
  ) -> FileFaults {
    let rows = FaultRows(
      bytes: bytes, owner: owner, dialect: source.dialect, fieldCount: fieldCount,
      blocks: scan.blocks.filter { $0.faults > 0 })
    return FileFaults(scanned: rows, count: scan.faults)
  }
}
