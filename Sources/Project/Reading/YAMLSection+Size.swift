import YAML

extension YAMLSection {
  /// A size in bytes: `10GB`, `0.5TiB`, as `memory_limit` has it.
  func size(_ key: String) -> Int64? {
    guard let node = value(key), let text = string(key) else { return nil }
    guard let match = text.wholeMatch(of: /([0-9]+(?:\.[0-9]+)?) ?([KMGT])(i?)B/), let number = Double(match.1) else {
      error(node.position, "\(key) must be a size such as 10GB, not '\(text)'")
      return nil
    }
    let unit: Double = match.3.isEmpty ? 1000 : 1024
    let units = "KMGT".prefix { String($0) != match.2 }.count + 1
    return Int64(exactly: (0..<units).reduce(number) { size, _ in size * unit }.rounded()) ?? .max
  }
}
