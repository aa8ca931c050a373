/// What happens when a state fails.
extension MachineValidator {
  mutating func retriers(_ state: LocatedJSON, _ subject: String, _ language: QueryLanguage) {
    guard let retry = state["Retry"] else { return }
    guard let items = retry.items else { return error(retry.place, "Retry of \(subject) is a list, not \(retry.kind)") }
    for (index, item) in items.enumerated() {
      let name = "Retry of \(subject)"
      guard item.entries != nil else { error(item.place, "each of \(name) is an object, not \(item.kind)"); continue }
      known(
        item,
        [
          "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds", "JitterStrategy",
          "Comment",
        ], name)
      errorNames(item, isLast: index == items.count - 1, name)
      numbers(item, name)
    }
  }

  private mutating func numbers(_ retrier: LocatedJSON, _ name: String) {
    if let node = retrier["IntervalSeconds"] { positive(node, "IntervalSeconds in \(name)") }
    if let node = retrier["MaxAttempts"] {
      notNegative(node, "MaxAttempts in \(name)")
      if let number = node.integer, number > 99_999_999 {
        error(node.place, "MaxAttempts in \(name) is at most 99999999")
      }
    }
    if let node = retrier["BackoffRate"], (node.number ?? 0) < 1 {
      error(node.place, "BackoffRate in \(name) is a number, 1 or more")
    }
    if let node = retrier["MaxDelaySeconds"] {
      positive(node, "MaxDelaySeconds in \(name)")
      if let most = node.integer, most > 31_622_400 {
        error(node.place, "MaxDelaySeconds in \(name) is at most 31622400, a year")
      } else if let most = node.integer, most > 0, most <= retrier["IntervalSeconds"]?.integer ?? 1 {
        error(node.place, "MaxDelaySeconds in \(name) is more than IntervalSeconds")
      }
    }
    if let node = retrier["JitterStrategy"], !["FULL", "NONE"].contains(node.string ?? "") {
      error(node.place, "JitterStrategy in \(name) is FULL or NONE")
    }
  }

  mutating func catchers(
    _ state: LocatedJSON, _ targets: Set<String>, _ language: QueryLanguage, _ subject: String
  ) {
    guard let list = state["Catch"] else { return }
    guard let items = list.items else { return error(list.place, "Catch of \(subject) is a list, not \(list.kind)") }
    let own: Set<String> = language == .jsonata ? ["Output"] : ["ResultPath"]
    for (index, item) in items.enumerated() {
      let name = "Catch of \(subject)"
      guard item.entries != nil else { error(item.place, "each of \(name) is an object, not \(item.kind)"); continue }
      known(item, own.union(["ErrorEquals", "Next", "Assign", "Comment"]), name)
      errorNames(item, isLast: index == items.count - 1, name)
      if let next = item["Next"] {
        target(next, targets, "Next in \(name)")
      } else {
        error(item.place, "\(name) needs Next")
      }
      if let node = item["Assign"] { assign(node, language, subject) }
      if let node = item["Output"], language == .jsonata { expressions(node, "Output in \(name)") }
      if let node = item["ResultPath"], !node.isNull, language == .jsonPath {
        if let found = path(node, "ResultPath in \(name)"), !found.isReference || found.root != .value {
          error(node.place, "ResultPath in \(name) must lead to one place of the input")
        }
      }
    }
  }

  private mutating func errorNames(_ item: LocatedJSON, isLast: Bool, _ subject: String) {
    guard let list = item["ErrorEquals"] else { return error(item.place, "\(subject) needs ErrorEquals") }
    guard let names = list.items, !names.isEmpty else {
      return error(list.place, "ErrorEquals in \(subject) is a list of names, and not empty")
    }
    for name in names {
      guard let text = name.string else {
        error(name.place, "each of ErrorEquals in \(subject) is a name, not \(name.kind)")
        continue
      }
      if text == "States.ALL" {
        if names.count > 1 { error(name.place, "States.ALL stands alone in ErrorEquals, in \(subject)") }
        if !isLast { error(name.place, "States.ALL stands in the last of \(subject)") }
      } else if text.hasPrefix("States."), !ErrorName.reserved.contains(text) {
        warn(name.place, "\(text) in \(subject) is no error of States; names that begin so are reserved")
      }
    }
  }
}

/// The names of errors that the language itself makes.
package enum ErrorName {
  package static let reserved: Set<String> = [
    "States.ALL", "States.HeartbeatTimeout", "States.Timeout", "States.TaskFailed", "States.Permissions",
    "States.ResultPathMatchFailure", "States.ParameterPathFailure", "States.QueryEvaluationError",
    "States.BranchFailed", "States.NoChoiceMatched", "States.IntrinsicFailure",
    "States.ExceedToleratedFailureThreshold", "States.ItemReaderFailed", "States.ResultWriterFailed",
    "States.DataLimitExceeded", "States.Runtime",
  ]
}
