import Canvas
import Interaction

/// A character or a key code, still without context.
enum RawInput: Hashable, Sendable {
  case scalar(UInt32)
  case code(Int32)
}

/// Turns scalars and key codes into inputs. Keeps what is still incomplete, so reports cut by the line's timing join.
struct InputDecoder {
  private enum State {
    case ground
    /// Escape came; ncurses has already waited for what might follow.
    case escape
    /// Inside a control sequence nobody taught ncurses: swallowed, for it is a late answer or a key we have no name for.
    case unknownSequence
    /// The same for strings (`ESC ]`, `ESC P`), which end with BEL or `ESC \`.
    case unknownString
    case mouse(String)
    case paste
  }
  private var state = State.ground
  private var pasted = ""
  /// Longer pastes are cut: nothing here can use them, and they must not exhaust memory.
  static let pasteLimit = 1 << 20

  /// What an input means; nil while it is only a part.
  mutating func next(_ raw: RawInput) -> [DeviceEvent] {
    switch state {
    case .ground: return ground(raw)
    case .escape: return afterEscape(raw)
    case .unknownSequence: return insideUnknown(raw)
    case .unknownString: return insideString(raw)
    case .mouse(let text): return insideMouse(text, raw)
    case .paste: return insidePaste(raw)
    }
  }

  /// Nothing more is waiting: a lone Escape is the key. A sequence that never ends must not swallow the next key either.
  mutating func pause() -> [DeviceEvent] {
    switch state {
    case .escape:
      state = .ground
      return [.input(.key("esc"))]
    case .unknownSequence, .unknownString:
      state = .ground
      return []
    case .ground, .mouse, .paste: return []
    }
  }

  var isPasting: Bool {
    if case .paste = state { return true }
    return false
  }

  /// The end of a paste never came.
  mutating func abandonPaste() -> [DeviceEvent] {
    guard isPasting else { return [] }
    state = .ground
    defer { pasted = "" }
    return [.input(.paste(pasted))]
  }

  private mutating func ground(_ raw: RawInput) -> [DeviceEvent] {
    switch raw {
    case .scalar(0x1B):
      state = .escape
      return []
    case .scalar(let value): return Self.key(value).map { [.input(.key($0))] } ?? []
    case .code(let code): return mean(code)
    }
  }

  private mutating func mean(_ code: Int32) -> [DeviceEvent] {
    switch KeySequences.meaning(code) {
    case .key(let key): return [.input(.key(key))]
    case .focusIn: return [.focus(true)]
    case .focusOut: return [.focus(false)]
    case .mouseStart: state = .mouse("")
    case .pasteStart: state = .paste
    case .pasteEnd, nil: break
    }
    return []
  }

  private mutating func afterEscape(_ raw: RawInput) -> [DeviceEvent] {
    state = .ground
    switch raw {
    case .scalar(0x1B):
      state = .escape
      return [.input(.key("esc"))]
    case .scalar(UInt32(UInt8(ascii: "["))), .scalar(UInt32(UInt8(ascii: "O"))):
      state = .unknownSequence
      return []
    case .scalar(UInt32(UInt8(ascii: "]"))), .scalar(UInt32(UInt8(ascii: "P"))):
      state = .unknownString
      return []
    case .scalar(let value):
      guard let key = Self.key(value) else { return [] }
      return [.input(.key(Key(key.code, key.modifiers.union(.alt))))]
    case .code(let code):
      guard case .key(let key) = KeySequences.meaning(code) else { return [.input(.key("esc"))] + mean(code) }
      return [.input(.key(Key(key.code, key.modifiers.union(.alt))))]
    }
  }

  private mutating func insideUnknown(_ raw: RawInput) -> [DeviceEvent] {
    guard case .scalar(let value) = raw else {
      state = .ground
      return ground(raw)
    }
    // ECMA-48: parameters and intermediates are 0x20–0x3F, the final byte is 0x40–0x7E.
    if !(0x20...0x3F).contains(value) { state = .ground }
    return []
  }

  private mutating func insideMouse(_ text: String, _ raw: RawInput) -> [DeviceEvent] {
    state = .ground
    guard case .scalar(let value) = raw, let scalar = Unicode.Scalar(value), text.utf8.count < 20 else { return [] }
    switch scalar {
    case "0"..."9", ";":
      state = .mouse(text + String(scalar))
      return []
    case "M", "m": return MouseReport.event(text, isRelease: scalar == "m").map { [.input(.mouse($0))] } ?? []
    default: return []
    }
  }

  private mutating func insideString(_ raw: RawInput) -> [DeviceEvent] {
    if raw == .scalar(7) || raw == .scalar(UInt32(UInt8(ascii: "\\"))) { state = .ground }
    return []
  }

  private mutating func insidePaste(_ raw: RawInput) -> [DeviceEvent] {
    switch raw {
    case .code(let code): return KeySequences.meaning(code) == .pasteEnd ? abandonPaste() : []
    case .scalar(let value):
      // Terminals send line ends as carriage returns.
      let scalar = value == 13 ? "\n" : Unicode.Scalar(value) ?? "\u{FFFD}"
      if pasted.utf8.count < Self.pasteLimit { pasted.unicodeScalars.append(scalar) }
      return []
    }
  }

  /// The key of a scalar outside of sequences.
  static func key(_ value: UInt32) -> Key? {
    switch value {
    case 0: Key("space").with(.control)
    case 8, 127: Key(.backspace)
    case 9: Key(.tab)
    case 13: Key(.enter)
    case 1...26: Unicode.Scalar(value + 0x60).map { Key(Character($0), .control) }
    case 28...31: Unicode.Scalar(value + 0x40).map { Key(Character($0), .control) }
    default: Unicode.Scalar(value).map { Key(Character($0)) }
    }
  }
}

extension Key {
  fileprivate func with(_ added: Modifiers) -> Key { Key(code, modifiers.union(added)) }
}

/// xterm's SGR mouse reports: `button;column;row`, from 1.
enum MouseReport {
  static func event(_ text: String, isRelease: Bool) -> Mouse? {
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let code = numbers[0], let column = numbers[1], let row = numbers[2] else { return nil }
    var modifiers = Key.Modifiers()
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let place = Point(x: max(0, column - 1), y: max(0, row - 1))
    if code & 64 != 0 {
      // 66 and 67 are the sideways wheel, which nothing here scrolls by.
      guard code & 3 < 2 else { return nil }
      return Mouse(code & 1 == 0 ? .wheelUp : .wheelDown, .none, at: place, modifiers)
    }
    let buttons: [Mouse.Button] = [.left, .middle, .right, .none]
    let deed: Mouse.Deed = isRelease ? .release : code & 32 != 0 ? .drag : .press
    return Mouse(deed, buttons[code & 3], at: place, modifiers)
  }
}
