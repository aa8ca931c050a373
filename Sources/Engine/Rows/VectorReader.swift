import CDuckDB
import Clocks
import Rows

/// One vector of a chunk, readable row by row. Valid as long as the chunk.
struct VectorReader {
  let layout: ColumnShape.Layout
  private let data: UnsafeMutableRawPointer?
  private let validity: UnsafeMutablePointer<UInt64>?
  /// A list's element vector; a map's key and value vectors; a structure's fields.
  private let children: [VectorReader]

  init(_ vector: cduckdb_vector?, _ shape: ColumnShape, _ table: UnsafePointer<cduckdb_table>) {
    layout = shape.layout
    data = table.pointee.vector_get_data(vector)
    validity = table.pointee.vector_get_validity(vector)
    switch shape.layout {
    case .list(let element): children = [VectorReader(table.pointee.list_vector_get_child(vector), element, table)]
    case .array(let element, _): children = [VectorReader(table.pointee.array_vector_get_child(vector), element, table)]
    case .map(let key, let value):
      let entries = table.pointee.list_vector_get_child(vector)
      children = [
        VectorReader(table.pointee.struct_vector_get_child(entries, 0), key, table),
        VectorReader(table.pointee.struct_vector_get_child(entries, 1), value, table),
      ]
    case .structure(let fields):
      children = fields.enumerated().map { index, field in
        VectorReader(table.pointee.struct_vector_get_child(vector, UInt64(index)), field.shape, table)
      }
    default: children = []
    }
  }

  func isNull(_ row: Int) -> Bool {
    // No bitmap at all means that no row is null.
    guard let validity else { return false }
    return validity[row >> 6] & (1 << UInt64(row & 63)) == 0
  }

  func value(_ row: Int) -> Value {
    if isNull(row) { return .null }
    switch layout {
    case .boolean: return .bool(load(row, UInt8.self) != 0)
    case .int8: return .int(Int64(load(row, Int8.self)))
    case .int16: return .int(Int64(load(row, Int16.self)))
    case .int32: return .int(Int64(load(row, Int32.self)))
    case .int64: return .int(load(row, Int64.self))
    case .uint8: return .int(Int64(load(row, UInt8.self)))
    case .uint16: return .int(Int64(load(row, UInt16.self)))
    case .uint32: return .int(Int64(load(row, UInt32.self)))
    case .uint64:
      let number = load(row, UInt64.self)
      return Int64(exactly: number).map(Value.int) ?? .exact(String(number))
    case .float: return .double(Double(load(row, Float.self)))
    case .double: return .double(load(row, Double.self))
    case .null, .unsupported: return .null
    default: return wideValue(row)
    }
  }

  private func wideValue(_ row: Int) -> Value {
    switch layout {
    case .hugeint: .exact(String(hugeint(row)))
    case .uhugeint: .exact(String(UInt128(truncatingIfNeeded: hugeint(row))))
    case .uuid: .text(uuidText(row))
    case .text: .text(String(decoding: bytes(row), as: UTF8.self))
    case .blob: .blob(Array(bytes(row)))
    case .date: date(load(row, Int32.self))
    case .time: .text(TimeOfDay.text(microseconds: load(row, Int64.self)))
    case .interval: .text(intervalText(load(row, cduckdb_interval.self)))
    case .timestamp(let ticks): timestamp(load(row, Int64.self), ticks)
    case .decimal(let storage, let scale): .exact(WideInteger.text(integer(row, storage), scale: scale))
    case .enumeration(let storage, let names): enumeration(Int(integer(row, storage)), names)
    default: nestedValue(row)
    }
  }

  private func nestedValue(_ row: Int) -> Value {
    switch layout {
    case .list: return .list(elements(row).map(children[0].value))
    case .array(_, let count): return .list((row * count..<(row + 1) * count).map(children[0].value))
    case .map:
      return .map(elements(row).map { Value.Pair(key: children[0].value($0), value: children[1].value($0)) })
    case .structure(let fields):
      return .structure(zip(fields, children).map { Value.Field(name: $0.name, value: $1.value(row)) })
    default: return .null
    }
  }

