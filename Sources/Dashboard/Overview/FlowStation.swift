import Clocks
import Canvas
import Operations
import Presentation

/// One station of the flow from sources to reports, ready to draw.
struct FlowStation: Hashable, Sendable {
  enum Line: Hashable, Sendable {
    case state(StateLook)
    case text(String, Role)
    /// A name at the left, a figure at the right.
    case figure(String, String, Role)
    case table(StateLook, String, age: String)
    /// How many tables are in each state.
    case counts([StateCount])
  }

  struct StateCount: Hashable, Sendable {
    let look: StateLook
    let count: Int
  }

  let title: String
  let role: Role
  let look: StateLook
  let lines: [Line]
  /// What stands below where there is room.
  let tables: [Line]
}

/// Turns a status into the stations of the flow.
struct FlowStations {
  let status: StatusReport
  /// The report's answer; nil while it is awaited.
  let report: Answer<GoldReport>?
  /// Seconds since the status was taken, by which ages have grown.
  let elapsed: Double
  let glyphs: Glyphs

  func all() -> [FlowStation] {
    [sources] + status.layers.map(layer) + [reports]
  }

  /// The layers alone, where there is no room for the ends of the flow.
  func layers() -> [FlowStation] { status.layers.map(layer) }

  private var bronze: LayerStatus? { status.layers.first { $0.name == "bronze" } }

  /// Where files come from: what Bronze took in, and how new it is.
  private var sources: FlowStation {
    let tables = bronze?.tables ?? []
    let ill = tables.filter { [.warn, .late, .overdue, .failed].contains($0.state) }
    let worst = ill.map(\.state).max()
    let look = worst?.look ?? StateLook(tables.contains { $0.lastLoadedAt != nil } ? .ok : .unknown)
    let count = worst.map { worst in "\(ill.count { $0.state == worst })/\(tables.count) \(Self.word(worst))" }
    let newest = tables.compactMap(\.newestEvent).max()
    let event = newest.map { age(status.at.timeIntervalSince($0)) } ?? glyphs.dash
    return FlowStation(
      title: "Sources", role: .title, look: look,
      lines: [
        .state(look), .text(count ?? FigureText.plural(tables.count, "source"), count == nil ? .text : look.role),
        .figure("read", sum(tables, \.read), .text), .figure("bad", sum(tables, \.rejected), badRole(tables)),
        .figure("data", event, .dim),
      ], tables: [])
  }

  private static func word(_ state: HealthState) -> String {
    switch state {
    case .warn: "warned"
    case .late: "late"
    case .overdue: "too old"
    default: "failed"
    }
  }

  private func layer(_ layer: LayerStatus) -> FlowStation {
    FlowStation(
      title: layer.name.prefix(1).uppercased() + layer.name.dropFirst(), role: Self.role(layer.name),
      look: layer.state.look,
      lines: [
        .state(layer.state.look), counts(layer), .figure("in", sum(layer.tables, \.read), .text),
        .figure("out", sum(layer.tables, \.written), .text),
        .figure("rejected", sum(layer.tables, \.rejected), badRole(layer.tables)), oldest(layer),
      ],
      tables: layer.tables.sorted { ($1.state, $0.name) < ($0.state, $1.name) }.map { table in
        .table(
          table.state.look, shortName(table.name),
          age: table.ageSeconds.map { age(Double($0) + elapsed) } ?? glyphs.dash)
      })
  }

  /// Each state that some table is in, the good one first.
  private func counts(_ layer: LayerStatus) -> FlowStation.Line {
    let order: [HealthState] = [.ok, .running, .warn, .late, .overdue, .failed, .unknown]
    return .counts(
      order.compactMap { state in
        let count = layer.count(state)
        return count > 0 ? FlowStation.StateCount(look: state.look, count: count) : nil
      })
  }

  /// The age that is nearest to its limit, against that limit, and which age it is: of the load or of the data.
  private func oldest(_ layer: LayerStatus) -> FlowStation.Line {
    let aged = layer.tables.compactMap { table in
      table.judgedAgeSeconds.map { Aged(table: table, seconds: Double($0) + elapsed) }
    }
    let nearest = aged.filter { $0.limit != nil }.max { $0.seconds / ($0.limit ?? 1) < $1.seconds / ($1.limit ?? 1) }
    if let nearest, let limit = nearest.limit {
      let role: Role = nearest.seconds > limit ? .late : .dim
      return .figure(nearest.word, "\(age(nearest.seconds))/\(age(limit))", role)
    }
    return .figure("load", aged.map(\.seconds).max().map(age) ?? glyphs.dash, .dim)
  }

  private struct Aged {
    let table: TableStatus
    let seconds: Double
    var limit: Double? { table.warnAfterSeconds.map(Double.init) }
    var word: String { table.isJudgedByData ? "data" : "load" }
  }

  private var reports: FlowStation {
    switch report {
    case nil:
      let look = StateLook(.running, word: "reading")
      return FlowStation(title: "Report", role: .title, look: look, lines: [.state(look)], tables: [])
    case .failure where status.hasNoGold:
      let look = StateLook(.unknown)
      return FlowStation(
        title: "Report", role: .title, look: look, lines: [.state(look), .text("not built", .dim)], tables: [])
    case .failure(let error):
      let look = if case .notFound = error { StateLook(.unknown) } else { StateLook(.failed) }
      return FlowStation(
        title: "Report", role: .title, look: look, lines: [.state(look), .text(error.description, .dim)], tables: [])
    case .success(let report): return station(report)
    }
  }

  private func station(_ report: GoldReport) -> FlowStation {
    let (failed, look) = (report.failedTiles, report.look)
    let asOf = report.dataAsOf.map { age(status.at.timeIntervalSince($0) + elapsed) } ?? glyphs.dash
    return FlowStation(
      title: "Report", role: .title, look: look,
      lines: [
        .state(look), .text(report.dashboard.title, .text), .figure("figures", "\(report.tiles.count)", .text),
        .figure("failed", "\(failed)", failed > 0 ? .failed : .dim), .figure("days", "\(report.range.days)", .text),
        .figure("load", asOf, .dim),
      ], tables: [])
  }

  /// The execution whose rows the flow shows: the newest one.
  private func counts(_ tables: [TableStatus]) -> [RowFlow] {
    let shown = status.lastExecution?.id
    return tables.filter { $0.lastExecution == nil || $0.lastExecution == shown }.compactMap(\.lastCounts)
  }

  private func sum(_ tables: [TableStatus], _ count: (RowFlow) -> Int64) -> String {
    let counts = counts(tables)
    return counts.isEmpty ? glyphs.dash : FigureText.count(counts.saturatingSum(count), glyphs)
  }

  private func badRole(_ tables: [TableStatus]) -> Role {
    counts(tables).contains { $0.rejected > 0 } ? .late : .dim
  }

  private func shortName(_ name: String) -> String {
    name.firstIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
  }

  /// Short, as a station is narrow: `31m`, `26h`, `2d`.
  private func age(_ seconds: Double) -> String {
    let text = AgeText.coarse(seconds)
    return text.hasSuffix(" min") ? text.dropLast(4) + "m" : text.filter { $0 != " " }
  }

  static func role(_ layer: String) -> Role {
    switch layer {
    case "bronze": .bronze
    case "silver": .silver
    case "gold": .gold
    default: .title
    }
  }
}
