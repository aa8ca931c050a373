import JSON

/// One workflow, and what its tests touched of it.
package struct TestedWorkflow: Sendable {
  package struct Outcome: Sendable {
    package let name: String
    package let file: String
    package let complaints: [String]
  }

  package let name: String
  package let outcomes: [Outcome]
  package let all: [Coverage.Line]
  package let missing: [Coverage.Line]

  package var touched: Int { all.count - missing.count }
  package var percent: Double { all.isEmpty ? 100 : (Double(touched) * 1000 / Double(all.count)).rounded() / 10 }

  package func isGood(least: Double) -> Bool { outcomes.allSatisfy { $0.complaints.isEmpty } && percent >= least }

  package var json: JSONValue {
    [
      "workflow": .string(name), "touched": .int(touched), "total": .int(all.count), "percent": .double(percent),
      "tests": .array(
        outcomes.map {
          [
            "name": .string($0.name), "file": .string($0.file), "passed": .bool($0.complaints.isEmpty),
            "complaints": .array($0.complaints.map(JSONValue.string)),
          ]
        }),
      "missing": .array(
        missing.map { ["state": .string($0.state), "by": .optional($0.way?.words), "to": .optional($0.to)] }),
    ]
  }

  /// Plays a machine once for each of its tests.
  ///
  /// - Parameter file: where a test stands, as outcomes name it.
  package static func play(
    _ name: String, _ text: String, _ tests: [(file: String, test: WorkflowTest)]
  ) throws(InvalidMachine) -> TestedWorkflow {
    var coverage = Coverage()
    var outcomes: [Outcome] = []
    for (file, test) in tests {
      let played = try PlayedExecution.play(text, test.setting)
      coverage.add(played.coverage)
      outcomes.append(Outcome(name: test.name, file: file, complaints: test.complaints(played)))
    }
    let definition = try MachineDefinition(parsing: text)
    return TestedWorkflow(
      name: name, outcomes: outcomes, all: coverage.lines(of: definition), missing: coverage.missing(of: definition))
  }
}
