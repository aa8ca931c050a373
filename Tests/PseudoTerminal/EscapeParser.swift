/// What a stream of bytes says to a terminal.
enum TerminalToken: Hashable, Sendable {
  case print(Unicode.Scalar)
  case control(UInt8)
  /// `ESC` with an optional intermediate byte.
  case escape(intermediate: UInt8?, final: UInt8)
  case sequence(ControlSequence)
  /// An operating system command, without its introducer and terminator.
  case command(String)
  case malformed(String)
}

/// `CSI` parameters; a missing one is nil. Colons count as semicolons.
struct ControlSequence: Hashable, Sendable {
  var marker: UInt8?
  var parameters: [Int?] = []
  var intermediates: [UInt8] = []
  var final: UInt8 = 0

  /// A parameter with its default; 0 means the default too, as for all cursor movements.
  func count(_ index: Int, default fallback: Int = 1) -> Int {
    guard parameters.indices.contains(index), let value = parameters[index], value != 0 else { return fallback }
    return value
  }

  var text: String {
    let numbers = parameters.map { $0.map(String.init) ?? "" }.joined(separator: ";")
    let bytes = [marker].compactMap { $0 }
    return "CSI " + String(decoding: bytes, as: UTF8.self) + numbers
      + String(decoding: intermediates + [final], as: UTF8.self)
  }
}

/// The escape state machine of ECMA-48 terminals, one byte at a time.
struct EscapeParser: Sendable {
  private enum State {
    case ground, escape, escapeIntermediate(UInt8), sequence, command, commandEscape, ignored, ignoredEscape
  }
  private var state = State.ground
  private var utf8: [UInt8] = []
  private var current = ControlSequence()
  private var number: Int?
  private var command: [UInt8] = []

  mutating func next(_ byte: UInt8) -> TerminalToken? {
    switch state {
    case .ground: return ground(byte)
    case .escape: return escape(byte)
    case .escapeIntermediate(let intermediate):
      state = .ground
      return .escape(intermediate: intermediate, final: byte)
    case .sequence: return sequence(byte)
    case .command: return command(byte)
    case .commandEscape:
      state = .ground
      return .command(String(decoding: command, as: UTF8.self))
    case .ignored:
      if byte == 0x1B { state = .ignoredEscape }
      if byte == 0x07 { state = .ground }
      return nil
    case .ignoredEscape:
      state = .ground
      return nil
    }
  }

  private mutating func ground(_ byte: UInt8) -> TerminalToken? {
    if byte == 0x1B {
      state = .escape
      return nil
    }
    if byte < 0x20 || byte == 0x7F { return .control(byte) }
    if byte < 0x80 { return .print(Unicode.Scalar(byte)) }
    return multibyte(byte)
  }

  private mutating func multibyte(_ byte: UInt8) -> TerminalToken? {
    if byte >= 0xC0 { utf8 = [] }
    utf8.append(byte)
    let length = utf8[0] >= 0xF0 ? 4 : utf8[0] >= 0xE0 ? 3 : utf8[0] >= 0xC0 ? 2 : 1
    guard utf8.count >= length else { return nil }
    defer { utf8 = [] }
    guard let scalar = String(decoding: utf8, as: UTF8.self).unicodeScalars.first, length > 1 else {
      return .malformed("byte \(byte)")
    }
    return .print(scalar)
  }

  private mutating func escape(_ byte: UInt8) -> TerminalToken? {
    switch byte {
    case UInt8(ascii: "["):
      (current, number, state) = (ControlSequence(), nil, .sequence)
    case UInt8(ascii: "]"):
      (command, state) = ([], .command)
    case UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"):
      state = .ignored
    case 0x20...0x2F:
      state = .escapeIntermediate(byte)
    default:
      state = .ground
      return .escape(intermediate: nil, final: byte)
    }
    return nil
  }

  private mutating func sequence(_ byte: UInt8) -> TerminalToken? {
    switch byte {
    case 0x30...0x39: number = min((number ?? 0) * 10 + Int(byte - 0x30), 1_000_000)
    case UInt8(ascii: ";"), UInt8(ascii: ":"):
      current.parameters.append(number)
      number = nil
    case 0x3C...0x3F: current.marker = byte
    case 0x20...0x2F: current.intermediates.append(byte)
    case 0x40...0x7E:
      if number != nil || !current.parameters.isEmpty { current.parameters.append(number) }
      current.final = byte
      state = .ground
      return .sequence(current)
    case 0x1B: state = .escape
    default: return .control(byte)
    }
    return nil
  }

  private mutating func command(_ byte: UInt8) -> TerminalToken? {
    switch byte {
    case 0x07:
      state = .ground
      return .command(String(decoding: command, as: UTF8.self))
    case 0x1B: state = .commandEscape
    // The Linux console's palette reset, which has no terminator.
    case UInt8(ascii: "R") where command.isEmpty: state = .ground
    default: command.append(byte)
    }
    return nil
  }
}
