import Widgets

extension EditableText {
  /// Edits by one input. False when it is no editing key, so that it may mean something else.
  package mutating func receive(_ input: Input) -> Bool {
    switch input {
    case .paste(let text):
      insert(text)
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

  /// The keys of readline that a line of filter needs.
  private static let edits: [Key: @Sendable (inout EditableText) -> Void] = [
    "left": { $0.moveLeft() }, "ctrl-b": { $0.moveLeft() },
    "right": { $0.moveRight() }, "ctrl-f": { $0.moveRight() },
    "home": { $0.moveToStart() }, "ctrl-a": { $0.moveToStart() },
    "end": { $0.moveToEnd() }, "ctrl-e": { $0.moveToEnd() },
    "ctrl-left": { $0.moveWordLeft() }, "alt-b": { $0.moveWordLeft() },
    "ctrl-right": { $0.moveWordRight() }, "alt-f": { $0.moveWordRight() },
    "backspace": { $0.deleteBackward() }, "ctrl-h": { $0.deleteBackward() },
    "delete": { $0.deleteForward() }, "ctrl-d": { $0.deleteForward() },
    "ctrl-w": { $0.deleteWordBackward() }, "alt-backspace": { $0.deleteWordBackward() },
    "ctrl-u": { $0.deleteToStart() }, "ctrl-k": { $0.deleteToEnd() },
  ]
}
