import Foundation
import JSON

extension Library {
  /// The functions that Step Functions adds (developer guide, "Transforming data with JSONata").
  mutating func defineStepFunctions() {
    define("partition", "<an:a>") { _, arguments throws(EvaluationError) in
      guard let items = arguments.at(0).array?.items, let size = arguments.at(1).number else { return .undefined }
      guard size >= 1 else { throw EvaluationError("D3050", "a part has at least one item", token: "partition") }
      let length = Texts.whole(size)
      return .array(
        of: stride(from: 0, to: items.count, by: length).map { .array(of: Array(items[$0...].prefix(length))) })
    }
    define("range", "<nnn:a>") { _, arguments throws(EvaluationError) in
      guard let first = arguments.at(0).number, let last = arguments.at(1).number, let step = arguments.at(2).number
      else { return .undefined }
      guard step != 0, step.isFinite, ((last - first) / step).rounded(.down) < 1e7 else {
        throw EvaluationError(
          "D2014", "a range has at most ten million numbers and a step other than 0", token: "range")
      }
      return .array(of: stride(from: first, through: last, by: step).map(Value.number))
    }
    define("random", "<n?:n>") { call, arguments in
      guard let seed = arguments.at(0).number else {
        return .number(Double.random(in: 0..<1, using: &call.evaluator.random))
      }
      var source = SeededSource(state: seed.bitPattern)
      return .number(Double.random(in: 0..<1, using: &source))
    }
    define("uuid", "<:s>") { _, _ in .string(UUID().uuidString.lowercased()) }
    define("parse", "<s-:x>") { _, arguments throws(EvaluationError) in
      guard let text = arguments.at(0).string else { return .undefined }
      do {
        return Value(try JSONValue(parsing: text))
      } catch {
        throw EvaluationError("D3120", "$parse: \(error)", token: "parse")
      }
    }
  }
}

/// Numbers that a seed decides (splitmix64).
private struct SeededSource: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
