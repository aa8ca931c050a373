import JSON

/// Maps: their items, iterations and results.
extension Execution {
  mutating func startMap(_ strand: Int, _ definition: StateDefinition, _ map: MapDefinition) throws(DataFailure) {
    var view = view(strand, definition)
    view.scope.value = try view.selected(definition.flow.input, from: view.scope.value, "InputPath")
    if let reader = map.reader { return try read(reader, strand, definition, view) }
    try begin(strand, definition, map, view, try items(map, view))
  }

  private mutating func items(_ map: MapDefinition, _ view: DataView) throws(DataFailure) -> [JSONValue] {
    if let template = map.items {
      let value = try view.value(template, "Items", &random)
      if let items = value.arrayValue { return items }
      if case .query(let query) = template { throw view.unexpected(query, "Items", "array", value) }
      throw .query("The field 'Items' is no array: \(value.excerpt)", at: "Items")
    }
    let path = map.itemsPath?.text ?? "$"
    guard let value = map.itemsPath.map({ $0.value(in: view.scope) }) ?? view.scope.value else {
      throw .runtime("Invalid path '\(path)': The Map state's ItemsPath references an invalid value.")
    }
    if let items = value.arrayValue { return items }
    let message = "Reference path \"\(path)\" must point to array."
    throw view.language == .jsonata ? .query(message, at: "Items") : .runtime(message)
  }

  // MARK: Reading

  private mutating func read(
    _ reader: ReaderDefinition, _ strand: Int, _ definition: StateDefinition, _ view: DataView
  ) throws(DataFailure) {
    let field = definition.language == .jsonata ? "Arguments" : "Parameters"
    var input: JSONObject = ["ReaderConfig": reader.config]
    if let parameters = reader.parameters { input[field] = try view.value(parameters, field, &random) }
    request(
      TaskRequest(
        token: newToken(), purpose: .items, state: definition.name, resource: TaskResource(reader.resource),
        input: .object(input), retry: strands[strand].retryCount, timeoutSeconds: nil, heartbeatSeconds: nil), strand)
  }

  mutating func takeItems(_ output: JSONValue, _ strand: Int) {
    let definition = strands[strand].definition
    guard case .map(let map) = definition.work else { return }
    guard var items = output.arrayValue else {
      let cause = "What ItemReader read is no array"
      return failMap(strand, StateFailure(error: "States.ItemReaderFailed", cause: cause), .items)
    }
    do throws(DataFailure) {
      var view = view(strand, definition)
      view.scope.value = try view.selected(definition.flow.input, from: view.scope.value, "InputPath")
      if let most = map.reader?.most {
        items = Array(items.prefix(try view.whole(most, "MaxItems", in: 0...100_000_000, &random)))
      }
      try begin(strand, definition, map, view, items)
    } catch {
      fail(strand, error)
    }
  }

  // MARK: Iterations

  private mutating func begin(
    _ strand: Int, _ definition: StateDefinition, _ map: MapDefinition, _ view: DataView, _ items: [JSONValue]
  ) throws(DataFailure) {
    let items = map.isDistributed ? try batches(items, map, view, strand, definition) : items
    var group = StrandGroup(
      kind: map.isDistributed ? .distributed : .inline, input: view.scope.value, items: items,
      results: Array(repeating: .null, count: items.count))
    group.concurrency = try concurrency(map, view)
    group.tolerance = try tolerance(map, view)
    record(.mapStarted(length: items.count), strand)
    if map.isDistributed { record(.mapRun(.started, arn: mapRun(definition, map), nil), strand) }
    strands[strand].phase = .grouped
    strands[strand].epoch += 1
    groups[strand] = group
    goOnOrEnd(strand)
  }

  private mutating func goOnOrEnd(_ strand: Int) {
    guard groups[strand]?.items.isEmpty == false else { return goOn(strand) }
    startIterations(strand)
  }

  private mutating func concurrency(_ map: MapDefinition, _ view: DataView) throws(DataFailure) -> Int {
    let most = map.isDistributed ? limits.distributedConcurrency : limits.inlineConcurrency
    guard let quantity = map.concurrency else { return most }
    let wanted = try view.whole(quantity, "MaxConcurrency", in: 0...Int(Int32.max), &random)
    return wanted == 0 ? most : min(wanted, most)
  }

  private mutating func tolerance(_ map: MapDefinition, _ view: DataView) throws(DataFailure) -> StrandGroup.Tolerance {
    var tolerance = StrandGroup.Tolerance()
    if let count = map.toleratedCount {
      tolerance.count = try view.whole(count, "ToleratedFailureCount", in: 0...Int(Int32.max), &random)
    }
    if let percentage = map.toleratedPercentage {
      let value = try view.number(percentage, "ToleratedFailurePercentage", &random)
      guard (0...100).contains(value) else {
        let message = "The value of the field 'ToleratedFailurePercentage' is a number from 0 to 100"
        throw view.language == .jsonata ? .query(message, at: "ToleratedFailurePercentage") : .runtime(message)
      }
      tolerance.percentage = value
    }
    return tolerance
  }

  mutating func startIterations(_ parent: Int) {
    let definition = strands[parent].definition
    guard case .map(let map) = definition.work else { return }
    while let next = groups[parent]?.takeAgain() { takeUp(next, within: parent) }
    while let next = takeItem(parent) {
      do throws(DataFailure) {
        try startIteration(parent, definition, map, next.input, next.item, next.index)
      } catch {
        groups[parent]?.putBack(next.item)
        left[parent] = remains(of: parent)
        abortGroup(parent, except: nil)
        if map.isDistributed { record(.mapRun(.failed, arn: mapRun(definition, map), nil), parent) }
        record(.map(.failed), parent)
        return fail(parent, error)
      }
    }
  }

