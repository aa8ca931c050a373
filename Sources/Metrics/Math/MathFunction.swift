/// The functions of metric math.
enum MathFunction: String, Sendable, Hashable, CaseIterable {
  case abs = "ABS"
  case ceil = "CEIL"
  case floor = "FLOOR"
  case log = "LOG"
  case log10 = "LOG10"
  case average = "AVG"
  case maximum = "MAX"
  case minimum = "MIN"
  case sum = "SUM"
  case deviation = "STDDEV"
  case datapointCount = "DATAPOINT_COUNT"
  case metricCount = "METRIC_COUNT"
  case difference = "DIFF"
  case timeDifference = "DIFF_TIME"
  case rate = "RATE"
  case runningSum = "RUNNING_SUM"
  case fill = "FILL"
  case first = "FIRST"
  case last = "LAST"
  case choose = "IF"
  case metrics = "METRICS"
  case minute = "MINUTE"
  case hour = "HOUR"
  case day = "DAY"
  case date = "DATE"
  case month = "MONTH"
  case year = "YEAR"
  case epoch = "EPOCH"
  case period = "PERIOD"
  case removeEmpty = "REMOVE_EMPTY"
  case slice = "SLICE"
  case sort = "SORT"
  case timeSeries = "TIME_SERIES"
  case band = "ANOMALY_DETECTION_BAND"

  /// How many arguments it takes.
  var arguments: ClosedRange<Int> {
    switch self {
    case .fill: 2...2
    case .choose: 2...3
    case .metrics: 0...1
    case .slice: 2...3
    case .sort: 3...4
    case .band: 1...2
    default: 1...1
    }
  }

  /// What stands for a call of it in messages.
  var form: String {
    switch self {
    case .fill: "FILL(m1, 0), FILL(m1, REPEAT) or FILL(m1, LINEAR)"
    case .choose: "IF(condition, then, else)"
    case .metrics: "METRICS() or METRICS('errors')"
    case .slice: "SLICE(METRICS(), 0, 2)"
    case .sort: "SORT(METRICS(), AVG, DESC, 3)"
    case .band: "ANOMALY_DETECTION_BAND(m1, 2)"
    default: "\(rawValue)(m1)"
    }
  }

  /// Functions that ask an account of AWS.
  static let remote = ["SEARCH", "INSIGHT_RULE_METRIC", "LAMBDA", "SERVICE_QUOTA", "DB_PERF_INSIGHTS"]
}
