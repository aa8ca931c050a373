import JSON

/// Branches and iterations, and what becomes of the state they belong to.
extension Execution {
  mutating func startBranches(
    _ strand: Int, _ definition: StateDefinition, _ branches: [BlockDefinition]
  ) throws(DataFailure) {
    var view = view(strand, definition)
    let input = try effectiveInput(definition, &view, &random)
    record(.parallel(.started), strand)
    var group = StrandGroup(kind: .parallel, input: input, results: Array(repeating: .null, count: branches.count))
    strands[strand].phase = .grouped
    strands[strand].epoch += 1
    for (index, block) in branches.enumerated() {
      let inner = addInner(strand, block, index, input, mapItem: strands[strand].mapItem)
      group.running.insert(inner)
      turn(inner)
    }
    groups[strand] = group
  }

  /// A strand within one that waits for it.
  mutating func addInner(
    _ parent: Int, _ block: BlockDefinition, _ index: Int, _ input: JSONValue, mapItem: ContextObject.MapItem?
  ) -> Int {
    let outer = strands[parent]
    var inner = Strand(block: block, state: block.start, input: input, enteredTime: now, lastBeat: now)
    inner.parent = parent
    inner.index = index
    inner.child = outer.child
    inner.variables = outer.variables.enclosed
    inner.mapItem = mapItem
    inner.lastEvent = outer.lastEvent
    return addStrand(inner)
  }

  // MARK: A strand's end

  mutating func endStrand(_ strand: Int, with output: JSONValue) {
    guard let parent = strands[strand].parent else { return succeed(output) }
    let line = strands[strand]
    guard let kind = groups[parent]?.kind else { return }
    if kind == .inline {
      record(.iteration(.succeeded, name: strands[parent].definition.name, index: line.index), strand)
    }
    if kind != .distributed { strands[parent].lastEvent = strands[strand].lastEvent }
    free(strand)
    groups[parent]?.results[line.index] = output
    groups[parent]?.running.remove(strand)
    groups[parent]?.finished += 1
    goOn(parent)
  }

  mutating func endStrand(_ strand: Int, failing failure: StateFailure) {
    guard let parent = strands[strand].parent else {
      return conclude(.failed, failure, after: strands[strand].lastEvent)
    }
    guard let kind = groups[parent]?.kind else { return }
    if kind == .distributed { return countFailure(strand, of: parent, failure) }
    let line = strands[strand]
    let name = strands[parent].definition.name
    if kind == .inline { record(.iteration(.failed, name: name, index: line.index), strand) }
    strands[parent].lastEvent = strands[strand].lastEvent
    left[parent] = remains(of: parent)
    abortGroup(parent, except: strand)
    free(strand)
    record(kind == .parallel ? .parallel(.failed) : .map(.failed), parent)
    fail(parent, failure)
  }

  /// Ends what else the group has at work.
  mutating func abortGroup(_ parent: Int, except failed: Int?) {
    guard let group = groups.removeValue(forKey: parent) else { return }
    let name = strands[parent].definition.name
    for strand in group.running.sorted() where strand != failed {
      if group.kind == .inline {
        record(.iteration(.aborted, name: name, index: strands[strand].index), strand)
        strands[parent].lastEvent = strands[strand].lastEvent
      }
      abort(strand)
    }
  }

  /// A child execution failed: the Map goes on as long as it tolerates that.
  private mutating func countFailure(_ strand: Int, of parent: Int, _ failure: StateFailure) {
    let index = strands[strand].index
    let remains = remains(of: strand)
    abort(strand)
    guard var group = groups[parent] else { return }
    groups[parent] = nil
    var told: JSONObject = [:]
    if let error = failure.error { told["Error"] = .string(error) }
    if let cause = failure.cause { told["Cause"] = .string(cause) }
    group.results[index] = .object(told)
    group.running.remove(strand)
    group.finished += 1
    group.failed.append(remains)
    group.firstFailure = group.firstFailure ?? failure
    let isExceeded = group.tolerance.isExceeded(by: group.failed.count, of: group.results.count)
    groups[parent] = group
    if isExceeded { exceed(parent) } else { goOn(parent) }
  }

  private mutating func exceed(_ parent: Int) {
    let first = groups[parent]?.firstFailure
    left[parent] = remains(of: parent)
    abortGroup(parent, except: nil)
    var cause = "The specified tolerated failure threshold was exceeded"
    if let error = first?.error { cause += "; the first failure was \(error)" }
    if let inner = first?.cause { cause += ": \(inner)" }
    failMapRun(parent, StateFailure(error: "States.ExceedToleratedFailureThreshold", cause: cause))
  }

  /// Starts what there is room for, or ends the state when all is done.
  mutating func goOn(_ parent: Int) {
    guard let isDone = groups[parent]?.isDone, let kind = groups[parent]?.kind else { return }
    guard isDone, let group = groups.removeValue(forKey: parent) else {
      if kind != .parallel { startIterations(parent) }
      return
    }
    left[parent] = nil
    switch group.kind {
    case .parallel:
      record(.parallel(.succeeded), parent)
      finish(parent, result: .array(group.results))
    case .inline:
      record(.map(.succeeded), parent)
      finish(parent, result: .array(group.results))
    case .distributed:
      // Where ResultWriter fails, the results are there for a redrive.
      left[parent] = Remains(strand: strands[parent], group: group)
      write(group.results, parent)
    }
  }
}
