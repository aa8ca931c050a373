import Words

/// DuckDB reads `2024-1-5` by `%Y-%m-%d`, skips blanks around, and stops a cast at what it does not understand; Spark and
/// Java take the format at its word. So the text is checked letter by letter: what its moment is written as must be the
/// text again, or, where a part may be written in two ways, a pattern must fit.
extension DateFormat {
  /// An expression that is NULL where the text `value` (SQL of type varchar) does not have the format. A moment is UTC; without
  /// an offset the text says UTC.
  func duckDB(_ value: String, as type: String) throws(SQLQuote.Refusal) -> String {
    guard let offset else { return try clockDuckDB(value, as: type) }
    let tail = try SQLQuote.literal("(" + offset.pattern + ")$")
    let moment = try clock.clockDuckDB("regexp_replace(\(value), \(tail), '')", as: "timestamp")
    let shifted = "\(moment) - \(offset.interval("regexp_extract(\(value), \(tail))"))"
    let whole = try SQLQuote.literal(clock.pattern + "(" + offset.pattern + ")")
    return "case when regexp_full_match(\(value), \(whole)) then cast(\(shifted) as \(type)) end"
  }

  private func clockDuckDB(_ value: String, as type: String) throws(SQLQuote.Refusal) -> String {
    if let iso = try isoDuckDB(value, as: type) { return iso }
    let form = try SQLQuote.literal(strptime)
    let parse = "try_strptime(\(value), \(form))"
    let typed = type == "timestamp" ? parse : "cast(\(parse) as \(type))"
    guard isWrittenOneWay else {
      return "case when regexp_full_match(\(value), \(try SQLQuote.literal(pattern))) then \(typed) end"
    }
    return "case when \(isLong(value)) and strftime(\(parse), \(form)) = \(value) then \(typed) end"
  }

  /// A cast reads ISO texts in half the time of strptime, and writes them in less. Nil for other formats.
  private func isoDuckDB(_ value: String, as type: String) throws(SQLQuote.Refusal) -> String? {
    let dash = Part.text("-")
    let colon = Part.text(":")
    let date: [Part] = [.year, dash, .month, dash, .day]
    let time: [Part] = [.hour, colon, .minute, colon, .second]
    let cast = "try_cast(\(value) as \(type))"
    if parts == date {
      // Of a moment only the midnight is written as a day.
      return "case when \(isLong(value)) and cast(try_cast(\(value) as date) as varchar) = \(value) then \(cast) end"
    }
    for separator in [Part.text(" "), .text("T")] where parts == date + [separator] + time {
      let written = "cast(try_cast(\(value) as timestamp) as varchar)"
      let compared = separator == .text("T") ? "replace(\(written), ' ', 'T')" : written
      return "case when \(isLong(value)) and \(compared) = \(value) then \(cast) end"
    }
    return nil
  }

  /// The engine writes infinity and years of five digits, too.
  private func isLong(_ value: String) -> String { "strlen(\(value)) = \(width)" }

  private var strptime: String {
    parts.map { part in
      switch part {
      case .year: "%Y"
      case .month, .freeMonth: "%m"
      case .day, .freeDay: "%d"
      case .hour: "%H"
      case .minute: "%M"
      case .second: "%S"
      case .millisecond: "%g"
      case .microsecond: "%f"
      case .shortMonthName: "%b"
      case .offset: ""
      case .text(let text): text.replacing("%", with: "%%")
      }
    }.joined()
  }

  /// What the text must look like, as RE2 reads it.
  private var pattern: String {
    parts.map { part in
      switch part {
      case .year: "[0-9]{4}"
      case .month, .day, .hour, .minute, .second: "[0-9]{2}"
      case .freeMonth, .freeDay: "[0-9]{1,2}"
      case .millisecond: "[0-9]{3}"
      case .microsecond: "[0-9]{6}"
      case .shortMonthName: "[A-Za-z]{3}"
      case .offset(let offset): offset.pattern
      case .text(let text): Self.escaped(text)
      }
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.map { $0.isLetter || $0.isNumber || $0 == " " ? String($0) : "[\($0 == "^" || $0 == "\\" ? "\\" : "")\($0)]" }
      .joined()
  }
}

extension DateFormat.Offset {
  /// Up to eighteen hours, as Java has them.
  fileprivate var pattern: String {
    let (hours, minutes) = ("(?:0[0-9]|1[0-7])", "[0-5][0-9]")
    let signed =
      switch self.minutes {
      case .optional: "[+-](?:\(hours)(?:\(minutes))?|18(?:00)?)"
      case .plain: "[+-](?:\(hours)\(minutes)|1800)"
      case .afterColon: "[+-](?:\(hours):\(minutes)|18:00)"
      }
    return takesZ ? "Z|" + signed : signed
  }

  /// The interval that a text of the pattern says, as SQL.
  fileprivate func interval(_ text: String) -> String {
    let minutes = minutes == .afterColon ? "substring(\(text), 5, 2)" : "substring(\(text), 4, 2)"
    let distance =
      "try_cast(substring(\(text), 2, 2) as integer) * 60 + coalesce(try_cast(\(minutes) as integer), 0)"
    return
      "to_minutes(case when \(text) = 'Z' then 0 when starts_with(\(text), '-') then -(\(distance)) else \(distance) end)"
  }
}
