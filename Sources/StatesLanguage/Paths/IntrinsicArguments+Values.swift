import JSON
import JSONata

/// Arrays, objects and numbers.
extension IntrinsicArguments {
  func partition() throws(CallFailure) -> JSONValue {
    let items = try list(0)
    let size = try integer(1)
    guard size > 0 else { throw failure("the size of a chunk is above 0") }
    return .array(
      stride(from: 0, to: items.count, by: size).map { .array(Array(items[$0...].prefix(size))) })
  }

  func range() throws(CallFailure) -> JSONValue {
    let (first, last, step) = (try integer(0), try integer(1), try integer(2))
    guard step != 0 else { throw failure("the step is not 0") }
    // Doubles, because the difference of two whole numbers may be none.
    let count = ((Double(last) - Double(first)) / Double(step)).rounded(.down) + 1
    guard count <= 1000 else { throw failure("a range has at most 1000 items") }
    return .array(stride(from: first, through: last, by: step).map { .int($0) })
  }

  func item() throws(CallFailure) -> JSONValue {
    let items = try list(0)
    let index = try integer(1)
    guard items.indices.contains(index) else { throw failure("there is no item \(index) among \(items.count)") }
    return items[index]
  }

  static func unique(_ items: [JSONValue]) -> [JSONValue] {
    var unique: [JSONValue] = []
    var scalars: Set<JSONValue> = []
    for item in items {
      switch item {
      case .string, .bool, .null: if scalars.insert(item).inserted { unique.append(item) }
      default: if !unique.contains(where: { $0.equals(item) }) { unique.append(item) }
      }
    }
    return unique
  }

  func hashed() throws(CallFailure) -> String {
    let name = try text(1)
    guard let digest = Digest(rawValue: name) else {
      throw failure("the algorithm is one of \(Digest.allCases.map(\.rawValue).joined(separator: ", ")), not \(name)")
    }
    if case .string = values[0] { return digest.hex(of: try shortText(0)) }
    return digest.hex(of: values[0].text)
  }

  func merged() throws(CallFailure) -> JSONValue {
    guard var first = values[0].objectValue, let second = values[1].objectValue else {
      throw failure("two objects are merged")
    }
    guard values[2] == .bool(false) else { throw failure("only shallow merging is there: the third argument is false") }
    for entry in second.entries { first[entry.key] = entry.value }
    return .object(first)
  }

  /// From the first up to, not with, the second.
  func drawn(_ random: inout RandomSource) throws(CallFailure) -> JSONValue {
    let (low, high) = (try integer(0), try integer(1))
    guard low < high else { throw failure("the end is above the start") }
    guard values.count == 3 else { return .int(Int.random(in: low..<high, using: &random)) }
    var seeded = RandomSource(seed: UInt64(bitPattern: Int64(try integer(2))))
    return .int(Int.random(in: low..<high, using: &seeded))
  }

  func sum() throws(CallFailure) -> JSONValue {
    let (sum, overflow) = try integer(0).addingReportingOverflow(try integer(1))
    guard !overflow else { throw failure("the sum is too great") }
    return .int(sum)
  }
}
