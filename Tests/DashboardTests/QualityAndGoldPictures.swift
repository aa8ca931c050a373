import Canvas
import Dashboard
import Operations
import Testing

@Suite("Pictures of quality and Gold")
struct QualityAndGoldPictures {
  @Test("the tables with their scores")
  func quality() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("3")
    #expect(
      stage.picture == #"""
         assay  shop   DEV   ▲ 3                  DuckDB 1.5.5  this machine  06:42 UTC
         1 Overview   2 Runs   3 Quality   4 Metrics   5 Alarms   7 Gold   0 Schedules
        ┏━ Tables · 1 of 24 tables fail a rule ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ now ━┓
        ┃   State    Table                          Score  Failed  Rules  Quarantine   ┃
        ┃ ▸ ✖ FAIL   gold.fact_sales               90.0 %       1     10           0 █ ┃
        ┃   ✔ PASS   silver.customers               100 %       0      8           0 █ ┃
        ┃   ✔ PASS   silver.orders                  100 %       0      8         518 █ ┃
        ┃   ✔ PASS   silver.payments                100 %       0      8           0 █ ┃
        ┃   ✔ PASS   silver.products                100 %       0      8           0 █ ┃
        ┃   ✔ PASS   silver.regions                 100 %       0      8           0 │ ┃
        ┃   ✔ PASS   silver.sales                   100 %       0      8           0 │ ┃
        ┃   ✔ PASS   gold.category_daily            100 %       0      5           0 │ ┃
        ┃   ✔ PASS   gold.customer_ltv              100 %       0      5           0 │ ┃
        ┃   ✔ PASS   gold.customer_segments         100 %       0      5           0 │ ┃
        ┃   ✔ PASS   gold.dim_customers             100 %       0      5           0 │ ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
        ╭─ gold.fact_sales ────────────────────────────────────────────────────────────╮
        │ ✖ FAIL   RowCount between 1 and 40000 · 41,208 is not between 1 and 40000    │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        ╰──────────────────────────────────────────────────────────────────────────────╯
         Enter open  r rerun  / filter  s sort  w why  y copy  : find    ? help  q quit
        """#)
  }

  @Test("the rules and failing rows of a table")
  func tableQuality() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("3", "enter")
    #expect(
      stage.picture == #"""
         assay  shop   DEV   ▲ 3                  DuckDB 1.5.5  this machine  06:42 UTC
         1 2 3 Quality 4 5 7 0                                Quality › gold.fact_sales
        ┏━ Rules of gold.fact_sales ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ now ━┓
        ┃ ✖ FAIL  90.0 % · 9/10 rules · rows 41,171 good, 37 bad · gate stop · checke… ┃
        ┃   State    Rule                                                      Value   ┃
        ┃ ▸ ✖ FAIL   RowCount between 1 and 40000                             41,208 █ ┃
        ┃   ✔ PASS   IsPrimaryKey "order_id"                                       1 █ ┃
        ┃   ✔ PASS   IsComplete "order_ts"                                         1 █ ┃
        ┃   ✔ PASS   Completeness "customer_id" >= 0.95                     0.983412 │ ┃
        ┃   ✔ PASS   ColumnValues "status" in ["completed", "pending", "f…         1 │ ┃
        ┃   ✔ PASS   ReferentialIntegrity "region_id" "silver.regions.{re…         1 │ ┃
        ┃ RowCount between 1 and 40000 · 41,208 is not between 1 and 40000             ┃
        ┃                                                                              ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
        ╭─ Failing rows 37 · quarantine 0 ─────────────────────────────────────── now ─╮
        │   _rules               order_id  customer_id  status   order_ts              │
        │   ColumnValues "stat…  ord-100   cust-0       unknwon  2026-11-20 10:04:11 █ │
        │   ColumnValues "stat…  ord-101   cust-1       unknwon  2026-11-20 11:04:11 █ │
        │   ColumnValues "stat…  ord-102   cust-2       unknwon  2026-11-20 12:04:11 █ │
        │   ColumnValues "stat…  ord-103   cust-3       –        2026-11-20 13:04:11 │ │
        │   ColumnValues "stat…  ord-104   cust-4       unknwon  2026-11-20 14:04:11 │ │
        │   ColumnValues "stat…  ord-105   cust-5       unknwon  2026-11-20 15:04:11 │ │
        ╰──────────────────────────────────────────────────────────────────────────────╯
         Enter open  Esc back  / filter  Tab pane  s sort  w why         ? help  q quit
        """#)
  }

  @Test("a dashboard")
  func gold() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("7")
    #expect(
      stage.picture == #"""
         assay  shop   DEV   ▲ 3                  DuckDB 1.5.5  this machine  06:42 UTC
         1 Overview   2 Runs   3 Quality   4 Metrics   5 Alarms   7 Gold   0 Schedules
         ✖ FAIL  Shop at a glance  24 Oct – 20 Nov · 28 days  loaded 20 Nov 06:10 · now
        ┏━ Key figures ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓█
        ┃ Revenue        Orders         Average order   Units          Margin         ┃█
        ┃ 4,283,117.42   48,211         88.84           131,904        31.3 %         ┃█
        ┃ ▲ +4.3 %       ▲ +1.2 %       ▼ -2.1 %        = 0.0 %        ▲ +0.8 pp      ┃█
        ┃ ▇█▅▆█▇▆█▆▅▇█▅  ▇█▅▆█▇▆█▆▅▇█▅  ▇█▅▆█▇▅▇█▅▆█▆▅  ▇█▅▆█▇▆█▆▅▇█▅  ▇█▅▆█▇▅▇█▅▆█▆▅ ┃█
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛█
        ╭─ Sales over time ───────────────────────────────────────────────────────────╮█
        │ 300k ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈                │█
        │                                                                             │█
        │                                                                             │█
        │ 200k ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⣀⡀┈┈┈┈┈┈┈┈┈┈┈⢀⣠⣤⡀┈┈┈┈┈┈┈┈┈┈⣠⡴⠶⣄⡀┈┈┈┈┈┈                ││
        │       ⣠⠶⠛⠳⣤⡀        ⣴⠛⠉⠙⠶⡄        ⣰⠏⠁ ⠙⠳⢦⣀⣀⣀⣀⣀⣀⣀⣼⣃⣀⣀⡨⠽⢷⡤⠤⠤⠤⠤ Mean of 7 days ││
        │      ⡴⠯⠤⠤⠤⠤⠽⢶⡒⠒⠒⠒⠒⣲⠞⠓⠒⠒⠒⠒⠒⠉⠉⠉⠉⠉⢉⣭⠟⠉⠉⠉⠉⠉⠉⠉⢳⣄ ⢀⣀⡴⠋       ⠹⣆⡀⣀⣤ Revenue        ││
        │              ⠙⠶⣤⠶⠞⠁          ⠶⠛⠋          ⠉⠛⠋⠉          ⠈⠙⠉                 ││
        │ 100k ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈                ││
        │                                                                             ││
        │                                                                             ││
        │    0 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈                ││
        │          26 Oct        2 Nov         9 Nov         16 Nov                   ││
        ╰─────────────────────────────────────────────────────────────────────────────╯│
         / lists  [ earlier  ] later  T days  - shorter  + longer        ? help  q quit
        """#)
  }

  @Test("a dashboard at the least size, scrolled to a ranking")
  func narrowGold() throws {
    let stage = try Stage(Shop.failedDay(), size: Size(width: 60, height: 16))
    stage.press("7", "down", "down")
    #expect(
      stage.picture == #"""
         assay  shop   DEV   ▲ 3            DuckDB 1.5.5  06:42 UTC
         1 2 3 4 5 7 Gold 0
         ✖ FAIL  Shop at a glance  24 Oct – 20 Nov · 28 days    now
        ┏━ Top products ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓│
        ┃ Trail Runner 3 (Ostrava) ▄▄▄▄▄▄▄▄▄▄▄ 213,882.10  28.7 % ┃│
        ┃ Summit Jacket (Kestrel)  ▄▄▄▄▄▄▄▄▄▖  181,220.55  24.3 % ┃│
        ┃ City Pack 20 (Lund)      ▄▄▄▄▄▄▄▖    143,010.00  19.2 % ┃│
        ┃ Merino Tee (Kestrel)     ▄▄▄▄▄        98,411.30  13.2 % ┃█
        ┃ Alpine Stove (Brann)     ▄▄▄▄         77,204.95  10.4 % ┃█
        ┃ Camp Mug (Brann)         ▄▖           31,120.00   4.2 % ┃│
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛│
        ╭─ Revenue by brand ──────────────────────────────────────╮│
        │ Kestrel ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ 1,204,331.20  33.2 % ││
        │ 4 more                             2,420,721.22  66.8 % ││
        ╰─────────────────────────────────────────────────────────╯│
         Enter open  / lists  [ earlier  ] later     ? help  q quit
        """#)
  }

  @Test("a tile alone")
  func tile() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("7", "down", "down", "enter")
    #expect(
      stage.picture == #"""
         assay  shop   DEV   ▲ 3                  DuckDB 1.5.5  this machine  06:42 UTC
         1 2 3 4 5 7 Gold 0                             Shop at a glance › Top products
        ╭─ Top products · 24 Oct – 20 Nov ─────────────────────────────────────────────╮
        │ Trail Runner 3 (Ostrava) leads 6 with 214k (28.7 %), then Summit Jacket (Ke… │
        │ Trail Runner 3 (Ostrava) ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ 213,882.10  28.7 % │
        │ Summit Jacket (Kestrel)  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄      181,220.55  24.3 % │
        │ City Pack 20 (Lund)      ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▖           143,010.00  19.2 % │
        │ Merino Tee (Kestrel)     ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▖                   98,411.30  13.2 % │
        │ Alpine Stove (Brann)     ▄▄▄▄▄▄▄▄▄▄▄▖                      77,204.95  10.4 % │
        │ Camp Mug (Brann)         ▄▄▄▄▖                             31,120.00   4.2 % │
        │                                                                              │
        ╰──────────────────────────────────────────────────────────────────────────────╯
        ┏━ Rows · 6 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ now ━┓
        ┃   label                          value   share                               ┃
        ┃ ▸ Trail Runner 3 (Ostrava)  213,882.10  28.7 %                               ┃
        ┃   Summit Jacket (Kestrel)   181,220.55  24.3 %                               ┃
        ┃   City Pack 20 (Lund)       143,010.00  19.2 %                               ┃
        ┃   Merino Tee (Kestrel)       98,411.30  13.2 %                               ┃
        ┃   Alpine Stove (Brann)       77,204.95  10.4 %                               ┃
        ┃   Camp Mug (Brann)           31,120.00   4.2 %                               ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
         Enter open  Esc back  / filter  [ earlier  ] later  T days      ? help  q quit
        """#)
  }
}
