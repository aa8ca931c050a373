/// The files of a first project: every kind of definition once, small enough to read in a minute.
struct Scaffold {
  struct File {
    let path: String
    let text: String
  }

  let name: String

  /// - Parameter name: the folder's; becomes the project's, as far as it is one.
  init(name: String) {
    let kept = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    let trimmed = String(kept).drop { $0 == "_" || $0.isNumber }
    self.name = trimmed.isEmpty ? "pipeline" : String(trimmed.prefix(60))
  }

  var files: [File] {
    [
      File(path: "project.yml", text: project), File(path: ".gitignore", text: "lake/\n.assay/\n.fetched/\n"),
      File(path: "incoming/orders-2026-01-05.csv", text: ScaffoldData.orders),
      File(path: "models/silver/orders.sql", text: ScaffoldModels.orders),
      File(path: "models/gold/sales_daily.sql", text: ScaffoldModels.salesDaily),
      File(path: "quality/silver.orders.dqdl", text: ScaffoldModels.rules),
      File(path: "dashboards/sales.yml", text: ScaffoldModels.dashboard),
      File(path: "queries/top_customers.sql", text: ScaffoldModels.query),
    ]
  }

  /// A day as a state machine, with its tests.
  static let workflow = [
    File(path: "workflows/daily.asl.json", text: ScaffoldWorkflow.machine),
    File(path: "workflows/tests/daily.json", text: ScaffoldWorkflow.tests),
  ]

  private var project: String {
    """
    name: \(name)
    default_environment: dev

    # Each environment has tables and a journal of its own.
    environments:
      dev: {lake: lake/dev}
      prod: {lake: lake/prod, protected: true}

    # Every file that fits the path is taken in once, as it is, and read as bronze.orders.
    # Put another file beside the first one and run again: only its rows are new.
    sources:
      orders:
        description: Orders of the web shop.
        path: incoming/orders-*.csv
        format: csv
        null_values: ["", "NULL"]
        on_new_column: warn
        freshness: {warn_after: {count: 26, period: hour}, error_after: {count: 50, period: hour}}

    # A failed rule keeps a table from being published; 'warn' would publish it all the same.
    quality:
      gate: stop

    """
  }
}

/// A few orders, with the faults a first look should show: one order twice, one without a key, one amount that is none.
enum ScaffoldData {
  static let orders = """
    order_id,customer,ordered_at,status,amount,updated_at
    1001,Ada,2026-01-03 09:12:00,paid,42.50,2026-01-03 09:15:00
    1002,Grace,2026-01-03 11:40:00,paid,120.00,2026-01-03 11:41:00
    1003,Alan,2026-01-04 08:05:00,open,15.90,2026-01-04 08:05:00
    1003,Alan,2026-01-04 08:05:00,paid,15.90,2026-01-04 10:30:00
    1004,Edsger,2026-01-04 17:22:00,cancelled,9.99,2026-01-04 18:00:00
    ,Barbara,2026-01-05 07:00:00,paid,30.00,2026-01-05 07:01:00
    1006,Grace,2026-01-05 12:34:00,paid,64.25,2026-01-05 12:40:00
    1007,Ada,2026-01-05 13:00:00,paid,free,2026-01-05 13:00:00

    """
}
