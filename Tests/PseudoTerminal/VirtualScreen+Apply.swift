extension VirtualScreen {
  mutating func apply(_ token: TerminalToken) {
    switch token {
    case .print(let scalar): put(scalar)
    case .control(let byte): control(byte)
    case .escape(let intermediate, let final): escape(intermediate, final)
    case .sequence(let sequence): apply(sequence)
    case .command(let text): command(text)
    case .malformed(let text): unknown.append(text)
    }
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x07: bells += 1
    case 0x08: move(to: cursor.x - 1, cursor.y)
    case 0x09: move(to: min(columns - 1, (cursor.x / 8 + 1) * 8), cursor.y)
    case 0x0A, 0x0B, 0x0C: lineFeed()
    case 0x0D: move(to: 0, cursor.y)
    // Shift in and out switch between ASCII and line drawing on a vt100.
    case 0x0E: lineDrawing = true
    case 0x0F: lineDrawing = false
    case 0: break
    default: unknown.append("control \(byte)")
    }
  }

  private mutating func escape(_ intermediate: UInt8?, _ final: UInt8) {
    switch (intermediate, final) {
    case (nil, UInt8(ascii: "7")): savedCursor = cursor
    case (nil, UInt8(ascii: "8")): move(to: savedCursor.x, savedCursor.y)
    case (nil, UInt8(ascii: "=")): isKeypadInApplicationMode = true
    case (nil, UInt8(ascii: ">")): isKeypadInApplicationMode = false
    case (nil, UInt8(ascii: "M")): reverseLineFeed()
    case (nil, UInt8(ascii: "D")): lineFeed()
    case (nil, UInt8(ascii: "H")), (nil, UInt8(ascii: "\\")): break
    case (nil, UInt8(ascii: "c")): self = VirtualScreen(columns: columns, rows: rows)
    case (UInt8(ascii: "("), UInt8(ascii: "0")): lineDrawing = true
    case (UInt8(ascii: "("), UInt8(ascii: "B")): lineDrawing = false
    case (UInt8(ascii: ")"), _): break
    default: unknown.append("ESC \(intermediate.map { String(UnicodeScalar($0)) } ?? "")\(UnicodeScalar(final))")
    }
  }

  private mutating func command(_ text: String) {
    let parts = text.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    switch parts.first {
    case "0", "2": title = parts.dropFirst().joined(separator: ";")
    case "52" where parts.count == 3: clipboard.append(parts[2])
    default: unknown.append("OSC \(text.prefix(40))")
    }
  }

  private mutating func apply(_ sequence: ControlSequence) {
    if sequence.marker == UInt8(ascii: "?"), [UInt8(ascii: "h"), UInt8(ascii: "l")].contains(sequence.final) {
      for mode in sequence.parameters.compactMap({ $0 }) { set(mode, sequence.final == UInt8(ascii: "h")) }
    } else if sequence.marker != nil || !sequence.intermediates.isEmpty {
      unknown.append(sequence.text)
    } else if !moveCursor(sequence), !erase(sequence), !shift(sequence) {
      other(sequence)
    }
  }

  private mutating func other(_ sequence: ControlSequence) {
    switch sequence.final {
    case UInt8(ascii: "m"): setPen(sequence.parameters)
    case UInt8(ascii: "b"): if let scalar = lastPrinted { for _ in 0..<sequence.count(0) { put(scalar) } }
    case UInt8(ascii: "r"):
      let bottom = min(rows, sequence.count(1, default: rows))
      region = min(sequence.count(0) - 1, bottom - 1)..<bottom
      move(to: 0, 0)
    case UInt8(ascii: "c"): answers += Array("\u{1B}[?62;22c".utf8)
    case UInt8(ascii: "n"): answers += Array("\u{1B}[\(cursor.y + 1);\(cursor.x + 1)R".utf8)
    // Insert mode is only ever switched off; 34 is how a screen asks for its normal cursor.
    case UInt8(ascii: "h"), UInt8(ascii: "l"):
      if ![[4], [34]].contains(sequence.parameters) { unknown.append(sequence.text) }
    case UInt8(ascii: "t"): break
    default: unknown.append(sequence.text)
    }
  }

  private mutating func set(_ mode: Int, _ isOn: Bool) {
    switch mode {
    case 25: cursorIsVisible = isOn
    case 1049, 1047, 47: switchScreen(toAlternate: isOn)
    default: if isOn { modes.insert(mode) } else { modes.remove(mode) }
    }
  }

  private mutating func switchScreen(toAlternate: Bool) {
    guard toAlternate != alternateIsActive else { return }
    swap(&grid, &otherGrid)
    alternateIsActive = toAlternate
    if toAlternate {
      savedCursor = cursor
      grid = Self.blank(columns, rows)
    } else {
      move(to: savedCursor.x, savedCursor.y)
    }
  }
}
