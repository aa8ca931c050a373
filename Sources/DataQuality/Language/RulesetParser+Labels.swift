extension RulesetParser {
  /// AWS's limits for labels.
  private static let most = (labels: 10, key: 128, value: 256)

  /// `labels = ["key" = "value", …]` when it stands here.
  mutating func labels() throws(RulesetError) -> [Label] {
    guard peek.word == "labels", peek(1).kind == .symbol("=") else { return [] }
    at += 2
    return try labelList()
  }

  mutating func labelList() throws(RulesetError) -> [Label] {
    let start = peek
    try expect("[")
    var labels: [Label] = []
    guard !take("]") else { throw error(at: start, "there are no labels in the list") }
    repeat {
      let token = peek
      let label = try label()
      guard !labels.contains(where: { $0.key == label.key }) else {
        throw error(at: token, "the label \"\(label.key)\" stands twice")
      }
      labels.append(label)
    } while take(",")
    guard labels.count <= Self.most.labels else {
      throw error(at: start, "\(labels.count) labels, at most \(Self.most.labels) are allowed")
    }
    try expect("]")
    return labels
  }

  /// The default labels count, too, unless the rule has its own value for their key.
  func checkCount(of labels: [Label], at place: Token) throws(RulesetError) {
    let keys = Set((defaultLabels + labels).map(\.key))
    guard !labels.isEmpty, keys.count > Self.most.labels else { return }
    throw error(
      at: place, "\(keys.count) labels with those of DefaultLabels, at most \(Self.most.labels) are allowed")
  }

  private mutating func label() throws(RulesetError) -> Label {
    let start = peek
    let key = try text("a label in double quotes")
    try expect("=")
    let value = try text("the label's value in double quotes")
    guard !key.isEmpty, !value.isEmpty else { throw error(at: start, "a label's key and value must not be empty") }
    guard key.count <= Self.most.key, value.count <= Self.most.value else {
      throw error(
        at: start, "the label is too long",
        hint: "a key has at most \(Self.most.key) characters, a value \(Self.most.value)")
    }
    return Label(key: key, value: value)
  }
}
