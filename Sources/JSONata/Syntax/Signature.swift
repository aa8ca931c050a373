/// The types a function takes, as `<s-n?:s>`: one letter a type, `-` where the context may stand in, `?` where the
/// argument may be left out, `+` for one or more, parentheses for one of several, `a<s>` for a list of one type.
struct Signature {
  struct Parameter {
    /// The letters of the types it takes; `m` is nothing.
    var types: Set<Character>
    var isArray = false
    var subtype: Character?
    /// The types of a context that may stand in for it.
    var contextTypes: Set<Character>?
    var isOptional = false
    var isRepeated = false
  }

  let parameters: [Parameter]

  init(parsing text: String, position: Int = 0) throws(EvaluationError) {
    var reader = Reader(rest: Substring(text.drop { $0 == "<" }), position: position)
    parameters = try reader.parameters()
  }

  private struct Reader {
    var rest: Substring
    let position: Int

    mutating func parameters() throws(EvaluationError) -> [Parameter] {
      var parameters: [Parameter] = []
      while let letter = rest.popFirst(), letter != ":", letter != ">" {
        switch letter {
        case "s", "n", "b", "l", "o": parameters.append(Parameter(types: [letter, "m"]))
        case "a": parameters.append(Parameter(types: Set("asnblfom"), isArray: true))
        case "f": parameters.append(Parameter(types: ["f"]))
        case "j": parameters.append(Parameter(types: Set("asnblom")))
        case "u": parameters.append(Parameter(types: Set("snblm")))
        case "x": parameters.append(Parameter(types: Set("asnblfom")))
        case "(": parameters.append(Parameter(types: try choice().union(["m"])))
        case "-", "?", "+", "<": try modify(letter, &parameters)
        default: throw EvaluationError("S0401", "a signature has no type “\(letter)”", position: position)
        }
      }
      return parameters
    }

    private mutating func choice() throws(EvaluationError) -> Set<Character> {
      let letters = rest.prefix { $0 != ")" }
      guard !letters.contains("<") else {
        throw EvaluationError("S0402", "a choice of types has no types of lists", position: position)
      }
      rest = rest.dropFirst(letters.count + 1)
      return Set(letters)
    }

    private mutating func modify(_ letter: Character, _ parameters: inout [Parameter]) throws(EvaluationError) {
      guard var last = parameters.popLast() else {
        throw EvaluationError("S0401", "“\(letter)” of a signature stands after a type", position: position)
      }
      switch letter {
      case "-":
        last.contextTypes = last.types
        last.isOptional = true
      case "?": last.isOptional = true
      case "+": last.isRepeated = true
      default:
        guard last.isArray || last.types == ["f"] else {
          throw EvaluationError("S0401", "only lists and functions have a type in < >", position: position)
        }
        let inner = nested()
        if last.isArray { last.subtype = inner.first }
      }
      parameters.append(last)
    }

    private mutating func nested() -> Substring {
      var depth = 1
      let inner = rest.prefix { character in
        depth += character == "<" ? 1 : character == ">" ? -1 : 0
        return depth > 0
      }
      rest = rest.dropFirst(inner.count + 1)
      return inner
    }
  }
}
