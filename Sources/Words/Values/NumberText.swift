/// Numbers as text, the same in every locale: `.` before decimals, `,` between thousands, `-` for less than zero.
package enum NumberText {
  /// `1,234.50`; `n/a` for what is no number.
  package static func fixed(_ value: Double, decimals: Int = 0) -> String {
    guard value.isFinite else { return "n/a" }
    var scale: Int64 = 1
    for _ in 0..<max(0, min(decimals, 9)) { scale *= 10 }
    let scaled = (value.magnitude * Double(scale)).rounded()
    guard scaled < 9e18 else { return String(describing: value) }
    let whole = Int64(scaled)
    let sign = value < 0 && whole != 0 ? "-" : ""
    guard scale > 1 else { return sign + grouped(whole) }
    let digits = String(whole % scale)
    let zeros = String(repeating: "0", count: max(0, String(scale).utf8.count - 1 - digits.utf8.count))
    return sign + grouped(whole / scale) + "." + zeros + digits
  }

  /// The same with as many decimals more as it takes not to show a fraction as the whole number beside it: 0.99997 is not
  /// 1.0000, and a share that misses 1 must not look as if it met it.
  package static func measure(_ value: Double, decimals: Int) -> String {
    guard value != value.rounded() else { return fixed(value) }
    for more in max(0, decimals)...9 where more == 9 || !isWhole(value, decimals: more) {
      let text = fixed(value, decimals: more)
      return isWhole(value, decimals: more) ? String(describing: value) : text
    }
    return fixed(value, decimals: decimals)
  }

  private static func isWhole(_ value: Double, decimals: Int) -> Bool {
    fixed(value, decimals: decimals).drop { $0 != "." }.dropFirst().allSatisfy { $0 == "0" }
  }

  /// `12,345`.
  package static func integer(_ value: Int) -> String {
    value < 0 ? "-" + grouped(Int64(clamping: value.magnitude)) : grouped(Int64(value))
  }

  /// `1,234.50`: two decimals, the currency said elsewhere.
  package static func money(_ value: Double) -> String { fixed(value, decimals: 2) }

  /// `12.3 %` of a fraction.
  package static func percent(_ fraction: Double, decimals: Int = 1) -> String {
    fraction.isFinite ? fixed(fraction * 100, decimals: decimals) + " %" : "n/a"
  }

  /// `+3.2 %`, `-0.4 %`, `0.0 %` of a fraction.
  package static func change(_ fraction: Double) -> String {
    let text = percent(fraction)
    return fraction > 0 && text != "0.0 %" ? "+" + text : text
  }

  /// `+0.2 pp` of a difference of fractions: points of a percentage.
  package static func points(_ fraction: Double) -> String {
    let text = change(fraction)
    return text.hasSuffix(" %") ? text.dropLast(1) + "pp" : text
  }

  /// At most five characters: `987`, `1.2k`, `12.3k`, `123k`, `4.5M`, `7.0G`, `1.2T`.
  package static func compact(_ value: Double) -> String {
    guard value.isFinite else { return "n/a" }
    let size = value.magnitude
    if size < 10, size != size.rounded() { return fixed(value, decimals: 2) }
    if size < 100, size != size.rounded() { return fixed(value, decimals: 1) }
    if size < 999.5 { return fixed(value) }
    for (unit, suffix) in [(1e3, "k"), (1e6, "M"), (1e9, "G"), (1e12, "T")] where size < unit * 999.5 || unit == 1e12 {
      let scaled = value / unit
      return fixed(scaled, decimals: scaled.magnitude < 99.95 ? 1 : 0) + suffix
    }
    return fixed(value)
  }

  /// `512 B`, `4.0 kB`, `1.2 MB`: powers of 1,000.
  package static func bytes(_ count: Int) -> String {
    if count.magnitude < 1000 { return "\(count) B" }
    let text = compact(Double(count))
    return text.last.map { $0.isLetter ? "\(text.dropLast()) \($0)B" : text + " B" } ?? text
  }

  private static func grouped(_ value: Int64) -> String {
    let digits = Array(String(value).utf8)
    var result: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(UInt8(ascii: ",")) }
      result.append(digit)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
