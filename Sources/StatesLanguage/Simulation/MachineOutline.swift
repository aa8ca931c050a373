/// A machine as lines of text: each state with what it does and where it leads.
package struct MachineOutline {
  package struct Line: Sendable, Hashable {
    package enum Kind: Sendable, Hashable { case start, state, way, caught, inner }

    package let kind: Kind
    /// How deep within branches and items.
    package let depth: Int
    package let text: String
    /// What is told beside.
    package let note: String
  }

  package private(set) var lines: [Line] = []

  package init(_ definition: MachineDefinition) { add(definition.body, 0) }

  private mutating func add(_ block: BlockDefinition, _ depth: Int) {
    line(.start, depth, "start", "→ \(block.states[block.start].name)")
    for index in Self.order(block) { add(block.states[index], block, depth) }
  }

  /// From the start on, each state before those it leads to first.
  private static func order(_ block: BlockDefinition) -> [Int] {
    var (order, seen): ([Int], Set<Int>) = ([], [])
    var waiting = [block.start]
    while let index = waiting.popLast() {
      guard seen.insert(index).inserted else { continue }
      order.append(index)
      waiting += block.states[index].ways.compactMap(\.to).reversed()
    }
    return order + block.states.indices.filter { !seen.contains($0) }
  }

  private mutating func line(_ kind: Line.Kind, _ depth: Int, _ text: String, _ note: String = "") {
    lines.append(Line(kind: kind, depth: depth, text: text, note: note))
  }

  private mutating func add(_ state: StateDefinition, _ block: BlockDefinition, _ depth: Int) {
    line(.state, depth, state.name, state.summary)
    for (index, inner) in state.blocks.enumerated() {
      line(.inner, depth + 1, state.kind == .map ? "each item" : "branch \(index + 1)")
      add(inner, depth + 2)
    }
    for way in state.ways { add(way.way, way.to.map { block.states[$0].name } ?? "end", state, depth) }
  }

  private mutating func add(_ way: Transition.Way, _ target: String, _ state: StateDefinition, _ depth: Int) {
    switch way {
    case .next: line(.way, depth + 1, "→ \(target)")
    case .otherwise: line(.way, depth + 1, "→ \(target)", "otherwise")
    case .rule(let index):
      guard case .choice(let choice) = state.work else { return }
      line(.way, depth + 1, "→ \(target)", "if \(choice.rules[index].words)")
    case .caught(let index):
      line(.caught, depth + 1, "✗ \(target)", "on \(state.catchers[index].errors.joined(separator: ", "))")
    }
  }
}

extension StateDefinition {
  /// Its type and what it does, in a few words.
  package var summary: String {
    let retries = retriers.isEmpty ? "" : ", tried again on \(retriers.flatMap(\.errors).joined(separator: ", "))"
    return kind.rawValue + detail + retries
  }

  private var detail: String {
    switch work {
    case .task(let task): " " + task.resource.words
    case .map(let map): map.isDistributed ? " distributed" : ""
    case .parallel(let branches): " of \(branches.count)"
    case .wait(let wait): wait.words
    case .pass, .choice, .succeed, .fail: ""
    }
  }
}

extension TaskResource {
  /// `glue:startJobRun.sync`, or the text where it is no service's.
  package var words: String {
    guard case .service(let service, let action) = surface, !service.isEmpty else { return text }
    return service + ":" + action
  }
}

extension WaitDefinition {
  fileprivate var words: String {
    switch (seconds, timestamp) {
    case (.number(let number)?, _): " \(Int(number)) s"
    case (.path(let path)?, _): " \(path.text) s"
    case (.query(let query)?, _): " \(query.text) s"
    case (nil, .text(let text)?): " until \(text)"
    case (nil, _): " until a time from data"
    }
  }
}
