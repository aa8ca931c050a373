import Clocks
import Foundation

/// Datapoints, or states of alarms, as CSV with a column `timestamp` (RFC 3339). An empty value is none. One of two
/// columns without a header is `timestamp,value`.
///
/// | columns | for |
/// |---|---|
/// | `timestamp,value` | an alarm on one metric |
/// | `timestamp,m1,m2` | metric math: a column for each metric, named by its Id |
/// | `timestamp,id,value` | the same, a row for each value |
/// | `timestamp,samplecount,sum,minimum,maximum` | statistic sets, with `id` where there are several metrics |
/// | `timestamp,alarm,state` or `timestamp,NAME,NAME` | a composite alarm: the state each alarm has from then on |
package struct DatapointText {
  private let path: String
  /// In lower case where they are words of ours.
  private let columns: [String]
  private let rows: [(at: Date, fields: [String], place: String)]
  private static let setColumns = ["samplecount", "sum", "minimum", "maximum"]

  /// - Parameter path: as problems name the file.
  package init(_ text: String, path: String) throws {
    self.path = path
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let first = lines.first.map(Self.fields) ?? []
    let isBare = first.count == 2 && Timestamp.parse(first[0]) != nil
    let header = isBare ? ["timestamp", "value"] : first
    guard header.count > 1, header[0].lowercased() == "timestamp" else {
      throw DatapointError("\(path):1: the first line must be: timestamp,value (or timestamp and the ids of metrics)")
    }
    columns = header
    var rows: [(at: Date, fields: [String], place: String)] = []
    for (index, line) in lines.enumerated().dropFirst(isBare ? 0 : 1)
    where !line.allSatisfy(\.isWhitespace) {
      let (fields, place) = (Self.fields(line), "\(path):\(index + 1)")
      guard fields.count == header.count, let moment = Timestamp.parse(fields[0]) else {
        throw DatapointError(
          "\(place): a time such as 2026-11-28T06:10:00Z and \(header.count - 1) more fields are expected, not: \(line)"
        )
      }
      rows.append((moment, fields, place))
    }
    self.rows = rows
  }

  /// The samples of each metric by its id.
  ///
  /// - Parameter ids: of the metrics that the alarm takes.
  package func samples(of ids: [String]) throws -> [String: [Sample]] {
    let names = columns.dropFirst().map { $0.lowercased() }
    let isLong = names.first == "id" && !ids.contains("id")
    if Array(names.drop { $0 == "id" && isLong }) == Self.setColumns { return try sets(ids, isLong: isLong) }
    if isLong, names == ["id", "value"] { return try long(ids) }
    if names == ["value"], ids.count == 1 { return try wide(ids) }
    for name in columns.dropFirst() { try known(name, ids, "\(path):1") }
    return try wide(Array(columns.dropFirst()))
  }

  private func wide(_ ids: [String]) throws -> [String: [Sample]] {
    var samples: [String: [Sample]] = [:]
    for (moment, fields, place) in rows {
      for (id, field) in zip(ids, fields.dropFirst()) where !field.isEmpty {
        samples[id, default: []].append(Sample(at: moment, value: try Self.number(field, place)))
      }
    }
    return samples
  }

  private func long(_ ids: [String]) throws -> [String: [Sample]] {
    var samples: [String: [Sample]] = [:]
    for (moment, fields, place) in rows where !fields[2].isEmpty {
      try known(fields[1], ids, place)
      samples[fields[1], default: []].append(Sample(at: moment, value: try Self.number(fields[2], place)))
    }
    return samples
  }

  private func sets(_ ids: [String], isLong: Bool) throws -> [String: [Sample]] {
    guard isLong || ids.count == 1 else {
      throw DatapointError("\(path):1: a column id must say of which metric: \(ids.joined(separator: ", "))")
    }
    var samples: [String: [Sample]] = [:]
    for (moment, fields, place) in rows {
      let values = fields.suffix(4)
      if values.allSatisfy(\.isEmpty) { continue }
      let id = isLong ? fields[1] : ids[0]
      try known(id, ids, place)
      let numbers = try values.map { try Self.number($0, place) }
      guard
        let set = StatisticSet(sampleCount: numbers[0], sum: numbers[1], minimum: numbers[2], maximum: numbers[3])
      else {
        throw DatapointError("\(place): no samples have this count, sum, minimum and maximum together")
      }
      samples[id, default: []].append(Sample(at: moment, set: set))
    }
    return samples
  }

  private func known(_ id: String, _ ids: [String], _ place: String) throws {
    guard !ids.contains(id) else { return }
    throw DatapointError("\(place): the alarm has no metric “\(id)”; it has \(ids.joined(separator: ", "))")
  }

  private static func number(_ text: String, _ place: String) throws -> Double {
    guard let value = Double(text), value.isFinite else {
      throw DatapointError("\(place): “\(text)” is no number; leave it empty for a missing datapoint")
    }
    return value
  }

  /// The states that alarms have from a moment on.
  package func states() throws -> [StateChange] {
    let names = columns.dropFirst().map { $0.lowercased() }
    if names == ["alarm", "state"] {
      return try rows.map { StateChange(at: $0.at, alarm: $0.fields[1], try Self.state($0.fields[2], $0.place)) }
    }
    return try rows.flatMap { moment, fields, place in
      try zip(columns, fields).dropFirst().filter { !$0.1.isEmpty }.map { name, field in
        StateChange(at: moment, alarm: name, try Self.state(field, place))
      }
    }
  }

  private static func state(_ text: String, _ place: String) throws -> AlarmState {
    guard let state = AlarmState(rawValue: text) else {
      throw DatapointError("\(place): “\(text)” is no state; it is OK, ALARM or INSUFFICIENT_DATA")
    }
    return state
  }

  private static func fields(_ line: Substring) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces.union(CharacterSet(charactersIn: "\"\u{FEFF}")))
    }
  }
}

/// What is wrong in datapoints that somebody wrote: file, line, what and what to write instead.
package struct DatapointError: Error, Sendable, Hashable, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
