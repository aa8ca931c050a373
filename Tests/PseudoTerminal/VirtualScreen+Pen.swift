extension VirtualScreen {
  mutating func setPen(_ parameters: [Int?]) {
    var rest = parameters.isEmpty ? [0][...] : parameters.map { $0 ?? 0 }[...]
    while let code = rest.popFirst() {
      switch code {
      case 38, 48: setExtendedColour(code, &rest)
      default: setPen(code)
      }
    }
  }

  private mutating func setPen(_ code: Int) {
    switch code {
    case 0: pen = CellStyle()
    case 1: pen.bold = true
    case 2: pen.dim = true
    case 3: pen.italic = true
    case 4: pen.underline = true
    case 7: pen.reverse = true
    case 22: (pen.bold, pen.dim) = (false, false)
    case 23: pen.italic = false
    case 24: pen.underline = false
    case 27: pen.reverse = false
    case 30...37: pen.foreground = .indexed(code - 30)
    case 39: pen.foreground = .standard
    case 40...47: pen.background = .indexed(code - 40)
    case 49: pen.background = .standard
    case 90...97: pen.foreground = .indexed(code - 82)
    case 100...107: pen.background = .indexed(code - 92)
    case 5, 8, 10, 11, 25, 28: break
    default: unknown.append("SGR \(code)")
    }
  }

  private mutating func setExtendedColour(_ code: Int, _ rest: inout ArraySlice<Int>) {
    var colour: CellStyle.Colour?
    switch rest.popFirst() {
    case 5: colour = rest.popFirst().map(CellStyle.Colour.indexed)
    case 2 where rest.count >= 3:
      let channels = Array(rest.prefix(3))
      rest = rest.dropFirst(3)
      colour = .rgb(channels[0], channels[1], channels[2])
    default: unknown.append("SGR \(code)")
    }
    guard let colour else { return }
    if code == 38 { pen.foreground = colour } else { pen.background = colour }
  }
}