  /// The next item, where there is one and room for it. What is started needs its item no more.
  ///
  /// Changes the group where it is kept: a copy beside it would have its lists copied with each item.
  private mutating func takeItem(_ parent: Int) -> (input: JSONValue, item: JSONValue, index: Int)? {
    groups[parent]?.takeItem()
  }

  private mutating func startIteration(
    _ parent: Int, _ definition: StateDefinition, _ map: MapDefinition, _ input: JSONValue, _ item: JSONValue,
    _ index: Int
  ) throws(DataFailure) {
    // A batch was put together of selected items.
    let isSelected = map.isDistributed && map.batcher != nil
    let value = isSelected ? item : try selected(item, index, map, input, parent, definition)
    guard value.byteCount <= limits.payload else {
      throw .tooLarge("The input of iteration \(index) of '\(definition.name)'", limits.payload)
    }
    let mapItem = ContextObject.MapItem(index: index, value: item)
    let inner = addInner(parent, map.processor, index, value, mapItem: mapItem)
    if map.isDistributed {
      strands[inner].variables = Variables()
      strands[inner].child = inner
      childEvents[inner] = 1
    } else {
      record(.iteration(.started, name: definition.name, index: index), inner)
    }
    groups[parent]?.running.insert(inner)
    turn(inner)
  }

  private mutating func selected(
    _ item: JSONValue, _ index: Int, _ map: MapDefinition, _ input: JSONValue, _ parent: Int,
    _ definition: StateDefinition
  ) throws(DataFailure) -> JSONValue {
    guard let selector = map.selector else { return item }
    var view = view(parent, definition)
    view.scope.value = input
    view.scope.context.mapItem = ContextObject.MapItem(index: index, value: item)
    return try view.value(selector, "ItemSelector", &random)
  }

  // MARK: Batches

  private mutating func batches(
    _ items: [JSONValue], _ map: MapDefinition, _ view: DataView, _ strand: Int, _ definition: StateDefinition
  ) throws(DataFailure) -> [JSONValue] {
    guard let batcher = map.batcher else { return items }
    let most = try batcher.mostItems.map { quantity throws(DataFailure) in
      try view.whole(quantity, "MaxItemsPerBatch", in: 1...Int(Int32.max), &random)
    }
    let bytes = try batcher.mostBytes.map { quantity throws(DataFailure) in
      try view.whole(quantity, "MaxInputBytesPerBatch", in: 1...limits.payload, &random)
    }
    let shared = try batcher.input.map { template throws(DataFailure) in
      try view.value(template, "BatchInput", &random)
    }
    var (batches, batch, size): ([JSONValue], [JSONValue], Int) = ([], [], 0)
    func closed(_ items: [JSONValue]) -> JSONValue {
      var object: JSONObject = [:]
      if let shared { object["BatchInput"] = shared }
      object["Items"] = .array(items)
      return .object(object)
    }
    let empty = closed([]).byteCount
    for (index, item) in items.enumerated() {
      let value = try selected(item, index, map, view.scope.value, strand, definition)
      let more = value.byteCount + 1
      if !batch.isEmpty, batch.count == most ?? .max || empty + size + more > bytes ?? .max {
        batches.append(closed(batch))
        (batch, size) = ([], 0)
      }
      batch.append(value)
      size += more
    }
    return batch.isEmpty ? batches : batches + [closed(batch)]
  }

  // MARK: The end

  func mapRun(_ definition: StateDefinition, _ map: MapDefinition) -> String {
    let label = map.label ?? definition.name.filter { $0.isLetter || $0.isNumber }
    return "arn:aws:states:\(facts.region):\(facts.account):mapRun:\(facts.machine)/\(label):\(facts.name)"
  }

  /// The results go to ResultWriter, where there is one.
  mutating func write(_ results: [JSONValue], _ strand: Int) {
    let definition = strands[strand].definition
    guard case .map(let map) = definition.work, let writer = map.writer, let resource = writer.resource else {
      return finishMap(strand, .array(results))
    }
    do throws(DataFailure) {
      var view = view(strand, definition)
      view.scope.value = try view.selected(definition.flow.input, from: view.scope.value, "InputPath")
      let field = definition.language == .jsonata ? "Arguments" : "Parameters"
      let place = try writer.parameters.map { template throws(DataFailure) in try view.value(template, field, &random) }
      request(
        TaskRequest(
          token: newToken(), purpose: .results, state: definition.name, resource: TaskResource(resource),
          input: [
            "Parameters": place ?? [:], "MapRunArn": .string(mapRun(definition, map)), "Results": .array(results),
          ],
          retry: strands[strand].retryCount, timeoutSeconds: nil, heartbeatSeconds: nil), strand)
    } catch {
      fail(strand, error)
    }
  }

  mutating func finishMap(_ strand: Int, _ result: JSONValue) {
    let definition = strands[strand].definition
    guard case .map(let map) = definition.work else { return }
    left[strand] = nil
    record(.mapRun(.succeeded, arn: mapRun(definition, map), nil), strand)
    record(.map(.succeeded), strand)
    finish(strand, result: result)
  }

  /// Reading or writing failed.
  mutating func failMap(_ strand: Int, _ failure: StateFailure, _ purpose: TaskRequest.Purpose) {
    if purpose == .results { return failMapRun(strand, failure) }
    record(.map(.failed), strand)
    fail(strand, failure)
  }

  mutating func failMapRun(_ strand: Int, _ failure: StateFailure) {
    let definition = strands[strand].definition
    guard case .map(let map) = definition.work else { return }
    record(.mapRun(.failed, arn: mapRun(definition, map), failure), strand)
    record(.map(.failed), strand)
    fail(strand, failure)
  }
}
