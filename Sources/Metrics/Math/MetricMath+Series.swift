extension MetricMath {
  /// What a query gives over a grid, the oldest period first; nil for a period without a datapoint. Of a query that gives
  /// several series, the first.
  ///
  /// - Parameter source: the datapoints of a metric's query over a grid, as many as that has periods.
  package func series(
    _ id: String, over grid: SeriesGrid, source: @escaping (String, SeriesGrid) -> [Double?]
  ) -> [Double?] {
    MathCalculation(math: self, grid: grid, source: source, bands: AnomalyBands()).value(of: id).series(grid.count)
  }
}
