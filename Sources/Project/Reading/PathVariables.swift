import Foundation

/// `${NAME}` in paths.
enum PathVariables {
  /// A path that cannot be made out.
  enum Failure: Error, Hashable {
    case missing(String)
    case unclosed
  }

  static func resolve(_ path: String, _ variables: [String: String]) throws(Failure) -> String {
    var result = ""
    var rest = Substring(path)
    while let start = rest.range(of: "${") {
      result += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      guard let end = rest.firstIndex(of: "}") else { throw .unclosed }
      let name = String(rest[..<end])
      guard let value = variables[name], !value.isEmpty else { throw .missing(name) }
      result += value
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  /// The path from the project folder on, without `.` and `..`; absolute paths stay what they are.
  static func absolute(_ path: String, from folder: String) -> String {
    (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/").reduce(into: [Substring]()) {
      parts, part in
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }.reduce("") { $0 + "/" + $1 }
  }
}
