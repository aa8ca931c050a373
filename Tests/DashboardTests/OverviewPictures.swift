import Canvas
import Dashboard
import Operations
import Testing

@Suite("Pictures of the overview")
struct OverviewPictures {
  @Test("the overview of a failed day")
  func overviewOfAFailedDay() throws {
    let stage = try Stage(Shop.failedDay())
    #expect(
      stage.picture == #"""
         assay  shop   DEV                        DuckDB 1.5.5  this machine  06:42 UTC
         1 Overview   2 Runs   3 Quality   4 Metrics   5 Alarms   7 Gold   0 Schedules
         ✖ FAIL  Gold is not good: 1 of 18 tables failed, 10 late.    3 things need you
        ╭─ Flow · run 2026-11-21 ──────────────────────────────────────────────── now ─╮
        │ Sources         Bronze          Silver          Gold            Report       │
        │ ✔ OK         ─▸ ✔ OK         ─▸ ✔ OK         ─▸ ✖ FAIL       ─▸ ✖ FAIL       │
        │ 6 sources       ✔ 6             ✔ 6             ✔7 ▲10 ✖1       Shop at a g… │
        │ read 172,494    in   172,494    in   172,242    in   121,581    figures   11 │
        │ bad       12    out  172,482    out  172,205    out  121,581    failed     1 │
        │ data      6h    rejected  12    rejected  37    rejected   0    days      28 │
        │                 load 31m/26h    load 31m/26h    load 24h/26h    load     24h │
        ╰──────────────────────────────────────────────────────────────────────────────╯
        ┏━ Runs and needs you ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ now ━┓
        ┃ ▸ ✖ FAIL  run 2026-11-21   gold.fact_sales: rule RowCount between …  r rerun ┃
        ┃   ✖ FAIL  gold.fact_sales  rule RowCount between 1 and 40000 failed: 41,208… ┃
        ┃   ▲ LATE  10 gold tables   gold.fact_sales failed before it                  ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
        ╭─ Gold · 24 Oct – 20 Nov · loaded 20 Nov 06:10 ───────────────────────── now ─╮
        │ Revenue        Orders          Average order  Units           Margin         │
        │ 4,283,117.42   48,211          88.84          131,904         31.3 %         │
        │ ▲ +4.3 %       ▲ +1.2 %        ▼ -2.1 %       = 0.0 %         ▲ +0.8 pp      │
        │ ▇█▅▆█▇▆█▆▅▇█▅  ▇█▅▆█▇▅▇█▅▆█▆▅  ▇█▅▆█▇▆█▆▅▇█▅  ▇█▅▆█▇▅▇█▅▆█▆▅  ▇█▅▆█▇▅▇█▅▆█▆▅ │
        ╰──────────────────────────────────────────────────────────────────────────────╯
         Enter open  r rerun  w why  R redrive  y copy  e export         ? help  q quit
        """#)
  }

  @Test("the overview of a good day at 120x36")
  func overviewOfAGoodDay() throws {
    let stage = try Stage(Shop.goodDay(), size: Size(width: 120, height: 36))
    #expect(
      stage.picture == #"""
         assay  shop   DEV                                                                DuckDB 1.5.5  this machine  06:42 UTC
         1 Overview   2 Runs   3 Quality   4 Metrics   5 Alarms   7 Gold   0 Schedules

         ✔ OK  Gold is good: all 18 tables fresh, the oldest loaded 30 min ago.                               nothing needs you

        ╭─ Flow · run 2026-11-21 ──────────────────────────────────────────────────────────────────────────────────────── now ─╮
        │ Sources             Bronze                     Silver                     Gold                       Report          │
        │ ✔ OK           ───▸ ✔ OK                  ───▸ ✔ OK                  ───▸ ✔ OK                  ───▸ ▲ WARN          │
        │ 6 sources           ✔ 6                        ✔ 6                        ✔ 18                       Shop at a glan… │
        │ read   172,494      in            172,494      in            172,242      in            121,581      figures      11 │
        │ bad         12      out           172,482      out           172,205      out           121,581      failed        1 │
        │ data        6h      rejected           12      rejected           37      rejected            0      days         28 │
        │                     load          31m/26h      load          31m/26h      load          30m/26h      load        24h │
        │                                                                                                                      │
        │                     ✔  customers      31m      ✔  customers      31m      ✔  category_daily 30m                      │
        │                     ✔  orders         31m      ✔  orders         31m      ✔  customer_ltv   30m                      │
        │                     ✔  payments       31m      ✔  payments       31m      ✔  customer_segm… 30m                      │
        │                     ✔  products       31m      ✔  products       31m      ✔  dim_customers  30m                      │
        │                     ✔  regions        31m      ✔  regions        31m      ✔  dim_date       30m                      │
        │                     ✔  sales          31m      ✔  sales          31m      13 more                                    │
        ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
        ┏━ Needs you ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ now ━┓╭─ Runs ───────────────────────── now ─╮
        ┃                                                                              ┃│   ✔ OK    2026-11-21  30/30    06:12 │
        ┃                              Nothing needs you.                              ┃│                                      │
        ┃                                                                              ┃│                                      │
        ┃                       2 runs, 3 quality, 7 the report                        ┃│                                      │
        ┃                                                                              ┃│                                      │
        ┃                                                                              ┃│                                      │
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛╰──────────────────────────────────────╯
        ╭─ Gold · 24 Oct – 20 Nov · loaded 20 Nov 06:10 ───────────────────────────────────────────────────────────────── now ─╮
        │ Revenue                 Orders                  Average order           Units                   Margin               │
        │ 4,283,117.42            48,211                  88.84                   131,904                 31.3 %               │
        │ ▲ +4.3 %                ▲ +1.2 %                ▼ -2.1 %                = 0.0 %                 ▲ +0.8 pp            │
        │ ▆██▆▅▆██·▅▆██▆▅▇██▆▅    ▆██▆▅▆██·▅▆██▆▅▇██▆▅    ▆██▆▅▆██·▅▆██▆▅▇██▆▅    ▆██▆▅▆██·▅▆██▆▅▇██▆▅    ▆██▆▅▆██·▅▆██▆▅▇██▆▅ │
        ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
         r rerun  Tab pane  w why  e export  m map  : find                                                       ? help  q quit
        """#)
  }

  @Test("the overview at the least size")
  func narrowOverview() throws {
    let stage = try Stage(Shop.failedDay(), size: Size(width: 60, height: 16))
    #expect(
      stage.picture == #"""
         assay  shop   DEV    DuckDB 1.5.5  this machine  06:42 UTC
         1 Overview 2 3 4 5 7 0
         ✖ FAIL  Gold is not good: 1 of 18 tables failed, 10 late.
        ╭─ Flow · run 2026-11-21 ──────────────────────────── now ─╮
        │ Bronze              Silver              Gold             │
        │ ✔ OK             ─▸ ✔ OK             ─▸ ✖ FAIL           │
        │ ✔ 6                 ✔ 6                 ✔ 7  ▲ 10  ✖ 1   │
        │ in       172,494    in       172,242    in       121,581 │
        │ out      172,482    out      172,205    out      121,581 │
        │ rejected      12    rejected      37    rejected       0 │
        ╰──────────────────────────────────────────────────────────╯
        ┏━ Runs and needs you ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ now ━┓
        ┃ ▸ ✖ FAIL  run 2026-11-21   gold.fact_sales: …  r rerun █ ┃
        ┃   ✖ FAIL  gold.fact_sales  rule RowCount between 1 an… │ ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
         Enter open  r rerun  w why  R redrive       ? help  q quit
        """#)
  }

  @Test("the overview in ASCII")
  func plainOverview() throws {
    let stage = try Stage(Shop.failedDay(), glyphs: .ascii)
    #expect(
      stage.picture == #"""
         assay  shop   DEV                        DuckDB 1.5.5  this machine  06:42 UTC
         1 Overview   2 Runs   3 Quality   4 Metrics   5 Alarms   7 Gold   0 Schedules
         XX FAIL  Gold is not good: 1 of 18 tables failed, 10 late.   3 things need you
        +- Flow | run 2026-11-21 ------------------------------------------------ now -+
        | Sources         Bronze          Silver          Gold            Report       |
        | OK           -> OK           -> OK           -> XX FAIL      -> XX FAIL      |
        | 6 sources       OK 6            OK 6            OK7 !!10 XX1    Shop at a... |
        | read 172,494    in   172,494    in   172,242    in   121,581    figures   11 |
        | bad       12    out  172,482    out  172,205    out  121,581    failed     1 |
        | data      6h    rejected  12    rejected  37    rejected   0    days      28 |
        |                 load 31m/26h    load 31m/26h    load 24h/26h    load     24h |
        +------------------------------------------------------------------------------+
        += Runs and needs you =================================================== now =+
        | > XX FAIL  run 2026-11-21   gold.fact_sales: rule RowCount betwe...  r rerun |
        |   XX FAIL  gold.fact_sales  rule RowCount between 1 and 40000 failed: 41,... |
        |   !! LATE  10 gold tables   gold.fact_sales failed before it                 |
        +==============================================================================+
        +- Gold | 24 Oct - 20 Nov | loaded 20 Nov 06:10 ------------------------- now -+
        | Revenue        Orders          Average order  Units           Margin         |
        | 4,283,117.42   48,211          88.84          131,904         31.3 %         |
        | ^ +4.3 %       ^ +1.2 %        v -2.1 %       = 0.0 %         ^ +0.8 pp      |
        | 7856876865785  78568757856865  7856876865785  78568757856865  78568757856865 |
        +------------------------------------------------------------------------------+
         Enter open  r rerun  w why  R redrive  y copy  e export         ? help  q quit
        """#)
  }

  @Test("the overview before anything has run")
  func firstDay() throws {
    let stage = try Stage(Shop.empty())
    #expect(
      stage.picture == #"""
         assay  shop   DEV                        DuckDB 1.5.5  this machine  06:42 UTC
         1 Overview   2 Runs   3 Quality   4 Metrics   5 Alarms   7 Gold   0 Schedules
         · NONE  Gold has not been built: 1 of 1 table missing.       1 thing needs you
        ╭─ Flow ───────────────────────────────────────────────────────────────── now ─╮
        │ Sources         Bronze          Silver          Gold            Report       │
        │ · NONE       ─▸ · NONE       ─▸ · NONE       ─▸ · NONE       ─▸ · NONE       │
        │ 1 source        · 1             · 1             · 1             not built    │
        │ read       –    in         –    in         –    in         –                 │
        │ bad        –    out        –    out        –    out        –                 │
        │ data       –    rejected   –    rejected   –    rejected   –                 │
        │                 load       –    load       –    load       –                 │
        ╰──────────────────────────────────────────────────────────────────────────────╯
        ┏━ Runs and needs you ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ now ━┓
        ┃ ▸ · NONE  no run yet  Nothing has run in this environment.             r run ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
        ╭─ Gold ───────────────────────────────────────────────────────────────────────╮
        │                            Gold is not built yet.                            │
        │                                                                              │
        │             r runs everything: it shows what would change first              │
        │                                                                              │
        ╰──────────────────────────────────────────────────────────────────────────────╯
         r rerun  w why  y copy  e export  : find                        ? help  q quit
        """#)
  }

  @Test("the question before a rerun")
  func plan() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("r")
    #expect(
      stage.picture == #"""
         assay  shop   DEV                        DuckDB 1.5.5  this machine  06:42 UTC
         1 Overview   2 Runs   3 Quality   4 Metrics   5 Alarms   7 Gold   0 Schedules
         ✖ FAIL  Gold is not good: 1 of 18 tables failed, 10 late.    3 things need you
        ╭─ Flow · run 2026-11-21 ──────────────────────────────────────────────── now ─╮
        │ So┏━ Rerun 2026-11-21 in dev? ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓   │
        │ ✔ ┃                                                                      ┃   │
        │ 6 ┃  As 20261121-061002-7kq2: all tables, for 2026-11-21                 ┃g… │
        │ re┃                                                                      ┃11 │
        │ ba┃  Changes    7 tables                                                 ┃ 1 │
        │ da┃             gold.fact_sales v12→13, gold.category_daily v12→13,      ┃28 │
        │   ┃             gold.customer_ltv v12→13, gold.sales_daily v12→13,       ┃4h │
        ╰───┃             gold.sales_weekly v12→13, gold.top_products v12→13       ┃───╯
        ┏━ R┃             and 1 more                                               ┃w ━┓
        ┃ ▸ ┃  Untouched  6 tables with nothing new                                ┃un ┃
        ┃   ┃  Checks     42 rules judge the new rows                              ┃8… ┃
        ┃   ┃  Reports    executive                                                ┃   ┃
        ┗━━━┃  Takes      about 42.4 s, by its last runs                           ┃━━━┛
        ╭─ G┃                                                                      ┃w ─╮
        │ Re┃                                               [ Cancel ]  [ Rerun ]  ┃   │
        │ 4,┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛   │
        │ ▲ +4.3 %       ▲ +1.2 %        ▼ -2.1 %       = 0.0 %         ▲ +0.8 pp      │
        │ ▇█▅▆█▇▆█▆▅▇█▅  ▇█▅▆█▇▅▇█▅▆█▆▅  ▇█▅▆█▇▆█▆▅▇█▅  ▇█▅▆█▇▅▇█▅▆█▆▅  ▇█▅▆█▇▅▇█▅▆█▆▅ │
        ╰──────────────────────────────────────────────────────────────────────────────╯
         Tab next  Enter choose  Esc close
        """#)
  }
}
