import Words

/// Spark's own reading of formats is lenient in other places than DuckDB's. So a pattern says what the text must look like,
/// its groups are put into ISO's order, and the cast of that text knows which days there are.
extension DateFormat {
  /// An expression that is NULL where the text `value` (SQL of type string) does not have the format. A moment is UTC; without
  /// an offset the text says UTC.
  func spark(_ value: String, as type: String) -> String {
    let whole = SparkText.literal("^" + pattern + "\\z")
    let iso = "regexp_replace(\(value), \(whole), \(SparkText.literal(isoOrder)))"
    var moment = parts.contains(.shortMonthName) ? Self.numbered(iso) : iso
    if offset != nil { moment = "concat(\(moment), \(distance(value, whole)))" }
    let read = "try_cast(\(moment) as timestamp)"
    return "case when \(value) rlike \(whole) then \(type == "timestamp" ? read : "cast(\(read) as \(type))") end"
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// The month's name between the year and the day as its number.
  private static func numbered(_ iso: String) -> String {
    let name = "lower(regexp_extract(\(iso), '-([A-Za-z]{3})-', 1))"
    return "replace(\(iso), regexp_extract(\(iso), '-([A-Za-z]{3})-', 1), "
      + "lpad(cast((instr('\(months.joined())', \(name)) + 2) div 3 as string), 2, '0'))"
  }

  /// `+01:30`, or `Z`, of a text that has the pattern.
  private func distance(_ value: String, _ whole: String) -> String {
    let group = parts.filter(\.isGroup).count + 1
    let minutes = "regexp_extract(\(value), \(whole), \(group + 1))"
    let hours = "regexp_extract(\(value), \(whole), \(group))"
    return "case when \(hours) = '' then 'Z' else concat(\(hours), ':', case when \(minutes) = '' then '00' "
      + "else \(minutes) end) end"
  }

  private var isoOrder: String {
    let groups = parts.filter(\.isGroup)
    func group(_ kinds: DateFormat.Part...) -> String? {
      groups.firstIndex { kinds.contains($0) }.map { "$\($0 + 1)" }
    }
    let day =
      "\(group(.year) ?? "1900")-\(group(.month, .freeMonth, .shortMonthName) ?? "01")-"
      + (group(.day, .freeDay) ?? "01")
    let clock = "\(group(.hour) ?? "00"):\(group(.minute) ?? "00"):\(group(.second) ?? "00")"
    return "\(day) \(clock)" + (group(.millisecond, .microsecond).map { "." + $0 } ?? "")
  }

  /// As Java reads it, a group for each part.
  private var pattern: String {
    parts.map { part in
      switch part {
      // There is no year 0.
      case .year: "((?!0000)[0-9]{4})"
      case .month, .day, .hour, .minute, .second: "([0-9]{2})"
      case .freeMonth, .freeDay: "([0-9]{1,2})"
      case .millisecond: "([0-9]{3})"
      case .microsecond: "([0-9]{6})"
      case .shortMonthName: "((?i:\(Self.months.joined(separator: "|"))))"
      case .offset(let offset): offset.sparkPattern
      case .text(let text): Self.escaped(text)
      }
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.map { $0.isLetter || $0.isNumber || $0 == " " || !$0.isASCII ? String($0) : "\\\($0)" }.joined()
  }
}

extension DateFormat.Part {
  fileprivate var isGroup: Bool {
    switch self {
    case .text, .offset: false
    default: true
    }
  }
}

extension DateFormat.Offset {
  /// Two groups, the signed hours and the minutes; both are empty for `Z`. Up to eighteen hours.
  fileprivate var sparkPattern: String {
    let (hours, minutes) = ("[+-](?:0[0-9]|1[0-7])", "([0-5][0-9])")
    let signed =
      switch self.minutes {
      case .optional: "(\(hours)|[+-]18(?=00|\\z))\(minutes)?"
      case .plain: "(\(hours)|[+-]18(?=00))\(minutes)"
      case .afterColon: "(\(hours)|[+-]18(?=:00)):\(minutes)"
      }
    return takesZ ? "(?:Z|\(signed))" : signed
  }
}
