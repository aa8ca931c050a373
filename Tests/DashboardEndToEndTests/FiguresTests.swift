import JSON
import PseudoTerminal
import Testing

extension EndToEnd {
  /// What a screen shows is what the commands answer.
  struct FiguresTests {
    /// A figure of every unit and a tile of every kind.
    private static let dashboard = """
      title: Everything
      date_range: {default_days: 14}
      tiles:
        - {id: a, kind: kpi, title: Revenue, unit: money, sql: "select sum(revenue) * 12345 as value from gold.sales_daily where order_date between $from and $to", trend: "select order_date, revenue from gold.sales_daily where order_date between $from and $to order by order_date"}
        - {id: b, kind: kpi, title: Orders, unit: integer, sql: "select 1234567 + count(*) as value from gold.sales_daily"}
        - {id: c, kind: kpi, title: Share, unit: percent, sql: "select 0.1234 as value"}
        - {id: d, kind: kpi, title: Per day, unit: decimal, sql: "select avg(revenue) as value from gold.sales_daily"}
        - {id: x, kind: kpi, title: Exact, unit: money, sql: "select cast('9007199254740993.07' as decimal(18, 2)) as value"}
        - {id: e, kind: bars, title: By status, unit: integer, width: 2, sql: "select status as label, count(*) * 1000 as value, 0.25 as share from silver.orders group by status order by status"}
        - {id: f, kind: table, title: All orders, width: 2, sql: "select order_id, customer, amount from silver.orders order by order_id"}

      """

    @Test("overview and gold show the figures of status and report")
    func overviewAndGoldShowTheFiguresOfStatusAndReport() throws {
      let project = try SmallProject.copy()
      try project.write(Self.dashboard, to: "dashboards/all.yml")
      let figures = try Figures(project)
      let dashboard = try OpenDashboard(project.path, columns: 160, rows: 50)
      try figures.expectOverview(on: dashboard)
      dashboard.send("7")
      try dashboard.wait("All orders")
      try dashboard.terminal.drain()
      let text = dashboard.screen.text
      figures.expectKeyFigures(on: text)
      let tiles = figures.report["tiles"]?.arrayValue ?? []
      #expect(tiles.count == 7)
      #expect(tiles[4]["value"]?.numberText == "9007199254740993.07" && text.contains("9,007,199,254,740,993.07"))
      for bar in tiles[5]["bars"]?.arrayValue ?? [] {
        let label = try #require(bar["label"]?.stringValue)
        let line = try #require(text.split(separator: "\n").first { $0.contains("│ \(label)") })
        #expect(line.contains(Figures.text(bar["value"], unit: "integer")) && line.contains("25.0 %"))
      }
      for row in tiles[6]["rows"]?.arrayValue ?? [] {
        let cells = (row.arrayValue ?? []).compactMap(\.stringValue)
        #expect(text.split(separator: "\n").contains { line in cells.allSatisfy { line.contains($0) } }, "\(cells)")
      }
      try dashboard.expectCleanQuit()
    }

    @Test("the runs screens show the figures of the runs command") func theRunsScreensShowTheFiguresOfTheRunsCommand()
      throws
    {
      let project = try SmallProject.copy()
      try project.write("order_id,customer\n1008,Ada\n", to: "incoming/orders-2026-01-06.csv")
      try project.assay("run", mayFail: true)
      let runs = try #require(try project.assay("runs", "--json").json.arrayValue)
      #expect(runs.count == 2)
      let dashboard = try OpenDashboard(project.path, columns: 200, rows: 50)
      dashboard.send("2")
      try dashboard.wait(for: "the executions") { screen in
        runs.allSatisfy { screen.text.contains($0["execution"]?.stringValue ?? "no id") }
      }
      try dashboard.terminal.drain()
      for run in runs {
        let id = try #require(run["execution"]?.stringValue)
        let line = try #require(Figures.lines(dashboard.screen).first { $0.contains(id) && $0.contains("manual") })
        for figure in Figures.ofExecution(run) { #expect(line.contains(figure), "\(figure) of \(id): \(line)") }
      }
      for run in runs {
        dashboard.send("\r")
        try expectSteps(of: run, project, dashboard)
        dashboard.send("\u{1B}")
        try dashboard.wait("Executions")
        dashboard.send("j")
      }
      try dashboard.expectCleanQuit()
    }

    /// The page of an execution shows its steps' rows and times.
    private func expectSteps(of run: JSONValue, _ project: CopiedProject, _ dashboard: OpenDashboard) throws {
      let id = try #require(run["execution"]?.stringValue)
      let steps = try #require(try project.assay("runs", id, "--json").json["steps"]?.arrayValue)
      #expect(!steps.isEmpty)
      try dashboard.wait(for: "the steps of \(id)") { screen in
        screen.text.contains("Runs › \(id)")
          && steps.allSatisfy { screen.text.contains($0["name"]?.stringValue ?? "?") }
      }
      try dashboard.terminal.drain()
      for step in steps {
        let name = try #require(step["name"]?.stringValue)
        let line = try #require(Figures.lines(dashboard.screen).first { $0.contains("  \(name) ") })
        let words = line.split(separator: " ").map(String.init)
        let after = try #require(words.firstIndex(of: name)) + 1
        let figures = Figures.ofStep(step)
        #expect(Array(words[after...].prefix(figures.count)) == figures, "\(line)")
      }
    }

    @Test("the quality screen shows the verdicts of the quality command")
    func theQualityScreenShowsTheVerdictsOfTheQualityCommand() throws {
      let project = try CopiedProject()
      let rules = #"Rules = [ RowCount > 5, IsComplete "customer", ColumnValues "amount" > 20 ]"#
      try project.write(rules + "\n", to: "quality/silver.orders.dqdl")
      try project.assay("run", mayFail: true)
      let answer = try #require(try project.assay("quality", "--json", mayFail: true).json.arrayValue?.first)
      let verdicts = try #require(answer["rules"]?.arrayValue)
      let failed = verdicts.count { $0["status"] != "PASS" }
      #expect(failed == 2)
      let dashboard = try OpenDashboard(project.path, waitsForScreen: false)
      try dashboard.wait("Needs you")
      dashboard.send("3")
      try dashboard.wait("Quarantine")
      // A frame may come in pieces.
      try dashboard.terminal.drain()
      let score = Figures.text(.number("\(try #require(answer["score"]?.doubleValue))"), unit: "percent")
      let row = try #require(dashboard.screen.text.split(separator: "\n").first { $0.contains("silver.orders") })
      #expect(row.contains(score) && row.contains(" \(failed) ") && row.contains(" \(verdicts.count) "), "\(row)")
      dashboard.send("\r")
      try dashboard.wait(for: "the rules") { screen in
        verdicts.allSatisfy { screen.text.contains($0["rule"]?.stringValue ?? "no rule") }
      }
      for verdict in verdicts {
        let rule = try #require(verdict["rule"]?.stringValue)
        let state = verdict["status"] == "PASS" ? "PASS" : "FAIL"
        let lines = dashboard.screen.text.split(separator: "\n")
        #expect(lines.contains { $0.contains(rule) && $0.contains(state) }, "\(rule) \(state)")
      }
      try dashboard.expectCleanQuit()
    }
  }
}
