/// Where a file belongs by its path alone: files whose paths differ only in days, numbers and `key=value` are one table.
struct TableFolder: Hashable {
  /// With `*` where paths differ.
  let pattern: String
  let name: String
  /// `year` of `year=2026`; else `partition_0`, `partition_1`.
  let partitions: [String]

  init(_ path: String) {
    let parts = path.split(separator: "/").map(String.init)
    var (pattern, partitions, plain): ([String], [String], [String]) = ([], [], [])
    for folder in parts.dropLast() {
      if let mark = folder.firstIndex(of: "="), mark != folder.startIndex {
        partitions.append(PlainName.of(String(folder[..<mark])))
        pattern.append(folder[...mark] + "*")
      } else if Self.isRunning(folder) {
        partitions.append("partition_\(partitions.count)")
        pattern.append("*")
      } else {
        pattern.append(folder)
        plain.append(folder)
      }
    }
    let file = parts.last ?? path
    let dot = file.lastIndex(of: ".") ?? file.endIndex
    let (stem, ending) = (String(file[..<dot]), String(file[dot...]))
    let words = stem.split(whereSeparator: { !$0.isLetter }).map(String.init)
    let said = Self.fixed(stem)
    pattern.append(said.pattern + ending)
    let isGeneric = words.allSatisfy { Self.generic.contains($0.lowercased()) || $0.count == 1 }
    let base = isGeneric ? plain.last ?? said.name : said.name
    self.pattern = pattern.joined(separator: "/")
    name = PlainName.of(base.isEmpty ? plain.last ?? "table" : base)
    self.partitions = partitions
  }

  /// What exporting programs call their parts.
  private static let generic: Set<String> = [
    "part", "data", "file", "export", "load", "chunk", "batch", "output", "snappy", "full", "delta", "c",
  ]

  /// `2026-11-08`, `20261108`, `2026`, `07`.
  private static func isRunning(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isNumber || "-_.T:Z".contains($0) } && text.contains(where: \.isNumber)
  }

  /// Runs of digits become `*`: `orders-2026-01-05` is `orders-*`, and its table `orders`.
  private static func fixed(_ stem: String) -> (pattern: String, name: String) {
    var (pattern, name) = ("", "")
    var rest = stem[...]
    while let first = rest.first {
      if first.isNumber {
        // Hexadecimal ids of parts go on behind digits.
        let run = rest.prefix { $0.isNumber || "-_.:TZ".contains($0) || $0.isHexDigit }
        rest = rest.dropFirst(run.count)
        if pattern.last != "*" { pattern.append("*") }
      } else {
        pattern.append(first)
        name.append(first)
        rest = rest.dropFirst()
      }
    }
    // A letter right before digits belongs to them: v2, q1.
    return (pattern, name)
  }
}
