import Foundation
import Operations
import Words

/// What comes in pages is the whole, each part once and in order, however small the pages are.
extension OperationsConformance {
  func pages() throws -> [String] {
    let running = try provider.running
    let executions = try running.executions(ExecutionQuery(limit: 100))
    guard let newest = executions.first?.id else { return [] }
    return try executionPages(executions, running) + historyPages(newest, running) + logPages(newest, running)
      + firePages()
  }

  private func executionPages(_ all: [ExecutionSummary], _ running: any RunReading) throws -> [String] {
    var query = ExecutionQuery(limit: 1)
    let told = try walked(upTo: all.count) { (last: ExecutionSummary?) in
      query.before = last?.id
      return try running.executions(query)
    }
    return told.map(\.id) == all.map(\.id) ? [] : ["executions page by page are not those at once"]
  }

  private func historyPages(_ execution: String, _ running: any RunReading) throws -> [String] {
    let all = try running.history(HistoryQuery(execution: execution))
    let told = try walked(upTo: all.count) { (last: HistoryEntry?) in
      try running.history(HistoryQuery(execution: execution, after: last?.id ?? 0, limit: 2))
    }
    var broken = told == all ? [] : ["the history page by page is not that at once"]
    if try running.history(HistoryQuery(execution: execution, limit: 1)).count > 1 {
      broken.append("a page of the history is longer than was asked for")
    }
    return broken
  }

  private func logPages(_ execution: String, _ running: any RunReading) throws -> [String] {
    let all = try running.logs(LogQuery(execution: execution, limit: 200))
    var broken: [String] = []
    let told = try walked(upTo: all.count) { (last: LogLine?) in
      try running.logs(LogQuery(execution: execution, afterID: last?.id ?? 0, limit: 3))
    }
    if told != all { broken.append("the log page by page is not that at once") }
    if try running.logs(LogQuery(execution: execution, limit: 1)).count > 1 {
      broken.append("a page of the log is longer than was asked for")
    }
    for level in Set(all.map(\.level)) {
      let lines = try running.logs(LogQuery(execution: execution, level: level, limit: 200))
      if lines != all.filter({ $0.level >= level }) { broken.append("\(level.word) and worse are other lines") }
    }
    for step in Set(all.map(\.step)).compactMap(\.self) {
      let lines = try running.logs(LogQuery(execution: execution, step: step, limit: 200))
      if lines != all.filter({ $0.step == step }) { broken.append("the lines of \(step) are others than among all") }
    }
    if try !running.logs(LogQuery(execution: "no-such-execution")).isEmpty {
      broken.append("an execution that is not there has a log")
    }
    return broken
  }

  private func firePages() throws -> [String] {
    if Capability.schedules.absence(in: provider) != nil { return [] }
    let scheduling = try provider.scheduling
    let all = try scheduling.scheduleFires(of: nil, before: nil, limit: 100)
    let told = try walked(upTo: all.count) { (last: ScheduleFireSummary?) in
      try scheduling.scheduleFires(of: nil, before: last?.id, limit: 1)
    }
    return told == all ? [] : ["fires page by page are not those at once"]
  }

  /// Page after page until one is empty; a provider that never comes to an end is left when it has told more than there is.
  private func walked<Part>(upTo count: Int, _ page: (Part?) throws -> [Part]) throws -> [Part] {
    var told: [Part] = []
    while told.count <= count {
      let next = try page(told.last)
      if next.isEmpty { return told }
      told += next
    }
    return told
  }
}
