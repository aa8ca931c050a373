import Lake
import Records

extension FileInspection {
  package func inspectJSONLines(_ bytes: UnsafeRawBufferPointer, _ owner: any Sendable) throws -> FileContents {
    let mapped = owner as? MappedFile
    let scan = try JSONLinesScanner.scan(
      bytes, maxRecordBytes: source.maxRecordBytes, onBlock: { mapped?.release($0) })
    let columns = scan.header ?? []
    guard !columns.contains("") else {
      throw LakeError(.columnsWrong, "\(name): a member of an object has an empty name, which names no column")
    }
    try ColumnNames(source).check(columns, file: name, spellings: true)
    var contents = FileContents(columns: columns, records: scan.records, blocks: scan.blocks)
    contents.types = sampledTypes(bytes, scan.blocks, columns)
    contents.faults = faults(bytes, owner, scan, fieldCount: nil)
    return contents
  }
}
