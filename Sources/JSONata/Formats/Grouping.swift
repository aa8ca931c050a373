/// Where marks stand between the digits of a number, counted in digits from the right.
struct Grouping: Hashable {
  let marks: [(position: Int, mark: Character)]

  /// The distance, where one mark stands at each multiple of it.
  let repeated: Int?

  init(_ marks: [(position: Int, mark: Character)]) {
    self.marks = marks
    repeated = Self.distance(marks)
  }

  private static func distance(_ marks: [(position: Int, mark: Character)]) -> Int? {
    guard let first = marks.first, marks.allSatisfy({ $0.mark == first.mark }) else { return nil }
    let positions = Set(marks.map(\.position))
    let factor = positions.reduce(0) { greatestDivisor($0, $1) }
    guard factor > 0, (1...positions.count).allSatisfy({ positions.contains($0 * factor) }) else { return nil }
    return factor
  }

  private static func greatestDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestDivisor(b, a % b) }

  /// Digits with the marks between them.
  func applied(to digits: String) -> String {
    var result = Array(digits)
    if let repeated, let mark = marks.first?.mark {
      for place in stride(from: result.count - repeated, to: 0, by: -repeated) { result.insert(mark, at: place) }
    } else {
      let count = result.count
      // From the left on, so that a mark does not move the ones still to come.
      for (position, mark) in marks.sorted(by: { $0.position < $1.position }) where position < count {
        result.insert(mark, at: count - position)
      }
    }
    return String(result)
  }

  static func == (a: Grouping, b: Grouping) -> Bool {
    a.marks.elementsEqual(b.marks) { $0.position == $1.position && $0.mark == $1.mark }
  }

  func hash(into hasher: inout Hasher) { for mark in marks { hasher.combine(mark.position) } }
}
