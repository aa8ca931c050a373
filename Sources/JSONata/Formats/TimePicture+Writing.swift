extension TimePicture {
  /// A moment as text.
  ///
  /// - Parameters:
  ///   - milliseconds: since 1970.
  ///   - offset: minutes ahead of UTC.
  func text(of milliseconds: Double, offset: Int) throws(EvaluationError) -> String {
    let local = CalendarParts(milliseconds: milliseconds + Double(offset) * 60_000)
    var result = ""
    for part in parts {
      switch part {
      case .literal(let text): result += text
      case .component(let component): result += try component.text(local, offset: offset)
      }
    }
    return result
  }

  /// `+0530`, `-0800`, as minutes; nil for what is no offset.
  static func offset(_ text: String) -> Int? {
    guard let number = Int(text), number.magnitude <= 2400 else { return nil }
    let minutes = Int(number.magnitude) / 100 * 60 + Int(number.magnitude) % 100
    return number < 0 ? -minutes : minutes
  }
}

extension TimeComponent {
  func text(_ parts: CalendarParts, offset: Int) throws(EvaluationError) -> String {
    switch letter {
    case "Z", "z": return try offsetText(offset)
    case "P": return IntegerPicture.cased(CalendarNames.halves[parts.value(of: "P") ?? 0], names ?? .lower)
    case "C", "E": return "ISO"
    default: break
    }
    guard var value = parts.value(of: letter) else { return "" }
    if let names { return try name(value, names) }
    if let yearDigits, yearDigits < 10 { value %= (0..<yearDigits).reduce(1) { power, _ in power * 10 } }
    return try integer?.text(of: Double(value)) ?? String(value)
  }

  private func name(_ value: Int, _ names: IntegerPicture.LetterCase) throws(EvaluationError) -> String {
    let list = try nameList
    let name = IntegerPicture.cased(list[(value - 1) % list.count], names)
    return maximumWidth.map { String(name.prefix($0)) } ?? name
  }

  /// The names this component has.
  var nameList: [String] {
    get throws(EvaluationError) {
      switch letter {
      case "M", "x": return CalendarNames.months
      case "F": return CalendarNames.days
      case "P": return CalendarNames.halves
      default:
        throw EvaluationError("D3133", "the component “\(letter)” has no names", token: String(letter))
      }
    }
  }

  private func offsetText(_ offset: Int) throws(EvaluationError) -> String {
    if offset == 0, isZuluAtZero { return "Z" }
    let (hours, minutes) = (Int(offset.magnitude) / 60, Int(offset.magnitude) % 60)
    let sign = offset < 0 ? "-" : "+"
    let prefix = letter == "z" ? "GMT" : ""
    guard let integer else { return prefix + sign + "\(hours)" }
    let together = Double(hours * 100 + minutes)
    if integer.grouping.repeated != nil { return prefix + sign + (try integer.text(of: together)) }
    switch integer.mandatoryDigits {
    case 1, 2:
      let rest = minutes == 0 ? "" : ":" + (try IntegerPicture("00").text(of: Double(minutes)))
      return prefix + sign + (try integer.text(of: Double(hours))) + rest
    case 3, 4: return prefix + sign + (try integer.text(of: together))
    default: throw EvaluationError("D3134", "an offset has four digits at most")
    }
  }
}
