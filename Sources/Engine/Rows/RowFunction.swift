import CDuckDB
import Synchronization

/// A table function of the engine; its source can be replaced while the function stays registered.
final class RowFunction: Sendable {
  /// Starts the message of every error a source throws, so that it is known again when it comes back from the engine.
  static let errorMark = "row source "

  let name: String
  private let source: Mutex<(any RowSource)?>

  init(name: String, source: any RowSource) {
    self.name = name
    self.source = Mutex(source)
  }

  func replace(with source: (any RowSource)?) { self.source.withLock { $0 = source } }

  func currentSource() throws(RowSourceError) -> any RowSource {
    guard let source = source.withLock({ $0 }) else { throw .notRegistered(name) }
    return source
  }
}

/// A statement that names the function: the source it found when it was planned.
final class RowBinding: Sendable {
  let functionName: String
  let source: any RowSource
  let columns: [RowSourceColumn]

  init(_ function: RowFunction) throws {
    functionName = function.name
    source = try function.currentSource()
    columns = source.columns
  }
}

/// One reading by such a statement. The engine tells the columns it wants when it starts. A number that is no column, as
/// it uses for row numbers where a table has them, keeps its place in the chunk and is left alone.
final class RowRun: Sendable {
  let scan: any RowScan
  let functionName: String
  /// For each wanted column of the source, its place in the engine's chunk and its kind.
  let places: [(vector: Int, kind: RowSourceColumn.Kind)]

  init(_ binding: RowBinding, wanted: [UInt64]) throws {
    let known = wanted.enumerated().compactMap { place, column in
      Int(exactly: column).flatMap { binding.columns.indices.contains($0) ? (place, $0) : nil }
    }
    functionName = binding.functionName
    places = known.map { (vector: $0, kind: binding.columns[$1].kind) }
    scan = try binding.source.makeScan(projection: known.map(\.1))
  }
}

/// What a thread of the engine keeps between two chunks. Empty at first: the engine tells a thread the run it belongs to
/// only when it asks for rows.
final class RowThread {
  private var reader: RowReader?

  func fill(_ output: cduckdb_chunk?, of run: RowRun, _ table: UnsafePointer<cduckdb_table>) throws -> Int {
    let reader = try self.reader ?? RowReader(run, table)
    self.reader = reader
    return try reader.fill(output)
  }
}

/// A cursor and the room it writes into.
private final class RowReader {
  private let cursor: any RowCursor
  private let places: [(vector: Int, kind: RowSourceColumn.Kind)]
  private let columns: UnsafeMutableBufferPointer<RowChunk.Column>
  private let table: UnsafePointer<cduckdb_table>

  init(_ run: RowRun, _ table: UnsafePointer<cduckdb_table>) throws {
    self.table = table
    places = run.places
    cursor = try run.scan.makeCursor()
    columns = .allocate(capacity: run.places.count)
  }

  deinit { columns.deallocate() }

  /// Fills the engine's chunk and returns its number of rows.
  func fill(_ output: cduckdb_chunk?) throws -> Int {
    for (index, place) in places.enumerated() { try prepare(index, place, output) }
    var chunk = RowChunk(columns: columns, table)
    let count = try cursor.fill(&chunk)
    if let fault = chunk.fault { throw fault }
    guard (0...RowChunk.capacity).contains(count) else { throw RowSourceError.tooManyRows(count) }
    return count
  }

  private func prepare(_ index: Int, _ place: (vector: Int, kind: RowSourceColumn.Kind), _ output: cduckdb_chunk?)
    throws
  {
    guard let vector = table.pointee.data_chunk_get_vector(output, UInt64(place.vector)),
      let data = table.pointee.vector_get_data(vector)
    else { throw RowSourceError.outsideOfChunk(column: index, row: 0) }
    // Zeros are empty texts: a cursor that forgets a cell must not make the engine follow a wild pointer.
    let width = place.kind == .text ? 16 : 8
    data.initializeMemory(as: UInt8.self, repeating: 0, count: RowChunk.capacity * width)
    // `!`: there is at least the column of this call.
    (columns.baseAddress! + index).initialize(
      to: RowChunk.Column(kind: place.kind, vector: vector, data: data, validity: nil))
  }
}
