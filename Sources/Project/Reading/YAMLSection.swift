import Foundation
import Words
import YAML

/// A mapping of a known shape: reads its values by type and reports whatever is not as it should be.
struct YAMLSection {
  let node: YAMLNode
  /// What the mapping describes, for messages: `source orders`.
  let subject: String
  let file: String
  let log: ProblemLog

  /// Nil, and a problem, when the node is no mapping. Keys that are not among `keys` are problems.
  init?(_ node: YAMLNode, _ subject: String, keys: [String], file: String, log: ProblemLog) {
    guard let entries = node.entries else {
      log.error(file, node.position, "\(subject) must be a mapping, not \(node.kind)")
      return nil
    }
    for entry in entries where !keys.contains(entry.name) {
      let hint = NearestName.hint(for: entry.name, among: keys)
      log.error(file, entry.key.position, "unknown key '\(entry.name)' in \(subject)\(hint)")
    }
    (self.node, self.subject, self.file, self.log) = (node, subject, file, log)
  }

  var position: SourcePosition { node.position }

  /// The node under a key, null included.
  func node(_ key: String) -> YAMLNode? { node[key] }

  /// The node under a key; nil when there is none or null.
  func value(_ key: String) -> YAMLNode? { node[key].flatMap { $0.isNull ? nil : $0 } }

  func error(_ position: SourcePosition, _ message: String) { log.error(file, position, message) }

  private func wrong(_ key: String, _ node: YAMLNode, _ expected: String) {
    error(node.position, "\(key) must be \(expected), not \(node.kind)")
  }

  func string(_ key: String) -> String? {
    guard let node = value(key) else { return nil }
    guard let text = node.text else {
      wrong(key, node, "a text")
      return nil
    }
    return text
  }

  /// Like `string`, and a problem when it is missing or empty.
  func required(_ key: String) -> String? {
    guard let node = value(key) else {
      error(position, "\(subject) needs \(key)")
      return nil
    }
    guard let text = string(key) else { return nil }
    if text.isEmpty { error(node.position, "\(key) must not be empty") }
    return text.isEmpty ? nil : text
  }

  func bool(_ key: String) -> Bool? {
    guard let node = value(key) else { return nil }
    if node.bool == nil { error(node.position, "\(key) must be true or false, not \(node.text ?? node.kind)") }
    return node.bool
  }

  func int(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let node = value(key) else { return nil }
    guard let number = node.int, range.contains(number) else {
      let bounds =
        range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
      error(node.position, "\(key) must be a whole number, \(bounds), not \(node.text ?? node.kind)")
      return nil
    }
    return number
  }

  /// One of the cases of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type = Choice.self) -> Choice?
  where Choice.RawValue == String {
    guard let node = value(key), let text = string(key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    let hint = NearestName.hint(for: text, among: names)
    error(node.position, "\(key) cannot be '\(text)': it is \(Self.alternatives(names))\(hint)")
    return nil
  }

  /// A list of texts; one text stands for a list of one.
  func nodes(_ key: String) -> [YAMLNode] {
    guard let node = value(key) else { return [] }
    let items = node.items ?? [node]
    // A word such as null in a list is nothing to YAML: left out without a word, what follows would move up.
    for item in items where item.text == nil && (node.items != nil || !item.isNull) {
      wrong("each of \(key)", item, "a text (in quotes, if that is what it says)")
    }
    return items.filter { $0.text != nil }
  }

  /// A list of texts in which each word stands for itself, also one that is nothing to YAML, such as NULL; nil where nothing
  /// stands under the key.
  func words(_ key: String) -> [String]? {
    guard let node = node[key], node.word != "" else { return nil }
    let items = node.items ?? [node]
    for item in items where item.word == nil { wrong("each of \(key)", item, "a text") }
    return items.compactMap(\.word)
  }

  func strings(_ key: String) -> [String] { nodes(key).compactMap(\.text) }

  func section(_ key: String, keys: [String]) -> YAMLSection? {
    value(key).flatMap { YAMLSection($0, "\(key) of \(subject)", keys: keys, file: file, log: log) }
  }

  /// A name of a column; a problem when it is none.
  func column(_ node: YAMLNode, _ key: String) -> String? {
    guard let text = node.text else { return nil }
    guard TableName.isName(text) else {
      error(node.position, "\(key): '\(text)' is no column name: lower case letters, digits and _")
      return nil
    }
    return text
  }

  /// The name of a table; a problem when it is none.
  func table(_ node: YAMLNode) -> TableName? {
    guard let text = node.text else { return nil }
    do throws(TableNameError) {
      return try TableName(parsing: text)
    } catch {
      self.error(node.position, error.description)
      return nil
    }
  }

  static func alternatives(_ names: [String]) -> String {
    names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }
}
