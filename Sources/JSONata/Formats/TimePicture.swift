/// How a moment is written and read (XPath `format-dateTime`): text with components in brackets, `[Y0001]-[M01]-[D01]`.
struct TimePicture {
  enum Part {
    case literal(String)
    case component(TimeComponent)
  }

  private(set) var parts: [Part] = []

  static let standard = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]"

  init(_ picture: String) throws(EvaluationError) {
    let letters = Array(picture)
    var literal = ""
    var at = 0
    while at < letters.count {
      let isDoubled = at + 1 < letters.count && letters[at + 1] == letters[at]
      if (letters[at] == "[" || letters[at] == "]") && isDoubled {
        literal.append(letters[at])
        at += 2
      } else if letters[at] == "[" {
        guard let end = letters[at...].firstIndex(of: "]") else {
          throw EvaluationError("D3135", "the bracket in the picture has no end")
        }
        append(literal)
        literal = ""
        try append(TimeComponent(letters[at + 1..<end].filter { !$0.isWhitespace }))
        at = end + 1
      } else {
        literal.append(letters[at])
        at += 1
      }
    }
    append(literal)
  }

  private mutating func append(_ literal: String) { if !literal.isEmpty { parts.append(.literal(literal)) } }

  /// Where two numbers stand side by side, the first has as many digits as its pattern says.
  private mutating func append(_ component: TimeComponent) {
    if component.integer != nil, case .component(var previous)? = parts.last, previous.integer != nil {
      let digits = previous.integer?.mandatoryDigits
      previous.integer?.exactDigits = digits
      parts[parts.count - 1] = .component(previous)
    }
    parts.append(.component(component))
  }
}

/// One component: a letter, how it is presented, how wide it is.
struct TimeComponent {
  let letter: Character
  /// Written as a name in these letters, not as a number.
  var names: IntegerPicture.LetterCase?
  var integer: IntegerPicture?
  /// `t`: an offset of zero is `Z`.
  let isZuluAtZero: Bool
  let maximumWidth: Int?
  /// How many of a year's last digits are written.
  var yearDigits: Int?

  private static let defaults: [Character: String] = [
    "Y": "1", "M": "1", "D": "1", "d": "1", "F": "n", "W": "1", "w": "1", "X": "1", "x": "1", "H": "1", "h": "1",
    "P": "n", "m": "01", "s": "01", "f": "1", "Z": "01:01", "z": "01:01", "C": "n", "E": "n",
  ]

  init(_ marker: [Character]) throws(EvaluationError) {
    guard let letter = marker.first, let standard = Self.defaults[letter] else {
      let name = marker.first.map(String.init) ?? ""
      throw EvaluationError("D3132", "a time has no component “\(name)”", token: name)
    }
    self.letter = letter
    let comma = marker.lastIndex(of: ",")
    let width = Self.width(comma.map { marker[($0 + 1)...] } ?? [])
    maximumWidth = width.maximum
    var presentation = String(marker[1..<(comma ?? marker.count)])
    var second: Character?
    if presentation.count > 1, let last = presentation.last, "atco".contains(last) {
      second = last
      presentation.removeLast()
    }
    if presentation.isEmpty { presentation = standard }
    isZuluAtZero = second == "t"
    if presentation.first == "n" { names = .lower }
    if presentation.first == "N" { names = presentation.dropFirst().first == "n" ? .title : .upper }
    guard names == nil else { return }
    let picture = try IntegerPicture(
      "ZzPCE".contains(letter) ? presentation : presentation + (second.map { ";\($0)" } ?? ""))
    integer = sized(picture, width)
  }

  private mutating func sized(_ picture: IntegerPicture, _ width: (minimum: Int?, maximum: Int?)) -> IntegerPicture {
    var picture = picture
    if let minimum = width.minimum { picture.mandatoryDigits = max(picture.mandatoryDigits, minimum) }
    guard letter == "Y" else { return picture }
    if let maximum = width.maximum {
      yearDigits = maximum
      picture.mandatoryDigits = maximum
    } else if picture.mandatoryDigits + picture.optionalDigits >= 2 {
      yearDigits = picture.mandatoryDigits + picture.optionalDigits
    }
    return picture
  }

  /// `2`, `2-4`, `*-4`; no more digits than any number has.
  private static func width(_ text: ArraySlice<Character>) -> (minimum: Int?, maximum: Int?) {
    let sides = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { side in
      Int(String(side)).map { min(max($0, 0), 64) }
    }
    return (sides.first ?? nil, sides.count > 1 ? sides[1] : nil)
  }
}

/// English names of months and days.
enum CalendarNames {
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  /// From Monday.
  static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  static let halves = ["am", "pm"]
}
