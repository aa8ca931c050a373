extension MetricMath {
  /// What a query gives over a grid, the oldest period first; nil for a period without a datapoint. Of a query that gives
  /// several series, the first.
  ///
  /// - Parameter source: the datapoints of a metric's query over a grid, as many as that has periods.
  package func series(
    _ id: String, over grid: SeriesGrid, source: @escaping (String, SeriesGrid) -> [Double?]
  ) -> [Double?] {
    value(id, grid, source).series(grid.count)
  }

  /// All series of a query over a grid; of a number one that is the same in each period.
  package func allSeries(
    _ id: String, over grid: SeriesGrid, source: @escaping (String, SeriesGrid) -> [Double?]
  ) -> [[Double?]] {
    let value = value(id, grid, source)
    if case .scalar = value { return [value.series(grid.count)] }
    return value.all
  }

  private func value(
    _ id: String, _ grid: SeriesGrid, _ source: @escaping (String, SeriesGrid) -> [Double?]
  ) -> MathValue {
    MathCalculation(math: self, grid: grid, source: source, bands: AnomalyBands()).value(of: id)
  }

  /// How many seconds before what is asked for it needs datapoints of: those a band is trained on.
  package var looksBack: Int {
    let trains = queries.contains { query in
      if case .expression(let expression) = query.content { expression.root.takesBand } else { false }
    }
    return trains ? (AnomalyModel.trainingDays + 1) * 86_400 : 0
  }
}

extension MathNode {
  /// A band of expected values stands in it.
  var takesBand: Bool {
    switch content {
    case .number, .id, .text, .keyword: false
    case .negative(let operand): operand.takesBand
    case .binary(_, let left, let right): left.takesBand || right.takesBand
    case .list(let items): items.contains(where: \.takesBand)
    case .call(let function, let arguments): function == .band || arguments.contains(where: \.takesBand)
    }
  }
}
