import CDuckDB
import Rows

extension Statement {
  /// Binds `$1`, `$2` … in order; the counts have to agree.
  func bind(_ values: [Value]) throws(EngineError) {
    guard values.count == parameterCount else {
      throw .unusableBind(parameter: "list", reason: "\(values.count) values for \(parameterCount) parameters")
    }
    for (index, value) in values.enumerated() { try bind(value, at: index + 1) }
  }

  /// Binds by name. Every parameter needs a value; a value that the text does not mention is passed over.
  func bind(named values: [String: Value]) throws(EngineError) {
    for index in stride(from: 1, through: parameterCount, by: 1) {
      let name = parameterName(index)
      guard let value = values[name] else { throw .unusableBind(parameter: "$" + name, reason: "there is none") }
      try bind(value, at: index)
    }
  }

  private func bind(_ value: Value, at index: Int) throws(EngineError) {
    let api = table.pointee
    let at = UInt64(index)
    let state: Int32
    switch value {
    case .null: state = api.bind_null(raw, at)
    case .bool(let flag): state = api.bind_boolean(raw, at, flag)
    case .int(let number): state = api.bind_int64(raw, at, number)
    case .double(let number): state = api.bind_double(raw, at, number)
    case .exact(let text): state = try bindExact(text, at: index)
    case .text(let text): state = text.withUTF8Copy { api.bind_varchar_length(raw, at, $0, UInt64($1)) }
    case .blob(let bytes): state = bytes.withUnsafeBytes { api.bind_blob(raw, at, $0.baseAddress, UInt64($0.count)) }
    case .date(let day): state = api.bind_date(raw, at, try storedDate(day.daysSince1970, index))
    case .timestamp(let micros): state = api.bind_timestamp(raw, at, cduckdb_timestamp(micros: micros))
    case .list(let items): state = try bindList(items, at: index)
    case .map, .structure: throw unusable(index, "maps and structures cannot be bound")
    }
    guard state == 0 else { throw unusable(index, "the engine refused it") }
  }

  private func bindExact(_ text: String, at index: Int) throws(EngineError) -> Int32 {
    let number = try decimal(text, index)
    if number.scale == 0 { return table.pointee.bind_hugeint(raw, UInt64(index), number.value) }
    return table.pointee.bind_decimal(raw, UInt64(index), number)
  }

  private func decimal(_ text: String, _ index: Int) throws(EngineError) -> cduckdb_decimal {
    guard let number = WideInteger.parse(text) else {
      throw unusable(index, "not a decimal number of up to 38 digits")
    }
    return cduckdb_decimal(
      width: UInt8(number.width), scale: UInt8(number.scale), value: WideInteger.stored(number.unscaled))
  }

  private func storedDate(_ days: Int, _ index: Int) throws(EngineError) -> cduckdb_date {
    guard let stored = Int32(exactly: days) else { throw unusable(index, "the engine knows no such day") }
    return cduckdb_date(days: stored)
  }

  /// A list takes the type of its first value that is not null; a list without one is a list of text.
  private func bindList(_ items: [Value], at index: Int) throws(EngineError) -> Int32 {
    let api = table.pointee
    var values: [cduckdb_value?] = []
    defer { for value in values { destroy(value) } }
    for item in items { values.append(try scalar(item, index)) }
    var type = api.create_logical_type(try typeNumber(items.first { !$0.isNull } ?? .text(""), index))
    defer { api.destroy_logical_type(&type) }
    var list = api.create_list_value(type, &values, UInt64(values.count))
    defer { api.destroy_value(&list) }
    guard list != nil else { throw unusable(index, "the values of a list must be of one type") }
    return api.bind_value(raw, UInt64(index), list)
  }

  private func destroy(_ value: cduckdb_value?) {
    var value = value
    table.pointee.destroy_value(&value)
  }

  private func typeNumber(_ value: Value, _ index: Int) throws(EngineError) -> Int32 {
    switch value {
    case .bool: TypeNumber.boolean
    case .int: TypeNumber.bigint
    case .double: TypeNumber.double
    case .text: TypeNumber.varchar
    case .date: TypeNumber.date
    case .timestamp: TypeNumber.timestamp
    default: throw unusable(index, "a list holds truth values, numbers, texts, days or moments")
    }
  }

  private func scalar(_ value: Value, _ index: Int) throws(EngineError) -> cduckdb_value? {
    let api = table.pointee
    switch value {
    case .null: return api.create_null_value()
    case .bool(let flag): return api.create_bool(flag)
    case .int(let number): return api.create_int64(number)
    case .double(let number): return api.create_double(number)
    case .text(let text): return text.withUTF8Copy { api.create_varchar_length($0, UInt64($1)) }
    case .date(let day): return api.create_date(try storedDate(day.daysSince1970, index))
    case .timestamp(let micros): return api.create_timestamp(cduckdb_timestamp(micros: micros))
    default: throw unusable(index, "a list holds truth values, numbers, texts, days or moments")
    }
  }

  private func unusable(_ index: Int, _ reason: String) -> EngineError {
    .unusableBind(parameter: "$" + parameterName(index), reason: reason)
  }
}

extension String {
  /// The UTF-8 bytes and their count, for C functions that take both; the pointer is never nil.
  func withUTF8Copy<Outcome>(_ body: (UnsafePointer<CChar>, Int) -> Outcome) -> Outcome {
    let count = utf8.count
    return withCString { body($0, count) }
  }
}
