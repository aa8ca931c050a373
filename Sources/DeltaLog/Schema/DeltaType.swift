import JSON

/// A column's type, in the words of a Delta schema string. `timestamp` is an instant (UTC); `timestamp_ntz`, a moment of no
/// time zone, is only read and never written. What is not here is refused by name.
package indirect enum DeltaType: Sendable, Hashable {
  case boolean, byte, short, integer, long, float, double
  case decimal(precision: Int, scale: Int)
  case string, binary, date, timestamp, timestampNtz
  case array(element: DeltaType, containsNull: Bool)
  case map(key: DeltaType, value: DeltaType, valueContainsNull: Bool)
  case structure([DeltaField])
}

/// One column, or one member of a struct.
package struct DeltaField: Sendable, Hashable {
  package var name: String
  package var type: DeltaType
  package var nullable: Bool
  /// Free keys other writers keep with a column; carried along unchanged.
  package var metadata: JSONObject

  package init(name: String, type: DeltaType, nullable: Bool = true, metadata: JSONObject = [:]) {
    (self.name, self.type, self.nullable, self.metadata) = (name, type, nullable, metadata)
  }
}

extension DeltaType: CustomStringConvertible {
  package var description: String {
    switch self {
    case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
    case .array(let element, _): "array<\(element)>"
    case .map(let key, let value, _): "map<\(key),\(value)>"
    case .structure(let fields): "struct<" + fields.map { "\($0.name):\($0.type)" }.joined(separator: ",") + ">"
    default: simpleName ?? ""
    }
  }

  /// The one word of a type without parameters.
  var simpleName: String? { Self.simple.first { $0.type == self }?.name }

  static let simple: [(name: String, type: DeltaType)] = [
    ("boolean", .boolean), ("byte", .byte), ("short", .short), ("integer", .integer), ("long", .long),
    ("float", .float), ("double", .double), ("string", .string), ("binary", .binary), ("date", .date),
    ("timestamp", .timestamp), ("timestamp_ntz", .timestampNtz),
  ]
}
