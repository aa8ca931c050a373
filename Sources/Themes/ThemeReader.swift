import Canvas
import YAML

/// Reads the text of a theme file, collecting every problem.
struct ThemeReader {
  private(set) var source: ThemeSource
  private(set) var problems: [ThemeProblem] = []

  init(_ text: String, file: String) {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let stem = name.split(separator: ".").first.map(String.init) ?? name
    source = ThemeSource(file: file, name: stem, title: stem)
    do {
      guard let root = try YAMLNode.parse(text), let entries = root.entries else {
        report(ThemeSource.Place(line: 1, column: 1), "a theme is a mapping with palette, roles and grounds")
        return
      }
      for entry in entries { read(entry) }
    } catch {
      report(ThemeSource.Place(line: error.line, column: error.column), error.message)
    }
  }

  private mutating func read(_ entry: YAMLEntry) {
    let value = entry.value
    switch entry.name {
    case "name":
      if value.text != source.name { report(value, "the name is the file's name, \(source.name)") }
    case "title": source.title = TextSanitizer.line(value.text ?? source.name)
    case "light":
      guard let isLight = value.bool else { return report(value, "light is true or false") }
      source.isLight = isLight
    case "inherits":
      source.inherits = value.text
      source.inheritsPlace = place(value)
    case "palette": readPalette(value)
    case "roles":
      for (name, look) in looks(value, "role") {
        guard let role = ThemeNames.roles[name] else {
          unknown(name, "role", Array(ThemeNames.roles.keys), look); continue
        }
        source.roles[role] = look
      }
    case "grounds":
      for (name, look) in looks(value, "ground") {
        guard let ground = ThemeNames.grounds[name] else {
          unknown(name, "ground", Array(ThemeNames.grounds.keys), look)
          continue
        }
        source.grounds[ground] = look
      }
    default: report(entry.key, "no such key: \(TextSanitizer.line(entry.name)); palette, roles and grounds are known")
    }
  }

  private mutating func readPalette(_ node: YAMLNode) {
    guard let entries = node.entries else { return report(node, "the palette is a mapping of names to colours") }
    for entry in entries {
      guard entry.name != "default" else {
        report(entry.key, "default is the terminal's own colour and cannot be another")
        continue
      }
      if let colour = colour(entry.value) { source.palette[entry.name] = colour }
    }
  }

  private mutating func colour(_ node: YAMLNode) -> Colour? {
    if let text = node.text {
      guard let rgb = RGB(hex: text) else { return reportNil(node, "a colour is \"#RRGGBB\", in quotes") }
      return Colour(rgb)
    }
    guard let entries = node.entries else { return reportNil(node, "a colour is \"#RRGGBB\" or {hex, x256, ansi}") }
    var rgb: RGB?
    var x256: UInt8?
    var ansi: UInt8?
    for entry in entries {
      switch entry.name {
      case "hex":
        rgb = entry.value.text.flatMap { RGB(hex: $0) }
        if rgb == nil { return reportNil(entry.value, "a colour is \"#RRGGBB\", in quotes") }
      case "x256":
        x256 = entry.value.int.flatMap { (16...255).contains($0) ? UInt8($0) : nil }
        if x256 == nil { return reportNil(entry.value, "x256 is a number from 16 to 255") }
      case "ansi":
        ansi = entry.value.int.flatMap { (0...15).contains($0) ? UInt8($0) : nil }
        if ansi == nil { return reportNil(entry.value, "ansi is a number from 0 to 15") }
      default: return reportNil(entry.key, "a colour has hex, x256 and ansi, not \(TextSanitizer.line(entry.name))")
      }
    }
    return Colour(rgb, index256: x256, index16: ansi)
  }

  private mutating func looks(_ node: YAMLNode, _ kind: String) -> [(String, ThemeSource.Look)] {
    guard let entries = node.entries else {
      report(node, "\(kind)s is a mapping of names to looks")
      return []
    }
    return entries.compactMap { entry in look(entry.value).map { (entry.name, $0) } }
  }

  private mutating func look(_ node: YAMLNode) -> ThemeSource.Look? {
    var words = (node.text ?? "").split(separator: " ").map(String.init)[...]
    guard let colour = words.popFirst() else { return reportNil(node, "a look starts with a name of the palette") }
    var look = ThemeSource.Look(colour: colour, attributes: [], place: place(node))
    while let word = words.popFirst() {
      if word == "with" {
        look.ink = words.popFirst()
      } else if let attribute = ThemeNames.attributes[word] {
        look.attributes.insert(attribute)
      } else {
        report(node, "no such attribute: \(TextSanitizer.line(word)); bold, dim, italic, underline, reverse are known")
      }
    }
    return look
  }

  private mutating func unknown(_ name: String, _ kind: String, _ known: [String], _ look: ThemeSource.Look) {
    let near = known.sorted().first { $0.hasPrefix(name.prefix(3)) }
    let hint = near.map { "; did you mean \($0)?" } ?? ""
    report(look.place, "no such \(kind): \(TextSanitizer.line(name))\(hint)")
  }

  private func place(_ node: YAMLNode) -> ThemeSource.Place { ThemeSource.Place(line: node.line, column: node.column) }
  private mutating func report(_ node: YAMLNode, _ message: String) { report(place(node), message) }

  private mutating func reportNil<Value>(_ node: YAMLNode, _ message: String) -> Value? {
    report(node, message)
    return nil
  }

  private mutating func report(_ place: ThemeSource.Place, _ message: String) {
    problems.append(ThemeProblem(file: source.file, line: place.line, column: place.column, message: message))
  }
}
