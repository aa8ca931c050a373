/// An element of a document: what S3 and STS answer with.
///
/// Prefixes of names are left away, since nobody here mixes vocabularies.
package struct XMLElement: Sendable, Hashable {
  package let name: String
  /// Its own text, without that of the elements in it.
  package internal(set) var text: String
  package internal(set) var children: [XMLElement]

  package init(_ name: String, text: String = "", children: [XMLElement] = []) {
    (self.name, self.text, self.children) = (name, text, children)
  }

  /// The first element of a name directly in this one.
  package subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

  package func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// The first element of a name anywhere in it, itself among them.
  package func first(_ name: String) -> XMLElement? {
    if self.name == name { return self }
    for child in children { if let found = child.first(name) { return found } }
    return nil
  }
}

extension XMLElement {
  /// What stands for itself between two tags, as XML writes it.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\r": escaped += "&#13;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

package struct XMLError: Error, Sendable, Hashable, CustomStringConvertible {
  package let message: String
  /// In bytes from the start.
  package let offset: Int
  package var description: String { "not XML: \(message) at byte \(offset)" }
}
