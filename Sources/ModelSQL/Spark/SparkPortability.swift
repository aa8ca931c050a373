import JSON
import Words

/// Whether a model can run on Spark and give the rows it gives on the embedded engine.
package enum SparkPortability {
  /// Everything in it that keeps it from that, with its place. Empty for a model that may run there.
  ///
  /// - Parameter parsed: the model, analysed as one that is portable.
  package static func problems(of parsed: ParsedModel) -> [SQLProblem] {
    let refused = parsed.problems.map { problem in
      problem.severity == .error
        ? problem : SQLProblem(problem.position, .error, problem.message + forSpark, hint: problem.hint)
    }
    return (refused + parsed.sparkProblems + texts(parsed) + trials(parsed)).sorted {
      ($0.position, $0.message) < ($1.position, $1.message)
    }
  }

  private static let forSpark = ", and this model is to run on Spark"

  /// Texts in forms that only one engine has.
  private static func texts(_ parsed: ParsedModel) -> [SQLProblem] {
    let tokens = SQLTokens(parsed.source.text)
    return tokens.tokens.indices.compactMap { index in
      let token = tokens.tokens[index]
      guard token.kind == .string else { return nil }
      let place = parsed.source.position(ofByte: token.range.lowerBound)
      if tokens.literal(token.range) == nil {
        return SQLProblem(place, .error, "a text for Spark stands in single quotes, without E or $")
      }
      guard tokens.isWord(index - 1, "like"), tokens.text(token.range).contains("\\") else { return nil }
      return SQLProblem(place, .error, "a backslash in a pattern of LIKE is another thing on Spark")
    }
  }

  /// What only the spelling itself finds: a pattern that is no literal, for example.
  private static func trials(_ parsed: ParsedModel) -> [SQLProblem] {
    guard !parsed.hasErrors else { return [] }
    do {
      let parameters = RunParameters(runDateText: "2026-01-01", runTimestampText: "2026-01-01 00:00:00")
      _ = try ModelExpansion.expand(parsed, dialect: .spark, parameters: parameters)
      return []
    } catch {
      return [error]
    }
  }
}

extension TreeReader {
  /// What the portable subset lets through and Spark answers otherwise.
  mutating func sparkDoubts(of object: JSONObject) {
    guard isModel || isPortable, object.className == "FUNCTION" || object.className == "WINDOW",
      let offset = object.location
    else { return }
    switch object.text("function_name") {
    case "/": sparkDivision(object, offset)
    case "date_part": sparkDatePart(object, offset)
    default: break
    }
  }

  /// Of decimals it is a decimal there.
  private mutating func sparkDivision(_ object: JSONObject, _ offset: Int) {
    guard !object.objects("children").contains(where: Self.isDouble) else { return }
    doubt(offset, "a division that is not of doubles differs by engine", hint: "write safe_divide(a, b)")
  }

  private static func isDouble(_ object: JSONObject) -> Bool {
    if object.className == "CAST" { return object.object("cast_type")?.text("id") == "DOUBLE" }
    return ["safe_divide", "percentile", "sqrt", "exp", "ln"].contains(object.text("function_name"))
  }

  private mutating func sparkDatePart(_ object: JSONObject, _ offset: Int) {
    let part = object.objects("children").first?.object("value")?.text("value")?.lowercased()
    guard let part, ["year", "month", "day", "hour", "minute", "quarter"].contains(part) else {
      doubt(
        offset, "on Spark date_part gives year, quarter, month, day, hour and minute",
        hint: "for others write day_of_week, iso_week or iso_year")
      return
    }
  }

  private mutating func doubt(_ offset: Int, _ message: String, hint: String) {
    parsed.sparkProblems.append(SQLProblem(parsed.source.position(ofByte: offset), .error, message, hint: hint))
  }
}
