import ArgumentParser
import Foundation
import JSON
import JSONata
import Reports
import StatesLanguage

struct WorkflowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workflow", abstract: "State machines and their expressions.",
    subcommands: [Test.self, Show.self, CoverageOfTests.self, Evaluate.self])

  struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "evaluate", abstract: "Try an expression of JSONata, a path, or a function of JSONPath states.",
      discussion: """
        The language is JSONata 2.0.6 with the functions that Step Functions adds. In a state machine an expression \
        stands between {% and %}; here it may stand so or alone. Of JSONPath states a path ($.orders[0]) or a call \
        (States.Format('{}', $.id)) can be tried.
        """)

    @OptionGroup var answer: AnswerOptions

    @Option(name: .long, help: ArgumentHelp("The input, a JSON file; - for standard input.", valueName: "file"))
    var input: String?

    @Option(name: .long, help: ArgumentHelp("Variables as a JSON object: '{\"rate\": 2}' is $rate.", valueName: "json"))
    var bindings: String?

    @Option(name: .long, help: ArgumentHelp("What it is written in.", valueName: "language"))
    var language = Language.jsonata

    enum Language: String, ExpressibleByArgument, CaseIterable { case jsonata, jsonpath, intrinsic }

    @Argument(help: "The expression.")
    var expression: String

    func run() throws {
      let input = try input.map { try $0 == "-" ? JSONArgument.value($0) : JSONArgument.file($0) }
      let bindings = try self.bindings.map(Self.variables) ?? []
      let outcome =
        language == .jsonata ? evaluated(input, bindings) : Outcome(ofState: expression, input ?? [:], bindings)
      answer.show(outcome.json) { _ in outcome.lines }
      if case .failed = outcome { throw ExitStatus.bad }
    }

    private func evaluated(_ input: JSONValue?, _ bindings: [(name: String, value: JSONValue)]) -> Outcome {
      let text = Self.bare(expression)
      if text.contains("$eval(") {
        Console.standard.complain("Step Functions has no $eval: a state machine that calls it fails there")
      }
      return DeepStack.run { Outcome(text, input, bindings) } ?? .undefined
    }

    private static func bare(_ expression: String) -> String {
      let trimmed = expression.trimmingCharacters(in: .whitespacesAndNewlines)
      guard trimmed.hasPrefix("{%"), trimmed.hasSuffix("%}"), trimmed.utf8.count >= 4 else { return expression }
      return String(trimmed.dropFirst(2).dropLast(2))
    }

    private static func variables(_ text: String) throws -> [(name: String, value: JSONValue)] {
      guard let object = (try? JSONValue(parsing: text))?.objectValue else {  // the reason would be no plainer
        throw Failure.usage("--bindings takes a JSON object, as '{\"rate\": 2}', not: \(text)")
      }
      return object.entries.map { ($0.key, $0.value) }
    }
  }
}

private enum Outcome: Sendable {
  case result(JSONValue)
  case undefined
  case failed(code: String, message: String, position: Int?)

  init(_ text: String, _ input: JSONValue?, _ bindings: [(name: String, value: JSONValue)]) {
    do throws(EvaluationError) {
      let result = try JSONataExpression(text).evaluate(input, bindings: bindings, dialect: .trial)
      self = result.map(Outcome.result) ?? .undefined
    } catch {
      self = .failed(code: error.code, message: error.message, position: error.position)
    }
  }

  /// A path or a call of JSONPath states.
  init(ofState text: String, _ input: JSONValue, _ bindings: [(name: String, value: JSONValue)]) {
    do throws(Trial.Failure) {
      self = .result(
        try Trial.value(
          of: text, input: input, bindings: bindings, now: Date(), seed: UInt64.random(in: 0...UInt64.max)))
    } catch {
      self = .failed(code: error.error, message: error.message, position: nil)
    }
  }

  var json: JSONValue {
    switch self {
    case .result(let value): ["result": value]
    case .undefined: ["undefined": true]
    case .failed(let code, let message, let position):
      ["error": ["code": .string(code), "message": .string(message), "position": .optional(position)]]
    }
  }

  var lines: [StyledLine] {
    switch self {
    case .result(let value): value.prettyText.split(separator: "\n").map { StyledLine(String($0)) }
    case .undefined: [StyledLine("undefined: the expression gives nothing", .dim)]
    case .failed(let code, let message, let position):
      [StyledLine("\(code): \(message)" + (position.map { " (at character \($0))" } ?? ""), .failed)]
    }
  }
}
