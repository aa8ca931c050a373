import Canvas
import Foundation
import Operations
import Reports
import Widgets
import Words

extension NodeState {
  /// How a step is, for the box of its node.
  init(_ step: StepSummary, now: Date) {
    let took = step.status == .skipped ? nil : step.seconds(now: now).map(AgeText.duration)
    let tries = step.state.flatMap { $0.tries > 1 ? "\($0.tries) tries" : nil }
    let rows = step.state == nil && step.flow.read > 0 ? "\(NumberText.integer(Int(step.flow.written))) rows" : nil
    self.init(
      mark: step.look.status, role: step.status == .waiting ? .dim : step.look.role,
      facts: [took, rows, tries].compactMap { $0 }.joined(separator: ", "),
      after: step.dependsOn.filter { _ in step.startedAt != nil && step.status != .skipped })
  }
}
