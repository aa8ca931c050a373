/// One field of a cron expression: its range, its names, and how its text becomes a set of numbers.
struct CronField: Sendable {
  let name: String
  let range: ClosedRange<Int>
  var names: [String] = []

  static let minute = CronField(name: "minute", range: 0...59)
  static let hour = CronField(name: "hour", range: 0...23)
  static let dayOfMonth = CronField(name: "day-of-month", range: 1...31)
  static let month = CronField(
    name: "month", range: 1...12,
    names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])
  static let dayOfWeek = CronField(
    name: "day-of-week", range: 1...7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])
  static let year = CronField(name: "year", range: 1970...2199)

  /// A list of numbers, names, ranges and steps.
  func set(_ text: Substring) throws(ScheduleError) -> CronSet {
    var set = CronSet(range: range)
    for item in text.split(separator: ",", omittingEmptySubsequences: false) { try insert(item, into: &set) }
    return set
  }

  func error(_ text: Substring) -> ScheduleError {
    let kinds = names.isEmpty ? "" : " or \(names[0])-\(names[names.count - 1])"
    return ScheduleError("the \(name) is \(range.lowerBound)-\(range.upperBound)\(kinds), not “\(text)”")
  }

  /// A number in range, or a name.
  func value(_ text: Substring) throws(ScheduleError) -> Int {
    if let index = names.firstIndex(where: { $0 == text }) { return range.lowerBound + index }
    guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(text), range.contains(number)
    else { throw error(text) }
    return number
  }

  private func insert(_ item: Substring, into set: inout CronSet) throws(ScheduleError) {
    let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let step = parts.count == 2 ? try self.step(parts[1], of: item) : 1
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    switch ends.count {
    case 1 where ends[0] == "*": set.insert(from: range.lowerBound, to: range.upperBound, step: step)
    case 1:
      let first = try value(ends[0])
      // A step without an end goes on to the end of the field.
      set.insert(from: first, to: parts.count == 2 ? range.upperBound : first, step: step)
    case 2: try insertRange(try value(ends[0]), try value(ends[1]), step: step, item: item, into: &set)
    default: throw error(item)
    }
  }

  private func insertRange(
    _ first: Int, _ last: Int, step: Int, item: Substring, into set: inout CronSet
  ) throws(ScheduleError) {
    if first <= last { return set.insert(from: first, to: last, step: step) }
    guard name != Self.year.name else { throw ScheduleError("the years \(item) run backwards") }
    set.insertWrapped(from: first, to: last, step: step)
  }

  private func step(_ text: Substring, of item: Substring) throws(ScheduleError) -> Int {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let step = Int(text), step > 0,
      step <= range.upperBound - (range.lowerBound == 0 ? 0 : range.lowerBound - 1)
    else { throw ScheduleError("the step of “\(item)” is a number from 1 that fits the \(name)") }
    return step
  }
}
