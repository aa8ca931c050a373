import ArgumentParser
import Foundation
import JSON
import JSONata
import Reports

struct WorkflowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workflow", abstract: "State machines and their expressions.", subcommands: [Evaluate.self])

  struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "evaluate", abstract: "Try a JSONata expression.",
      discussion: """
        The language is JSONata 2.0.6 with the functions that Step Functions adds. In a state machine an expression \
        stands between {% and %}; here it may stand so or alone.
        """)

    @OptionGroup var answer: AnswerOptions

    @Option(name: .long, help: ArgumentHelp("The input, a JSON file; - for standard input.", valueName: "file"))
    var input: String?

    @Option(name: .long, help: ArgumentHelp("Variables as a JSON object: '{\"rate\": 2}' is $rate.", valueName: "json"))
    var bindings: String?

    @Argument(help: "The expression.")
    var expression: String

    func run() throws {
      let input = try input.map(Self.json(inFile:))
      let bindings = try self.bindings.map(Self.variables) ?? []
      let text = Self.bare(expression)
      if text.contains("$eval(") {
        Console.standard.complain("Step Functions has no $eval: a state machine that calls it fails there")
      }
      let outcome = DeepStack.run { Outcome(text, input, bindings) } ?? .undefined
      answer.show(outcome.json) { _ in outcome.lines }
      if case .failed = outcome { throw ExitStatus.bad }
    }

    private static func bare(_ expression: String) -> String {
      let trimmed = expression.trimmingCharacters(in: .whitespacesAndNewlines)
      guard trimmed.hasPrefix("{%"), trimmed.hasSuffix("%}"), trimmed.utf8.count >= 4 else { return expression }
      return String(trimmed.dropFirst(2).dropLast(2))
    }

    private static func json(inFile path: String) throws -> JSONValue {
      let bytes =
        path == "-"
        ? [UInt8](FileHandle.standardInput.readDataToEndOfFile())
        : Array(try FolderPath.text(of: FolderPath.absolute(path)).utf8)
      do {
        return try JSONValue(parsing: bytes)
      } catch {
        throw Failure.usage("\(path): \(error)")
      }
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
  case failed(EvaluationError)

  init(_ text: String, _ input: JSONValue?, _ bindings: [(name: String, value: JSONValue)]) {
    do throws(EvaluationError) {
      let result = try JSONataExpression(text).evaluate(input, bindings: bindings, dialect: .trial)
      self = result.map(Outcome.result) ?? .undefined
    } catch {
      self = .failed(error)
    }
  }

  var json: JSONValue {
    switch self {
    case .result(let value): ["result": value]
    case .undefined: ["undefined": true]
    case .failed(let error):
      [
        "error": [
          "code": .string(error.code), "message": .string(error.message), "position": .optional(error.position),
        ]
      ]
    }
  }

  var lines: [StyledLine] {
    switch self {
    case .result(let value): value.prettyText.split(separator: "\n").map { StyledLine(String($0)) }
    case .undefined: [StyledLine("undefined: the expression gives nothing", .dim)]
    case .failed(let error):
      [StyledLine("\(error)" + (error.position.map { " (at character \($0))" } ?? ""), .failed)]
    }
  }
}
