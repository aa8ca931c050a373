import DeltaLog
import Words

extension EngineTypes {
  /// A value whose structs have their physical names, with the names of the table's schema; nil where it holds no struct.
  /// A cast would match members by name, so each value is built anew.
  static func renamed(_ value: String, _ type: DeltaType, depth: Int = 0) -> String? {
    let item = "v\(depth)"
    switch type {
    case .structure(let fields):
      let members = fields.map { field in
        let member = "\(value).\(SQLQuote.name(field.physicalName(.name)))"
        return "\(SQLQuote.name(field.name)) := \(renamed(member, field.type, depth: depth) ?? member)"
      }
      return "CASE WHEN \(value) IS NULL THEN NULL ELSE struct_pack(\(members.joined(separator: ", "))) END"
    case .array(let element, _):
      return renamed(item, element, depth: depth + 1).map { "list_transform(\(value), lambda \(item): \($0))" }
    case .map(let key, let held, _):
      let parts = [("key", key), ("value", held)].map { name, type in
        (name: name, sql: renamed("\(item).\(name)", type, depth: depth + 1))
      }
      guard parts.contains(where: { $0.sql != nil }) else { return nil }
      let pair = parts.map { "\($0.name) := \($0.sql ?? "\(item).\($0.name)")" }.joined(separator: ", ")
      return
        "map_from_entries(list_transform(map_entries(\(value)), lambda \(item): struct_pack(\(pair))))"
    default: return nil
    }
  }
}
