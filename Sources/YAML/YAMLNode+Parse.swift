import Yams

/// Text that is no YAML this project reads, with the place and a plain sentence.
package struct YAMLError: Error, Hashable, CustomStringConvertible {
  package let line: Int
  package let column: Int
  package let message: String
  package var description: String { "\(line):\(column): \(message)" }
}

extension YAMLNode {
  /// Reads one document; nil when the text holds nothing but blanks and comments.
  package static func parse(_ text: String) throws(YAMLError) -> YAMLNode? {
    do {
      guard let root = try Yams.compose(yaml: text) else { return nil }
      var conversion = YAMLConversion()
      return try conversion.node(root)
    } catch let error as YAMLError {
      throw error
    } catch {
      throw YAMLWording.error(error, in: text)
    }
  }
}

private struct YAMLConversion {
  /// Aliases make small texts unfold into huge trees; no file of a project comes near this.
  static let limit = 200_000
  var count = 0

  mutating func node(_ node: Yams.Node) throws(YAMLError) -> YAMLNode {
    let (line, column) = (node.mark?.line ?? 1, node.mark?.column ?? 1)
    count += 1
    guard count <= Self.limit else {
      throw YAMLError(line: line, column: column, message: "the document unfolds into more than \(Self.limit) values")
    }
    return YAMLNode(content: try content(node, line, column), line: line, column: column)
  }

  private mutating func content(_ node: Yams.Node, _ line: Int, _ column: Int) throws(YAMLError) -> YAMLNode.Content {
    switch node {
    case .scalar(let scalar):
      return .scalar(YAMLScalar(text: scalar.string, style: style(scalar.style)))
    case .sequence(let items):
      var nodes: [YAMLNode] = []
      for item in items { nodes.append(try self.node(item)) }
      return .sequence(nodes)
    case .mapping(let pairs):
      var entries: [YAMLEntry] = []
      for (key, value) in pairs { entries.append(YAMLEntry(key: try self.node(key), value: try self.node(value))) }
      return .mapping(entries)
    case .alias:
      throw YAMLError(line: line, column: column, message: "this alias names no anchor")
    }
  }

  private func style(_ style: Yams.Node.Scalar.Style) -> YAMLScalar.Style {
    switch style {
    case .any, .plain: .plain
    case .singleQuoted, .doubleQuoted: .quoted
    case .literal: .literalBlock
    case .folded: .foldedBlock
    }
  }
}
