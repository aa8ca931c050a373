import JSON

extension Library {
  /// The functions that Step Functions adds (developer guide, "Transforming data with JSONata"), and no `$eval`.
  mutating func defineStepFunctions() {
    define("partition", "<an:a>") { _, arguments throws(EvaluationError) in
      guard let items = arguments.at(0).array?.items, let size = arguments.at(1).number else { return .undefined }
      guard size >= 1 else { throw EvaluationError("D3050", "a part has at least one item", token: "partition") }
      let length = Texts.whole(size)
      return .array(
        of: stride(from: 0, to: items.count, by: length).map { .array(of: Array(items[$0...].prefix(length))) })
    }
    define("range", "<nnn:a>") { call, arguments throws(EvaluationError) in
      guard let first = arguments.at(0).number, let last = arguments.at(1).number, let step = arguments.at(2).number
      else { return .undefined }
      guard step != 0, step.isFinite, ((last - first) / step).rounded(.down) < 1e7 else {
        throw EvaluationError(
          "D2014", "a range has at most ten million numbers and a step other than 0", token: "range")
      }
      let numbers = stride(from: first, through: last, by: step).map(Value.number)
      try call.evaluator.checkTime(after: numbers.count)
      return .array(of: numbers)
    }
    define("random", "<n?:n>") { call, arguments in
      guard let seed = arguments.at(0).number else {
        return .number(Double.random(in: 0..<1, using: &call.evaluator.random))
      }
      var source = EvaluationRandom(seed: seed.bitPattern)
      return .number(Double.random(in: 0..<1, using: &source))
    }
    define("uuid", "<:s>") { call, _ in .string(call.evaluator.random.uuid()) }
    define("hash", "<s-s?:s>") { _, arguments throws(EvaluationError) in
      guard let text = arguments.at(0).string else { return .undefined }
      let name = arguments.at(1).string ?? Digest.sha256.rawValue
      guard let digest = Digest(rawValue: name) else {
        let names = Digest.allCases.map(\.rawValue).joined(separator: ", ")
        throw EvaluationError("D3137", "$hash: the algorithm is one of \(names), not \(name)", token: "hash")
      }
      return .string(digest.hex(of: text))
    }
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
