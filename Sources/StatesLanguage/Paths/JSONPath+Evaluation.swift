import JSON

extension JSONPath {
  /// Leads to one place or to none; any other path gives a list of what it finds.
  var isDefinite: Bool {
    segments.allSatisfy { segment in
      switch segment {
      case .name, .index, .function, .names: true
      case .indices, .slice, .wildcard, .descendants, .filter: false
      }
    }
  }

  /// What the path leads to; nil when it leads nowhere. A path that may lead to several places gives a list, if of none.
  func value(in scope: PathScope) -> JSONValue? {
    let start: JSONValue
    switch root {
    case .value: start = scope.value
    case .context: start = scope.context.json
    case .variable(let name):
      guard let value = scope.variables[name] else { return nil }
      start = value
    }
    return value(from: start)
  }

  func value(from start: JSONValue) -> JSONValue? {
    guard isDefinite else { return several(from: start) }
    var value = start
    for segment in segments {
      guard let next = Self.step(segment, from: value) else { return nil }
      value = next
    }
    return value
  }

  /// One step that leads to one place.
  private static func step(_ segment: Segment, from value: JSONValue) -> JSONValue? {
    switch segment {
    case .name(let name): return value[name]
    case .index(let index): return item(index, of: value)
    case .names(let names):
      guard let object = value.objectValue else { return nil }
      return .object(JSONObject(names.compactMap { name in object[name].map { (name, $0) } }))
    case .function(let name): return PathFunction(rawValue: name)?.value(of: value)
    default: return nil
    }
  }

  private static func item(_ index: Int, of value: JSONValue) -> JSONValue? {
    guard let items = value.arrayValue else { return nil }
    let place = index < 0 ? items.count + index : index
    // A guard, because nil beside a value would be the JSON null.
    guard items.indices.contains(place) else { return nil }
    return items[place]
  }

  private func several(from start: JSONValue) -> JSONValue? {
    var values = [start]
    for segment in segments {
      if case .function(let name) = segment { return PathFunction(rawValue: name)?.value(of: .array(values)) }
      values = values.flatMap { Self.all(segment, from: $0, root: start) }
    }
    return .array(values)
  }

  /// Where one step leads from a place.
  private static func all(_ segment: Segment, from value: JSONValue, root: JSONValue) -> [JSONValue] {
    switch segment {
    case .wildcard: return value.arrayValue ?? value.objectValue?.entries.map(\.value) ?? []
    case .descendants: return descendants(of: value)
    case .indices(let indices): return indices.compactMap { item($0, of: value) }
    case .slice(let from, let to, let step): return slice(value.arrayValue ?? [], from, to, step)
    case .filter(let filter): return filtered(value, by: filter, root: root)
    default: return step(segment, from: value).map { [$0] } ?? []
    }
  }

  /// The value and everything in it.
  private static func descendants(of value: JSONValue) -> [JSONValue] {
    let children = value.arrayValue ?? value.objectValue?.entries.map(\.value) ?? []
    return [value] + children.flatMap(descendants)
  }

  private static func slice(_ items: [JSONValue], _ from: Int?, _ to: Int?, _ step: Int?) -> [JSONValue] {
    func place(_ index: Int) -> Int { min(max(index < 0 ? items.count + index : index, 0), items.count) }
    let (first, last) = (place(from ?? 0), place(to ?? items.count))
    guard first < last else { return [] }
    return stride(from: first, to: last, by: max(step ?? 1, 1)).map { items[$0] }
  }

  private static func filtered(_ value: JSONValue, by filter: PathFilter, root: JSONValue) -> [JSONValue] {
    guard let items = value.arrayValue else {
      return value.objectValue != nil && filter.accepts(value, root: root) ? [value] : []
    }
    return items.filter { filter.accepts($0, root: root) }
  }
}

/// Functions that may end a path, as `$.orders.length()`.
enum PathFunction: String {
  case length, size, min, max, avg, sum, first, last, keys

  func value(of value: JSONValue) -> JSONValue? {
    switch self {
    case .length, .size: count(value).map { .int($0) }
    case .first: value.arrayValue?.first
    case .last: value.arrayValue?.last
    case .keys: value.objectValue.map { .array($0.keys.map(JSONValue.string)) }
    case .min: numbers(value)?.min().map(JSONValue.double)
    case .max: numbers(value)?.max().map(JSONValue.double)
    case .sum: numbers(value).map { .double($0.reduce(0, +)) }
    case .avg: numbers(value).map { .double($0.reduce(0, +) / Double($0.count)) }
    }
  }

  private func count(_ value: JSONValue) -> Int? {
    value.arrayValue?.count ?? value.objectValue?.entries.count ?? value.stringValue?.count
  }

  private func numbers(_ value: JSONValue) -> [Double]? {
    let numbers = value.arrayValue?.compactMap(\.doubleValue)
    return numbers?.isEmpty == true ? nil : numbers
  }
}
