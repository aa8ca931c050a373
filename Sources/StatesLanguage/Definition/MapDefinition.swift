import JSON

/// What a Map does with its items.
package struct MapDefinition {
  package let processor: BlockDefinition
  package let isDistributed: Bool
  /// JSONPath's ItemsPath.
  let itemsPath: JSONPath?
  /// JSONata's Items.
  let items: Template?
  let selector: Template?
  let concurrency: Quantity?
  let toleratedCount: Quantity?
  let toleratedPercentage: Quantity?
  let reader: ReaderDefinition?
  let batcher: BatcherDefinition?
  let writer: WriterDefinition?
  let label: String?

  init(_ node: LocatedJSON, _ language: QueryLanguage) {
    let processor = node["ItemProcessor"] ?? node["Iterator"] ?? node
    self.processor = BlockDefinition(processor, language)
    isDistributed = processor["ProcessorConfig"]?["Mode"]?.string == "DISTRIBUTED"
    itemsPath = node["ItemsPath"]?.string.flatMap { try? JSONPath(parsing: $0) }
    items = node["Items"].map { Template($0, language) }
    selector = (node["ItemSelector"] ?? node["Parameters"]).map { Template($0, language) }
    concurrency = Quantity(node, "MaxConcurrency")
    toleratedCount = Quantity(node, "ToleratedFailureCount")
    toleratedPercentage = Quantity(node, "ToleratedFailurePercentage")
    reader = node["ItemReader"].map { ReaderDefinition($0, language) }
    batcher = node["ItemBatcher"].map { BatcherDefinition($0, language) }
    writer = node["ResultWriter"].map { WriterDefinition($0, language) }
    label = node["Label"]?.string
  }
}

/// Where a distributed Map finds its items.
struct ReaderDefinition {
  let resource: String
  let parameters: Template?
  let most: Quantity?
  let config: JSONValue

  init(_ node: LocatedJSON, _ language: QueryLanguage) {
    resource = node["Resource"]?.string ?? ""
    parameters = node[language == .jsonata ? "Arguments" : "Parameters"].map { Template($0, language) }
    config = node["ReaderConfig"]?.json ?? [:]
    most = node["ReaderConfig"].flatMap { Quantity($0, "MaxItems") }
  }
}

/// How items are put together.
struct BatcherDefinition {
  let mostItems: Quantity?
  let mostBytes: Quantity?
  let input: Template?

  init(_ node: LocatedJSON, _ language: QueryLanguage) {
    mostItems = Quantity(node, "MaxItemsPerBatch")
    mostBytes = Quantity(node, "MaxInputBytesPerBatch")
    input = node["BatchInput"].map { Template($0, language) }
  }
}

/// Where the results go.
struct WriterDefinition {
  let resource: String?
  let parameters: Template?

  init(_ node: LocatedJSON, _ language: QueryLanguage) {
    resource = node["Resource"]?.string
    parameters = node[language == .jsonata ? "Arguments" : "Parameters"].map { Template($0, language) }
  }
}
