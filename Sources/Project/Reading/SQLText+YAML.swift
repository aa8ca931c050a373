import ModelSQL
import Words
import YAML

extension SQLText {
  /// SQL that stands in a YAML file, nil for what is no text. A block keeps its line breaks, so every place in it is known;
  /// for other styles the beginning is.
  ///
  /// - Parameter lines: the file's.
  init?(of node: YAMLNode, in lines: [Substring]) {
    guard case .scalar(let scalar) = node.content else { return nil }
    switch scalar.style {
    case .literalBlock:
      let content = lines.dropFirst(node.line).first { !$0.allSatisfy { $0 == " " || $0 == "\r" } } ?? ""
      let indent = content.prefix { $0 == " " }.count
      let start = SourcePosition(line: node.line + 1, column: indent + 1)
      self = SQLText(scalar.text, start: start, indent: indent).statement
    case .quoted: self = SQLText(scalar.text, start: SourcePosition(line: node.line, column: node.column + 1)).statement
    case .plain, .foldedBlock: self = SQLText(scalar.text, start: node.position).statement
    }
  }
}
