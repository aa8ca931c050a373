/// A pattern of file paths: `*` and `?` stay within one name, `**` spans any number of folders. Names that begin with a
/// dot are found only by patterns that begin with one.
package struct FileGlob: Sendable, Hashable, CustomStringConvertible {
  /// Absolute.
  package let pattern: String
  let parts: [Part]

  enum Part: Sendable, Hashable {
    case name(String)
    case wild([Character])
    case folders
  }

  /// A pattern that is no pattern.
  package struct Failure: Error, Hashable, CustomStringConvertible {
    package let description: String
  }

  /// Reads an absolute pattern.
  package init(_ pattern: String) throws(Failure) {
    guard pattern.hasPrefix("/") else { throw Failure(description: "the path is empty") }
    var parts: [Part] = []
    for name in pattern.split(separator: "/") { parts.append(try Self.part(name)) }
    guard let last = parts.last, last != .folders else {
      throw Failure(description: "the pattern names no file: it ends in '**' or is a folder")
    }
    (self.pattern, self.parts) = (pattern, parts)
  }

  private static func part(_ name: Substring) throws(Failure) -> Part {
    if name == "**" { return .folders }
    if name.contains("**") { throw Failure(description: "'**' must stand alone between two '/', not in '\(name)'") }
    for mark in ["[", "]", "{", "}"] where name.contains(mark) {
      throw Failure(description: "'\(mark)' is no part of a pattern: there are *, ** and ?")
    }
    return name.contains { $0 == "*" || $0 == "?" } ? .wild(Array(name)) : .name(String(name))
  }

  package var description: String { pattern }

  /// Whether it looks through folders of any depth.
  var isDeep: Bool { parts.contains(.folders) }

  /// How many names below the base folder its files lie, at the most; nil for any number.
  package var depth: Int? {
    isDeep ? nil : parts.count - baseFolder.split(separator: "/").count
  }

  /// The folder before the first wildcard.
  package var baseFolder: String {
    parts.dropLast().prefix { if case .name = $0 { true } else { false } }.reduce("") { text, part in
      if case .name(let name) = part { text + "/" + name } else { text }
    }
  }

  package func matches(_ path: String) -> Bool {
    Self.matches(path.split(separator: "/").map(String.init)[...], parts[...])
  }

  private static func matches(_ names: ArraySlice<String>, _ parts: ArraySlice<Part>) -> Bool {
    guard let part = parts.first else { return names.isEmpty }
    if part == .folders {
      if matches(names, parts.dropFirst()) { return true }
      guard let name = names.first, !name.hasPrefix(".") else { return false }
      return matches(names.dropFirst(), parts)
    }
    guard let name = names.first, part.matches(name) else { return false }
    return matches(names.dropFirst(), parts.dropFirst())
  }
}

extension FileGlob.Part {
  /// Whether a single name fits; `**` fits any folder.
  func matches(_ name: String) -> Bool {
    switch self {
    case .name(let exact): return name == exact
    case .folders: return !name.hasPrefix(".")
    case .wild(let pattern):
      guard !name.hasPrefix(".") || pattern.first == "." else { return false }
      return Self.fits(Array(name), pattern)
    }
  }

  /// Goes back to the last `*` only, so it takes no more than the product of both lengths.
  private static func fits(_ name: [Character], _ pattern: [Character]) -> Bool {
    var (at, place) = (0, 0)
    var star: (place: Int, at: Int)?
    while at < name.count {
      if place < pattern.count, pattern[place] == "*" {
        star = (place, at)
        place += 1
      } else if place < pattern.count, pattern[place] == "?" || pattern[place] == name[at] {
        (at, place) = (at + 1, place + 1)
      } else if let last = star {
        star = (last.place, last.at + 1)
        (at, place) = (last.at + 1, last.place + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }
}
