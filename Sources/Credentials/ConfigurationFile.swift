/// A file in the form of `~/.aws/config`: sections, settings in them, and settings below a setting.
struct ConfigurationFile: Sendable, Hashable {
  struct Section: Sendable, Hashable {
    var settings: [String: String] = [:]
    /// Of a setting without a value of its own, what stands indented below it.
    var nested: [String: [String: String]] = [:]
  }

  /// By the words between the brackets, as `profile dev`; a section that comes twice is one.
  private(set) var sections: [String: Section] = [:]

  static let empty = ConfigurationFile()

  private init() {}

  init(_ text: String, path: String) throws(CredentialFailure) {
    var place: (section: String, setting: String?)?
    let plain = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
    for (index, line) in plain.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = line.trimmed
      guard let first = words.first, first != "#", first != ";" else { continue }
      func wrong(_ what: String) -> CredentialFailure { .init(.unreadable(path: path, line: index + 1, what: what)) }
      if first == "[", !(line.first?.isWhitespace ?? false) {
        guard let end = words.firstIndex(of: "]") else { throw wrong("the section has no ]") }
        let name = Self.unquoted(words[words.index(after: words.startIndex)..<end])
        sections[name, default: Section()].settings.merge([:]) { old, _ in old }
        place = (name, nil)
        continue
      }
      guard let (section, above) = place else { throw wrong("a setting before the first [section]") }
      guard let mark = words.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
        // A value that goes on in the next line: nothing that is read here has one.
        if line.first?.isWhitespace == true { continue }
        throw wrong("neither [section] nor name = value")
      }
      let name = words[..<mark].trimmed.lowercased()
      let value = String(words[words.index(after: mark)...].trimmed)
      if line.first?.isWhitespace == true, let above {
        sections[section]?.nested[above, default: [:]][name] = value
      } else {
        sections[section]?.settings[name] = value
        place = (section, name)
      }
    }
  }

  /// `profile "a b"` is the profile `a b`; blanks between the words are one.
  private static func unquoted(_ header: Substring) -> String {
    let words = header.trimmed
    let kind = words.prefix { !$0.isWhitespace }
    let name = words.dropFirst(kind.count).trimmed
    let quote = name.first
    let plain = quote == "\"" || quote == "'" ? name.dropFirst().prefix { $0 != quote } : name
    return plain.isEmpty ? String(kind) : "\(kind) \(plain)"
  }
}

extension Substring {
  var trimmed: Substring {
    let start = drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
  }
}
