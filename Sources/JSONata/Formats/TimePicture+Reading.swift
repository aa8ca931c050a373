import Clocks
import Foundation

extension TimePicture {
  /// Milliseconds since 1970 that a text of this picture means; nil where it does not fit.
  ///
  /// What the picture leaves out before its first component is as it is now, and what it leaves out after its last is as
  /// small as can be; nothing may be left out between.
  ///
  /// - Parameter now: milliseconds since 1970.
  func milliseconds(of text: String, now: Double) throws(EvaluationError) -> Double? {
    guard let read = try components(of: text), !read.isEmpty else { return nil }
    var values = read
    let isDayOfYear = values["Y"] != nil && values["d"] != nil && (values["M"] == nil || values["D"] == nil)
    let isByWeeks = values["X"] != nil && (values["W"] != nil || values["x"] != nil && values["w"] != nil)
    guard !isByWeeks else { throw EvaluationError("D3136", "a time cannot be read by weeks") }
    let isTwelveHours = values["H"] == nil && values["h"] != nil && values["P"] != nil
    let order: [Character] =
      (isDayOfYear ? ["Y", "d"] : ["Y", "M", "D"])
      + (isTwelveHours ? ["P", "h", "m", "s", "f"] : ["H", "m", "s", "f"])
    try fill(&values, order, CalendarParts(milliseconds: now))
    var hour = values["H"] ?? 0
    if isTwelveHours { hour = (values["h"] ?? 0) % 12 + (values["P"] == 1 ? 12 : 0) }
    let days = day(values, isDayOfYear: isDayOfYear)
    let minutes = Double(hour) * 60 + Double(values["m"] ?? 0) - Double(values["Z"] ?? values["z"] ?? 0)
    return (days * 1440 + minutes) * 60_000 + Double(values["s"] ?? 0) * 1000 + Double(values["f"] ?? 0)
  }

  private func fill(
    _ values: inout [Character: Int], _ order: [Character], _ now: CalendarParts
  ) throws(EvaluationError) {
    var hasBegun = false
    var hasEnded = false
    for letter in order {
      if values[letter] != nil {
        guard !hasEnded else {
          throw EvaluationError("D3136", "the picture leaves something out between its components")
        }
        hasBegun = true
      } else if hasBegun {
        values[letter] = "MDd".contains(letter) ? 1 : 0
        hasEnded = true
      } else {
        values[letter] = now.value(of: letter)
      }
    }
  }

  /// Days since 1970. Numbers beyond a month's end go on in the next.
  private func day(_ values: [Character: Int], isDayOfYear: Bool) -> Double {
    var year = min(max(values["Y"] ?? 1970, -200_000), 200_000)
    // Years of two digits are of the last century: the reference counts by JavaScript's Date.UTC.
    if (0..<100).contains(year) { year += 1900 }
    if isDayOfYear {
      return Double(CalendarDay(year: year, month: 1, day: 1).daysSince1970) + Double(values["d"] ?? 1) - 1
    }
    let month = min(max((values["M"] ?? 1) - 1, 0), 1_000_000)
    let first = CalendarDay(year: year + month / 12, month: month % 12 + 1, day: 1)
    return Double(first.daysSince1970) + Double(values["D"] ?? 1) - 1
  }

  private func components(of text: String) throws(EvaluationError) -> [Character: Int]? {
    let expression = try parts.map(Self.expression).joined()
    guard let pattern = Pattern("^" + expression + "$", ignoresCase: true, isMultiline: false),
      let match = pattern.match(in: text, from: 0, isOver: { false })
    else { return nil }
    var values: [Character: Int] = [:]
    for (part, group) in zip(parts, match.groups) {
      guard case .component(let component) = part, !"CE".contains(component.letter) else { continue }
      guard let value = try component.value(of: group ?? "") else { return nil }
      values[component.letter] = value
    }
    return values
  }

  private static func expression(_ part: Part) throws(EvaluationError) -> String {
    switch part {
    case .literal(let text): return "(" + NSRegularExpression.escapedPattern(for: text) + ")"
    case .component(let component): return "(" + (try component.expression) + ")"
    }
  }
}

extension TimeComponent {
  var expression: String {
    get throws(EvaluationError) {
      if letter == "Z" || letter == "z" { return (letter == "z" ? "GMT" : "") + "(?:[-+][0-9]+(?::[0-9]+)?|Z)" }
      if let integer { return try integer.expression }
      if letter != "C", letter != "E" { _ = try nameList }
      return "[a-zA-Z]+"
    }
  }

  func value(of text: String) throws(EvaluationError) -> Int? {
    if letter == "Z" || letter == "z" { return Self.offset(text) }
    guard names != nil else {
      // No part of a time has more digits than fit.
      return try integer?.checkedNumber(of: text).flatMap { $0.magnitude < 1e12 ? Int($0) : nil }
    }
    let wanted = text.lowercased()
    let found = try nameList.firstIndex { name in
      let short = maximumWidth.map { String(name.prefix($0)) } ?? name
      return short.lowercased() == wanted
    }
    return found.map { letter == "P" ? $0 : $0 + 1 }
  }

  /// Minutes ahead of UTC in `+05:30`, `+0530`, `GMT-5`, `Z`.
  private static func offset(_ text: String) -> Int? {
    var rest = text.uppercased()[...]
    if rest.hasPrefix("GMT") { rest = rest.dropFirst(3) }
    if rest == "Z" { return 0 }
    let isNegative = rest.first == "-"
    let sides = rest.dropFirst().split(separator: ":")
    guard let first = sides.first, let number = Int(first), number <= 9999 else { return nil }
    let isTogether = sides.count == 1 && first.count > 2
    let minutes =
      isTogether ? number / 100 * 60 + number % 100 : number * 60 + (sides.count > 1 ? Int(sides[1]) ?? 0 : 0)
    return isNegative ? -minutes : minutes
  }
}
