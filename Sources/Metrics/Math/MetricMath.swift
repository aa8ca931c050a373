/// One of the queries of an alarm or a chart on metric math (CloudWatch `MetricDataQuery`).
package struct MathQuery: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    case metric(MetricStatistic)
    case expression(MathExpression)
  }

  package let id: String
  package let content: Content
  package let label: String?

  package init(id: String, _ content: Content, label: String? = nil) {
    (self.id, self.content, self.label) = (id, content, label)
  }

  /// A small letter, then letters, digits and `_`.
  package static func isID(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
    }
  }
}

/// A metric with the statistic and the period it is asked for by (CloudWatch `MetricStat`).
package struct MetricStatistic: Sendable, Hashable {
  package let metric: MetricName
  /// Nil: whatever unit the metric has.
  package let unit: MetricUnit?
  package let statistic: Statistic
  package let period: PeriodSeries

  package init(_ metric: MetricName, unit: MetricUnit? = nil, _ statistic: Statistic, period: PeriodSeries) {
    (self.metric, self.unit, self.statistic, self.period) = (metric, unit, statistic, period)
  }
}

/// Queries that refer to each other, checked: every id is known, none depends on itself, every function has what it takes.
package struct MetricMath: Sendable, Hashable {
  package let queries: [MathQuery]
  /// What each query gives.
  let kinds: [String: MathKind]

  /// Throws what is wrong, and the id of the query it is wrong in.
  package init(_ queries: [MathQuery]) throws(MathProblem) {
    var checks = MathChecks(queries)
    for query in queries {
      do throws(MathError) { try checks.check(query) } catch { throw MathProblem(id: query.id, error: error) }
    }
    (self.queries, kinds) = (queries, checks.kinds)
  }

  package var metrics: [(id: String, metric: MetricStatistic)] {
    queries.compactMap { query in
      if case .metric(let metric) = query.content { (query.id, metric) } else { nil }
    }
  }

  /// It gives one series, as an alarm needs it.
  package func isSeries(_ id: String) -> Bool { kinds[id] == .series }

  /// It is a band of expected values.
  package func isBand(_ id: String) -> Bool {
    guard case .expression(let expression)? = queries.first(where: { $0.id == id })?.content,
      case .call(.band, _) = expression.root.content
    else { return false }
    return true
  }
}

package struct MathProblem: Error, Hashable {
  package let id: String
  package let error: MathError
}
