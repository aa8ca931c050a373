import Foundation
import JSON
import JSONata
import StatesLanguage

// How fast a state machine goes when no task holds it up, what a Map of 100,000 items takes, and how long an expression over
// 10 MB does: Tests/Benchmarks/README.md has the figures.

/// CPU seconds of this process, so that a busy machine does not matter.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func peakMegabytes() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss / 1024
}

func play(_ machine: String, _ input: JSONValue) throws -> (events: Int, status: String, seconds: Double) {
  let definition = try MachineDefinition(parsing: machine)
  var limits = ExecutionLimits()
  limits.events = .max / 2
  limits.payload = 100 << 20
  let start = processorSeconds()
  let execution = Execution(
    definition, input: input, facts: ExecutionFacts(name: "run", machine: "m"),
    at: Date(timeIntervalSince1970: 1_764_000_000), seed: 1, limits: limits)
  var simulation = Simulation(execution, try MockedTasks([:]), record: { _ in })
  try simulation.run()
  let ended = simulation.execution
  return (ended.eventCount, ended.status.rawValue, processorSeconds() - start)
}

let loop = """
  {"StartAt": "Count", "States": {
    "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "Enough"},
    "Enough": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 250000, "Next": "Count"}], "Default": "Done"},
    "Done": {"Type": "Succeed"}}}
  """
let straight = """
  {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"},
    "B": {"Type": "Choice", "Choices": [{"Variable": "$.no", "IsPresent": true, "Next": "C"}], "Default": "A"},
    "C": {"Type": "Succeed"}}}
  """
let map = """
  {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "I", "States": {
    "I": {"Type": "Pass", "End": true}}}}}}
  """
let distributed = map.replacingOccurrences(
  of: "\"ItemProcessor\": {", with: "\"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\"}, ")

_ = DeepStack.run {
  do {
    for (kind, machine) in [("a distributed", distributed), ("an inline", map)] {
      let mapped = try play(machine, .array((0..<100_000).map { .int($0) }))
      print(
        "\(kind) Map of 100,000 items: \(Int(mapped.seconds * 1000)) ms, peak \(peakMegabytes()) MB",
        "(\(mapped.events) events, \(mapped.status))")
    }
    for _ in 0..<3 {
      let counted = try play(loop, ["n": 0])
      print(
        "a counting loop: \(Int(Double(counted.events) / counted.seconds)) events a second (\(counted.events), \(counted.status))"
      )
    }
    // Ends at the limit of events.
    let definition = try MachineDefinition(parsing: straight)
    var limits = ExecutionLimits()
    limits.events = 2_000_000
    let start = processorSeconds()
    var execution = Execution(
      definition, input: [:], facts: ExecutionFacts(name: "run", machine: "m"),
      at: Date(timeIntervalSince1970: 1_764_000_000), seed: 1, limits: limits)
    let seconds = processorSeconds() - start
    print("Pass and Choice: \(Int(Double(execution.takeEvents().count) / seconds)) events a second")
    let orders = (0..<140_000).map {
      "{\"id\": \($0), \"customer\": \"customer \($0 % 977)\", \"total\": \(Double($0 % 1000) / 4), \"state\": \"paid\"}"
    }
    let text = "{\"orders\": [" + orders.joined(separator: ", ") + "]}"
    let document = try JSONValue(parsing: text)
    print("a document of \(text.utf8.count / 1_000_000) MB:")
    for expression in [
      "$sum(orders.total)", "$count(orders[total > 100])", "orders{customer: $sum(total)}",
      "$sort(orders, function($a, $b) {$a.total < $b.total})[0].id",
      "orders.{'n': $uppercase(customer)}",
    ] {
      let compiled = try JSONataExpression(expression)
      let start = processorSeconds()
      let value = try compiled.evaluate(document, limits: EvaluationLimits(seconds: 60))
      print("  \(expression): \(Int((processorSeconds() - start) * 1000)) ms, \(value?.text.utf8.count ?? 0) bytes")
    }
    for endless in ["($f := function() { $f() }; $f())", "$map([1..10000000], function($x) { $sum([1..10000]) })"] {
      let compiled = try JSONataExpression(endless)
      let start = Date()
      do {
        _ = try compiled.evaluate(document, limits: EvaluationLimits(seconds: 1))
        print("  \(endless): ended by itself")
      } catch {
        print("  \(endless): \(error) after \(Int(Date().timeIntervalSince(start) * 1000)) ms")
      }
    }
  } catch {
    print("\(error)")
  }
}
