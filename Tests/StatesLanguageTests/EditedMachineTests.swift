import Foundation
import JSON
import JSONata
import StatesLanguage
import TestSupport
import Testing

/// Small edits of valid machines: whatever comes of them is judged, with a place, and played where it is valid.
///
/// `ASSAY_EDITS` says how many; the gate's number is small, a million takes an hour in debug builds.
@Suite("An edited machine") struct EditedMachineTests {
  private static let machine = """
    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "TimeoutSeconds": 30,
        "Parameters": {"a.$": "States.Format('{} é', $.b[0]['c'])", "l.$": "$..x[?(@.y > 1 && @.z == 'q')]"},
        "Retry": [{"ErrorEquals": ["X"], "IntervalSeconds": 2, "BackoffRate": 1.5, "JitterStrategy": "FULL"}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.e.f", "Next": "B"}],
        "ResultSelector": {"r.$": "$.n"}, "ResultPath": "$.r", "Assign": {"v.$": "$.n"}, "Next": "B"},
      "B": {"Type": "Choice", "Default": "C", "Choices": [
        {"And": [{"Variable": "$.n", "NumericEquals": 1}, {"Variable": "$.t", "TimestampLessThan": "2026-11-28T06:00:00Z"}],
          "Next": "C"}, {"Variable": "$.s", "StringMatches": "a*\\\\*", "Next": "P"}]},
      "C": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $merge([$states.input, {'w': $v + 1}]) %}", "Next": "P"},
      "P": {"Type": "Parallel", "Next": "M", "ResultPath": "$.p", "Branches": [
        {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 9, "End": true}}},
        {"StartAt": "X", "States": {"X": {"Type": "Pass", "Parameters": {"h.$": "States.Hash($.s, 'MD5')",
          "g.$": "States.ArrayPartition($.b, 2)", "m.$": "States.MathAdd($.n, -3)"}, "End": true}}}]},
      "M": {"Type": "Map", "ItemsPath": "$.b", "MaxConcurrency": 2, "ItemSelector": {"i.$": "$$.Map.Item.Index"},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "I", "States": {
          "I": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "End": true}}}, "Next": "D"},
      "D": {"Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "J", "States": {
          "J": {"Type": "Succeed"}}}, "ItemBatcher": {"MaxItemsPerBatch": 2}, "ToleratedFailurePercentage": 50, "Next": "F"},
      "F": {"Type": "Fail", "ErrorPath": "$[0].i", "CausePath": "States.Format('{}', 1)"}}}
    """

  private static let input: JSONValue = [
    "n": 1, "s": "ab*", "t": "2026-11-28T05:00:00Z", "b": [["c": 1], ["c": 2], ["c": 3]], "x": [["y": 2, "z": "q"]],
  ]

  private static var count: Int { ProcessInfo.processInfo.environment["ASSAY_EDITS"].flatMap { Int($0) } ?? 4000 }

  @Test("gets an answer with a place and, where it is valid, an end", arguments: 0..<4)
  func edits(seed: Int) throws {
    let wrong = DeepStack.run { () -> [String] in
      var editor = MachineEditor(seed: UInt64(seed))
      return (0..<Self.count / 4).compactMap { _ in Self.complaint(editor.edit(Self.machine)) }
    }
    #expect(wrong == [])
  }

  private static func complaint(_ text: String) -> String? {
    do throws(InvalidMachine) {
      let definition = try MachineDefinition(parsing: text)
      var limits = ExecutionLimits()
      limits.events = 300
      limits.expressions = EvaluationLimits(depth: 200, seconds: 1)
      let execution = Execution(
        definition, input: input, facts: Played.facts, at: Played.start, seed: 1, limits: limits)
      var simulation = Simulation(execution, AnyAnswer(), record: { _ in })
      do throws(MissingAnswer) { try simulation.run() } catch { return "\(error): \(text)" }
      return simulation.execution.status == .running ? "does not end: \(text)" : nil
    } catch {
      let isPlaced = error.problems.allSatisfy { $0.place.line >= 1 && $0.place.column >= 1 && !$0.message.isEmpty }
      return isPlaced && !error.problems.isEmpty ? nil : "no place: \(text)"
    }
  }
}

/// Answers every second task with an error.
private struct AnyAnswer: TaskRunner {
  private var calls = 0

  mutating func answer(_ request: TaskRequest) throws(MissingAnswer) -> PlannedAnswer {
    calls += 1
    var answer = PlannedAnswer(
      calls % 2 == 0 ? .result(["n": 1, "l": [1, 2]]) : .failure(StateFailure(error: "X", cause: nil)))
    answer.seconds = Double(calls % 7)
    return answer
  }
}

/// Takes out, puts in and replaces a few characters.
struct MachineEditor {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  private static let marks = Array("{}[]\",:$.'?@()%0-9éZ \\\u{0}=<>*&|eE".unicodeScalars)
  private static let words = [
    "1e999", "-1", "99999999999999999999", "null", "true", "[]", "{}", "\"$.b\"", "\"States.UUID()\"", "\"{% $$ %}\"",
    "\"{% $f := function(){$f()}; $f() %}\"", "\"$$.Map\"", "\"\"",
  ].map { Array($0.unicodeScalars) }

  private mutating func random(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(bound, 1)
  }

  mutating func edit(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0...random(3) {
      let at = random(scalars.count)
      switch random(6) {
      case 0: scalars.remove(at: at)
      case 1: scalars[at] = Self.marks[random(Self.marks.count)]
      case 2: scalars.insert(Self.marks[random(Self.marks.count)], at: at)
      case 3: replaceValue(&scalars, from: at)
      case 4: changeDigit(&scalars, from: at)
      default: move(&scalars)
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// The value after the next colon becomes another.
  private mutating func replaceValue(_ scalars: inout [Unicode.Scalar], from at: Int) {
    guard let colon = scalars[at...].firstIndex(of: ":"),
      let end = scalars[(colon + 1)...].firstIndex(where: { $0 == "," || $0 == "}" })
    else { return }
    scalars.replaceSubrange((colon + 1)..<end, with: Self.words[random(Self.words.count)])
  }

  private mutating func changeDigit(_ scalars: inout [Unicode.Scalar], from at: Int) {
    guard let digit = scalars[at...].firstIndex(where: { ("0"..."9").contains($0) }) else { return }
    scalars.insert(contentsOf: Array("\(random(100_000))".unicodeScalars), at: digit)
  }

  private mutating func move(_ scalars: inout [Unicode.Scalar]) {
    let from = random(scalars.count)
    let part = Array(scalars[from..<min(scalars.count, from + random(12))])
    scalars.insert(contentsOf: part, at: random(scalars.count))
  }
}
