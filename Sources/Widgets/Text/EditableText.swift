import Canvas

/// A line being typed: text, and a cursor between its characters as the user sees them.
package struct EditableText: Hashable, Sendable {
  package private(set) var characters: [Character]
  /// 0 (before the first) … count (behind the last).
  package private(set) var cursor: Int

  package init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  package var text: String { String(characters) }
  package var isEmpty: Bool { characters.isEmpty }

  /// Longer input is cut: a paste of megabytes must not freeze the screen.
  package static let capacity = 4096

  /// Puts text at the cursor. Line ends and tabs become blanks: a field has one line.
  package mutating func insert(_ text: String) {
    let line = text.map { $0.isNewline || $0 == "\t" ? " " : $0 }
    // Marks join the character before them, so count afresh behind the joined text.
    let before = Array(String(characters[..<cursor]) + String(line))
    characters = Array((String(before) + String(characters[cursor...])).prefix(Self.capacity))
    cursor = min(before.count, characters.count)
  }

  package mutating func moveLeft() { cursor = max(0, cursor - 1) }
  package mutating func moveRight() { cursor = min(characters.count, cursor + 1) }
  package mutating func moveToStart() { cursor = 0 }
  package mutating func moveToEnd() { cursor = characters.count }
  package mutating func moveWordLeft() { cursor = wordStart }

  package mutating func moveWordRight() {
    while cursor < characters.count, !Self.isWord(characters[cursor]) { cursor += 1 }
    while cursor < characters.count, Self.isWord(characters[cursor]) { cursor += 1 }
  }

  package mutating func deleteBackward() {
    guard cursor > 0 else { return }
    cursor -= 1
    characters.remove(at: cursor)
  }

  package mutating func deleteForward() {
    guard cursor < characters.count else { return }
    characters.remove(at: cursor)
  }

  package mutating func deleteWordBackward() {
    let start = wordStart
    characters.removeSubrange(start..<cursor)
    cursor = start
  }

  package mutating func deleteToStart() {
    characters.removeSubrange(..<cursor)
    cursor = 0
  }

  package mutating func deleteToEnd() { characters.removeSubrange(cursor...) }

  private var wordStart: Int {
    var start = cursor
    while start > 0, !Self.isWord(characters[start - 1]) { start -= 1 }
    while start > 0, Self.isWord(characters[start - 1]) { start -= 1 }
    return start
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}
