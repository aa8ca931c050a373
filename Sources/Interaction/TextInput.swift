import Canvas

/// A line of text being edited: the model behind filter fields, the palette and dialogs.
package struct TextInput: Hashable, Sendable {
  private var characters: [Character]
  /// Characters before the cursor.
  package private(set) var cursor: Int
  /// Longest text it takes, in characters.
  package let limit: Int

  package init(_ text: String = "", limit: Int = 4096) {
    characters = Array(text.prefix(limit))
    cursor = characters.count
    self.limit = limit
  }

  package var text: String { String(characters) }
  package var isEmpty: Bool { characters.isEmpty }
  package var textBeforeCursor: String { String(characters[..<cursor]) }
  package var textAfterCursor: String { String(characters[cursor...]) }

  package mutating func set(_ text: String) { self = TextInput(text, limit: limit) }

  /// Edits by one input. False when it is no editing key, so that it may mean something else.
  package mutating func receive(_ input: Input) -> Bool {
    switch input {
    case .paste(let text):
      insert(TextSanitizer.line(text.split(whereSeparator: \.isNewline).joined(separator: " ")))
      return true
    case .key(let key): return receive(key)
    case .mouse: return false
    }
  }

  private mutating func receive(_ key: Key) -> Bool {
    if let character = key.typedCharacter {
      insert(String(character))
      return true
    }
    guard let edit = Self.edits[key] else { return false }
    edit(&self)
    return true
  }

  /// The line editing keys of readline that a filter line needs.
  private static let edits: [Key: @Sendable (inout TextInput) -> Void] = [
    "left": { $0.move(to: $0.cursor - 1) }, "ctrl-b": { $0.move(to: $0.cursor - 1) },
    "right": { $0.move(to: $0.cursor + 1) }, "ctrl-f": { $0.move(to: $0.cursor + 1) },
    "home": { $0.move(to: 0) }, "ctrl-a": { $0.move(to: 0) },
    "end": { $0.move(to: $0.characters.count) }, "ctrl-e": { $0.move(to: $0.characters.count) },
    "ctrl-left": { $0.move(to: $0.wordStart) }, "alt-b": { $0.move(to: $0.wordStart) },
    "ctrl-right": { $0.move(to: $0.wordEnd) }, "alt-f": { $0.move(to: $0.wordEnd) },
    "backspace": { $0.remove($0.cursor - 1..<$0.cursor) }, "ctrl-h": { $0.remove($0.cursor - 1..<$0.cursor) },
    "delete": { $0.remove($0.cursor..<$0.cursor + 1) }, "ctrl-d": { $0.remove($0.cursor..<$0.cursor + 1) },
    "ctrl-w": { $0.remove($0.wordStart..<$0.cursor) }, "alt-backspace": { $0.remove($0.wordStart..<$0.cursor) },
    "ctrl-u": { $0.remove(0..<$0.cursor) }, "ctrl-k": { $0.remove($0.cursor..<$0.characters.count) },
  ]

  private mutating func insert(_ text: String) {
    let added = text.prefix(max(0, limit - characters.count))
    characters.insert(contentsOf: added, at: cursor)
    cursor += added.count
  }

  private mutating func move(to position: Int) { cursor = min(max(0, position), characters.count) }

  private mutating func remove(_ range: Range<Int>) {
    let kept = range.clamped(to: 0..<characters.count)
    characters.removeSubrange(kept)
    cursor = min(kept.lowerBound, characters.count)
  }

  private var wordStart: Int {
    var position = cursor
    while position > 0, characters[position - 1] == " " { position -= 1 }
    while position > 0, characters[position - 1] != " " { position -= 1 }
    return position
  }

  private var wordEnd: Int {
    var position = cursor
    while position < characters.count, characters[position] == " " { position += 1 }
    while position < characters.count, characters[position] != " " { position += 1 }
    return position
  }
}
