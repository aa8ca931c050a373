import CNcurses
import Canvas

/// ncurses' colour pairs, made when first needed.
struct PairTable {
  private struct Pair: Hashable {
    let foreground: Int32
    let background: Int32
  }
  private var numbers: [Pair: Int32] = [:]
  private let depth: ColourDepth
  private let capacity: Int32
  private let hasDefaults: Bool

  /// - Parameter hasDefaults: whether the terminal can go back to its own colours (use_default_colors succeeded).
  init(depth: ColourDepth, hasDefaults: Bool) {
    self.depth = depth
    self.hasDefaults = hasDefaults
    // ncurses reports 65,536 pairs and takes 65,534.
    capacity = min(cn_pairs(), 65_534)
  }

  mutating func number(_ foreground: ScreenColour, _ background: ScreenColour) -> Int32 {
    guard depth != .none else { return 0 }
    let pair = Pair(foreground: number(foreground, standard: 7), background: number(background, standard: 0))
    if pair == Pair(foreground: -1, background: -1) { return 0 }
    if let number = numbers[pair] { return number }
    let number = Int32(numbers.count + 1)
    // A console with 64 pairs runs out with a rich theme; its own colours are still readable.
    guard number < capacity, init_extended_pair(number, pair.foreground, pair.background) == OK else { return 0 }
    numbers[pair] = number
    return number
  }

  private func number(_ colour: ScreenColour, standard: Int32) -> Int32 {
    switch colour {
    case .terminalDefault: hasDefaults ? -1 : standard
    // With direct colours 8–15 would mean almost black.
    case .indexed(let index): Int32(depth == .truecolour ? index & 7 : index)
    // And 0–7 are the palette: the nearest true colour is one step of blue away.
    case .rgb(let rgb): Int32(max(8, rgb.value))
    }
  }
}
