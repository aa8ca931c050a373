/// The rule types of DQDL, in the order of AWS's `rules-config.json`.
package enum RuleType: String, CaseIterable, Sendable, Hashable {
  case rowCount = "RowCount"
  case rowCountMatch = "RowCountMatch"
  case columnCount = "ColumnCount"
  case completeness = "Completeness"
  case isComplete = "IsComplete"
  case columnDataType = "ColumnDataType"
  case columnNamesMatchPattern = "ColumnNamesMatchPattern"
  case columnExists = "ColumnExists"
  case columnCorrelation = "ColumnCorrelation"
  case uniqueness = "Uniqueness"
  case isUnique = "IsUnique"
  case mean = "Mean"
  case sum = "Sum"
  case standardDeviation = "StandardDeviation"
  case variance = "Variance"
  case entropy = "Entropy"
  case distinctValuesCount = "DistinctValuesCount"
  case uniqueValueRatio = "UniqueValueRatio"
  case columnLength = "ColumnLength"
  case isPrimaryKey = "IsPrimaryKey"
  case columnValues = "ColumnValues"
  case dataFreshness = "DataFreshness"
  case customSql = "CustomSql"
  case referentialIntegrity = "ReferentialIntegrity"
  case datasetMatch = "DatasetMatch"
  case schemaMatch = "SchemaMatch"
  case aggregateMatch = "AggregateMatch"
  case detectAnomalies = "DetectAnomalies"
  case allStatistics = "AllStatistics"
  case fileMatch = "FileMatch"
  case fileUniqueness = "FileUniqueness"
  case fileFreshness = "FileFreshness"
  case fileSize = "FileSize"

  /// What a rule's condition may compare with.
  package enum Family: Sendable, Hashable {
    case number, text, date, duration, size
  }

  /// One way to write a rule: how many parameters, and what its condition compares (none: it is true or false itself).
  struct Signature: Sendable {
    let parameters: ClosedRange<Int>
    let families: [Family]
    var conditionIsOptional = false
  }
}

extension RuleType {
  /// Every way to write the rule; a rule fits the first whose number of parameters it has.
  var signatures: [Signature] {
    let many = 1...Int.max
    switch self {
    case .rowCount, .columnCount: return [.init(parameters: 0...0, families: [.number])]
    case .isComplete, .columnNamesMatchPattern, .columnExists: return [.init(parameters: 1...1, families: [])]
    case .columnDataType: return [.init(parameters: 1...1, families: [.text])]
    case .columnCorrelation, .referentialIntegrity, .aggregateMatch:
      return [.init(parameters: 2...2, families: [.number])]
    case .uniqueness: return [.init(parameters: many, families: [.number])]
    case .isUnique, .isPrimaryKey, .detectAnomalies: return [.init(parameters: many, families: [])]
    case .columnValues: return [.init(parameters: 1...1, families: [.number, .date, .text])]
    case .dataFreshness: return [.init(parameters: 1...1, families: [.duration])]
    case .customSql: return [.init(parameters: 1...1, families: [.number], conditionIsOptional: true)]
    case .datasetMatch: return [.init(parameters: 2...3, families: [.number])]
    case .fileMatch: return [.init(parameters: 0...1, families: [.text]), .init(parameters: 2...2, families: [])]
    case .fileUniqueness: return [.init(parameters: 0...1, families: [.number])]
    case .fileFreshness: return [.init(parameters: 0...1, families: [.date])]
    case .fileSize: return [.init(parameters: 0...1, families: [.size])]
    case .rowCountMatch, .completeness, .mean, .sum, .standardDeviation, .variance, .entropy, .distinctValuesCount,
      .uniqueValueRatio, .columnLength, .schemaMatch, .allStatistics:
      return [.init(parameters: 1...1, families: [.number])]
    }
  }

  var takesWhere: Bool {
    switch self {
    case .rowCount, .columnDataType, .columnLength, .columnValues, .columnCorrelation, .completeness, .isComplete,
      .uniqueness, .isUnique, .uniqueValueRatio, .distinctValuesCount, .isPrimaryKey, .mean, .sum, .standardDeviation,
      .variance, .entropy, .dataFreshness:
      true
    default: false
    }
  }

  var takesThreshold: Bool {
    switch self {
    case .columnDataType, .columnValues, .customSql, .fileFreshness, .fileSize: true
    default: false
    }
  }

  /// Analyzers gather a metric, so the rules that are only true or false are none.
  var mayAnalyze: Bool { signatures.contains { !$0.families.isEmpty } }
  var analyzesOnly: Bool { self == .allStatistics }

  /// Known to Deequ but not to Glue, so a ruleset using them is not portable.
  static let deequOnly = [
    "ZerosCount", "Range", "InterquartileRange", "Skewness", "Kurtosis", "DuplicateRowCount",
  ]
}
