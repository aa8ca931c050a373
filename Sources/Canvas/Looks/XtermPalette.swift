/// The fixed part of xterm's 256 colours: the 6x6x6 cube (16–231) and the greys (232–255). 0–15 are the user's own.
package enum XtermPalette {
  private static let steps: [UInt32] = [0, 95, 135, 175, 215, 255]

  package static func rgb(_ index: UInt8) -> RGB? {
    switch index {
    case 0..<16: return nil
    case 232...255:
      let grey = UInt32(index - 232) * 10 + 8
      return RGB(grey << 16 | grey << 8 | grey)
    default:
      let cube = Int(index) - 16
      return RGB(steps[cube / 36] << 16 | steps[cube / 6 % 6] << 8 | steps[cube % 6])
    }
  }

  /// The index of 16–255 nearest to a colour: OKLab distance, with a penalty on lost chroma, without which muted
  /// colours (#1E3A5F) come out grey.
  package static func nearest(_ colour: RGB) -> UInt8 {
    let wanted = colour.okLab
    let chroma = hypotenuse(wanted.a, wanted.b)
    var best: (index: UInt8, distance: Double) = (16, .infinity)
    for entry in entries {
      let (dl, da, db) = (entry.l - wanted.lightness, entry.a - wanted.a, entry.b - wanted.b)
      let lost = max(0, chroma - entry.chroma)
      let distance = dl * dl + da * da + db * db + 2 * lost * lost
      if distance < best.distance { best = (entry.index, distance) }
    }
    return best.index
  }

  private struct Entry: Sendable {
    let index: UInt8
    let l: Double
    let a: Double
    let b: Double
    let chroma: Double
  }

  private static let entries: [Entry] = (UInt8(16)...255).compactMap { index in
    guard let lab = rgb(index)?.okLab else { return nil }
    return Entry(index: index, l: lab.lightness, a: lab.a, b: lab.b, chroma: hypotenuse(lab.a, lab.b))
  }

  private static func hypotenuse(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
}
