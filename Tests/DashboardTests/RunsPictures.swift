import Canvas
import Dashboard
import Operations
import Testing

@Suite("Pictures of runs")
struct RunsPictures {
  @Test("the executions")
  func runs() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("2")
    #expect(
      stage.picture == #"""
         assay  shop   DEV   ▲ 3                  DuckDB 1.5.5  this machine  06:42 UTC
         1 Overview   2 Runs   3 Quality   4 Metrics   5 Alarms   7 Gold   0 Schedules
        ┏━ Executions · 41 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ now ━┓
        ┃   State    Day         Started              Took    Steps  Why               ┃
        ┃ ▸ ✖ FAIL   2026-11-21  06:10          1 min 24 s    1 bad  gold.fact_sale… █ ┃
        ┃   ✔ OK     2026-11-20  20 Nov 06:10   1 min 47 s    30/30                  █ ┃
        ┃   ✔ OK     2026-11-19  19 Nov 06:10   1 min 58 s    30/30                  █ ┃
        ┃   ✔ OK     2026-11-18  18 Nov 06:10   2 min 10 s    30/30                  │ ┃
        ┃   ✖ FAIL   2026-11-17  17 Nov 06:10   2 min 21 s    1 bad  the file for 2… │ ┃
        ┃   ✔ OK     2026-11-16  16 Nov 06:10   2 min 33 s    30/30                  │ ┃
        ┃   ✔ OK     2026-11-15  15 Nov 06:10   2 min 44 s    30/30                  │ ┃
        ┃   ■ STOP   2026-11-14  14 Nov 06:10   1 min 35 s    30/30                  │ ┃
        ┃   ✔ OK     2026-11-13  13 Nov 06:10   1 min 47 s    30/30                  │ ┃
        ┃   ✔ OK     2026-11-12  12 Nov 06:10   1 min 58 s    30/30                  │ ┃
        ┃   ✔ OK     2026-11-11  11 Nov 06:10   2 min 10 s    30/30                  │ ┃
        ┃   ✔ OK     2026-11-10  10 Nov 06:10   2 min 21 s    30/30                  │ ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
        ╭─ 20261121-061002-7kq2 ───────────────────────────────────────────────────────╮
        │ ✖ FAIL  2026-11-21 · 20 ok, 1 failed · 1 min 24 s · 06:10 to 06:11 · schedu… │
        │ QualityGate: gold.fact_sales: rule RowCount between 1 and 40000 failed:      │
        │ 41,208 rows; the gate of gold.fact_sales is stop, so version 12 was kept     │
        │ r runs it again: it shows what would change first.                           │
        ╰──────────────────────────────────────────────────────────────────────────────╯
         Enter open  r rerun  / filter  s sort  w why  R redrive         ? help  q quit
        """#)
  }

  @Test("the executions at the least size")
  func narrowRuns() throws {
    let stage = try Stage(Shop.failedDay(), size: Size(width: 60, height: 16))
    stage.press("2")
    #expect(
      stage.picture == #"""
         assay  shop   DEV   ▲ 3            DuckDB 1.5.5  06:42 UTC
         1 2 Runs 3 4 5 7 0
        ┏━ Executions · 41 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ now ━┓
        ┃   State    Day         Started              Took         ┃
        ┃ ▸ ✖ FAIL   2026-11-21  06:10          1 min 24 s       █ ┃
        ┃   ✔ OK     2026-11-20  20 Nov 06:10   1 min 47 s       █ ┃
        ┃   ✔ OK     2026-11-19  19 Nov 06:10   1 min 58 s       │ ┃
        ┃   ✔ OK     2026-11-18  18 Nov 06:10   2 min 10 s       │ ┃
        ┃   ✖ FAIL   2026-11-17  17 Nov 06:10   2 min 21 s       │ ┃
        ┃   ✔ OK     2026-11-16  16 Nov 06:10   2 min 33 s       │ ┃
        ┃   ✔ OK     2026-11-15  15 Nov 06:10   2 min 44 s       │ ┃
        ┃   ■ STOP   2026-11-14  14 Nov 06:10   1 min 35 s       │ ┃
        ┃   ✔ OK     2026-11-13  13 Nov 06:10   1 min 47 s       │ ┃
        ┃   ✔ OK     2026-11-12  12 Nov 06:10   1 min 58 s       │ ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
         Enter open  r rerun  / filter  s sort       ? help  q quit
        """#)
  }

  @Test("an execution with its steps and log")
  func execution() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("2", "enter")
    #expect(
      stage.picture == #"""
         assay  shop   DEV   ▲ 3                  DuckDB 1.5.5  this machine  06:42 UTC
         1 2 Runs 3 4 5 7 0                                 Runs › 20261121-061002-7kq2
         ✖ FAIL  2026-11-21 · 20 ok, 1 failed · 1 min 24 s · 06:10 to 06:11 · schedule
         QualityGate: gold.fact_sales: rule RowCount between 1 and 40000 failed: 41,208
         rows; the gate of gold.fact_sales is stop, so version 12 was kept
        ┏━ Steps ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ now ━┓
        ┃   State    Step                  In      Out  Bad    Took  Time      Score   ┃
        ┃   – SKIP   gold.category_d…       –        –    –       –                – │ ┃
        ┃   – SKIP   gold.customer_l…       –        –    –       –                – │ ┃
        ┃   – SKIP   gold.customer_s…       –        –    –       –                – │ ┃
        ┃   ✔ OK     gold.dim_custom…  23,526   23,445   37   2.4 s   ▄        100 % │ ┃
        ┃   ✔ OK     gold.dim_date     16,991   16,910   37   2.4 s    ▖       100 % █ ┃
        ┃   ✔ OK     gold.dim_paymen…  22,219   22,138   37   2.4 s    ▖       100 % █ ┃
        ┃   ✔ OK     gold.dim_produc…  22,219   22,138   37   2.4 s    ▖       100 % │ ┃
        ┃   ✔ OK     gold.dim_region   19,605   19,524   37   2.4 s    ▄       100 % │ ┃
        ┃ ▸ ✖ FAIL   gold.fact_sales   19,605   19,524   37  38.2 s    ▄▄▄▖   90.0 % │ ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
        ╭─ Log · INFO and worse · paused ──────────────────────────────────────── now ─╮
        │ 06:11:16 ▲ bronze.orders  record 811: 9 fields where 8 are expected        │ │
        │ 06:11:18   silver.orders  version 12 written: 16,154 inserted, 40 updated… │ │
        │ 06:11:19   gold.dim_products  version 13 written: 1,204 rows               │ │
        │ 06:11:20 ✖ gold.fact_sales  rule RowCount between 1 and 40000 failed: 41,… █ │
        ╰──────────────────────────────────────────────────────────────────────────────╯
         Enter open  r rerun  Esc back  / filter  f follow  Tab pane     ? help  q quit
        """#)
  }

  @Test("a failed step")
  func step() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("2", "enter", "enter")
    #expect(
      stage.picture == #"""
         assay  shop   DEV   ▲ 3                  DuckDB 1.5.5  this machine  06:42 UTC
         1 2 Runs 3 4 5 7 0               Runs › 20261121-061002-7kq2 › gold.fact_sales
        ╭─ gold.fact_sales ────────────────────────────────────────────────────── now ─╮
        │ ✖ FAIL  build · 06:10 · 38.2 s                                               │
        │ QualityGate: rule RowCount between 1 and 40000 failed: 41,208 rows; the gate │
        │ of gold.fact_sales is stop, so version 12 was kept                           │
        │                                                                              │
        │ read        19,605  ████████████████    version       –                      │
        │ inserted    19,374  ███████████████▊    written       1.2 MB                 │
        │ updated        150  ▏                   duplicates    44                     │
        │ deleted          0                      score         90.0 %                 │
        │ superseded      44  ▏                   rules failed  1                      │
        │ rejected        37  ▏                   reads         silver.sales, silver.… │
        │                                                                              │
        ╰──────────────────────────────────────────────────────────────────────────────╯
        ┏━ Log · INFO and worse · paused ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ now ━┓
        ┃ 06:11:20 ✖ rule RowCount between 1 and 40000 failed: 41,208 rows; the gate … ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
         Enter open  r rerun  Esc back  f follow  / search  n next       ? help  q quit
        """#)
  }
}