  /// The bytes of a text or blob. The engine keeps up to 12 bytes in the 16-byte entry itself, longer ones elsewhere.
  func bytes(_ row: Int) -> UnsafeRawBufferPointer {
    guard let entry = data.map({ UnsafeRawPointer($0 + row * 16) }) else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    let count = Int(entry.load(as: UInt32.self))
    return UnsafeRawBufferPointer(
      start: count <= 12 ? entry + 4 : entry.load(fromByteOffset: 8, as: UnsafeRawPointer?.self), count: count)
  }

  private func load<Element>(_ row: Int, _ type: Element.Type) -> Element {
    // The engine gives data for every layout that is loaded through here.
    data!.load(fromByteOffset: row * MemoryLayout<Element>.stride, as: type)
  }

  private func hugeint(_ row: Int) -> Int128 { WideInteger.value(load(row, cduckdb_hugeint.self)) }

  private func integer(_ row: Int, _ storage: Int32) -> Int128 {
    switch storage {
    case TypeNumber.utinyint: Int128(load(row, UInt8.self))
    case TypeNumber.usmallint: Int128(load(row, UInt16.self))
    case TypeNumber.uinteger: Int128(load(row, UInt32.self))
    case TypeNumber.smallint: Int128(load(row, Int16.self))
    case TypeNumber.integer: Int128(load(row, Int32.self))
    case TypeNumber.bigint: Int128(load(row, Int64.self))
    default: hugeint(row)
    }
  }

  private func elements(_ row: Int) -> Range<Int> {
    let entry = load(row, cduckdb_list_entry.self)
    return Int(entry.offset)..<Int(entry.offset + entry.length)
  }

  private func enumeration(_ index: Int, _ names: [String]) -> Value {
    names.indices.contains(index) ? .text(names[index]) : .null
  }
}

extension VectorReader {
  /// The engine's two infinite days are its greatest and least but one number.
  private func date(_ days: Int32) -> Value {
    switch days {
    case .max: .text("infinity")
    case -.max: .text("-infinity")
    default: .date(CalendarDay(daysSince1970: Int(days)))
    }
  }

  private func timestamp(_ ticks: Int64, _ ticksPerSecond: Int64) -> Value {
    if ticks == .max { return .text("infinity") }
    if ticks == -.max { return .text("-infinity") }
    if ticksPerSecond == 1_000_000_000 { return .timestamp(ticks / 1000 - (ticks % 1000 < 0 ? 1 : 0)) }
    let (microseconds, overflow) = ticks.multipliedReportingOverflow(by: 1_000_000 / ticksPerSecond)
    return overflow ? .text("out of range") : .timestamp(microseconds)
  }

  /// A uuid is stored as a signed number with its topmost bit turned, so that it sorts like its text.
  private func uuidText(_ row: Int) -> String {
    let number = UInt128(truncatingIfNeeded: hugeint(row)) ^ (1 << 127)
    let digits = String(number, radix: 16)
    let padded = Array(String(repeating: "0", count: 32 - digits.count) + digits)
    return [padded[0..<8], padded[8..<12], padded[12..<16], padded[16..<20], padded[20..<32]]
      .map { String($0) }.joined(separator: "-")
  }

  private func intervalText(_ interval: cduckdb_interval) -> String {
    func part(_ count: Int32, _ unit: String) -> String? {
      count == 0 ? nil : "\(count) \(unit)\(abs(Int(count)) == 1 ? "" : "s")"
    }
    var parts = [part(interval.months / 12, "year"), part(interval.months % 12, "month"), part(interval.days, "day")]
      .compactMap { $0 }
    if interval.micros != 0 || parts.isEmpty {
      let clock = TimeOfDay.text(microseconds: Int64(clamping: interval.micros.magnitude))
      parts.append((interval.micros < 0 ? "-" : "") + clock)
    }
    return parts.joined(separator: " ")
  }
}
