import Clocks
import Foundation

/// The models of one calculation, each trained once a day: over minutes it takes twenty thousand datapoints.
final class AnomalyBands {
  private struct Key: Hashable {
    let node: MathNode
    let day: CalendarDay
    let period: Int
  }

  private var models: [Key: AnomalyModel] = [:]

  init() {}

  /// The expected range of a period.
  ///
  /// - Parameter values: what an expression gave over a grid of older periods.
  func edges(
    at start: Date, of node: MathNode, width: Double, period: PeriodSeries, values: (SeriesGrid) -> [Double?]
  ) -> ClosedRange<Double>? {
    let key = Key(node: node, day: CalendarDay(start), period: period.period)
    let model = models[key] ?? train(key, period, values)
    models[key] = model
    return model.band(at: start, width: width)
  }

  private func train(_ key: Key, _ period: PeriodSeries, _ values: (SeriesGrid) -> [Double?]) -> AnomalyModel {
    let first = period.start(of: key.day.advanced(by: -AnomalyModel.trainingDays).start)
    let span = Int(saturating: key.day.start.timeIntervalSince(first))
    let grid = SeriesGrid(first: first, period: period, count: span / period.period)
    let found = values(grid)
    return AnomalyModel(
      found.indices.compactMap { slot in found[slot].map { PeriodValue(start: grid.start(slot), value: $0) } })
  }
}
