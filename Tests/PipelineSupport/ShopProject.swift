/// A small project for tests of single features.
package enum ShopProject {
  package static let settings = """
    name: little
    default_environment: dev
    rejects: {warn_above: never, fail_at: never}
    environments:
      dev: {lake: lake/dev}
    sources:
      orders:
        path: incoming/*/orders.csv
        format: csv
        null_values: ["", "NULL"]
        changes: {operation: op}
    """

  package static let orders = """
    /*---
    materialized: incremental
    strategy: merge
    new_rows_from: [bronze.orders]
    unique_key: [order_id]
    newest_by: [updated_at, _file, _record]
    event_time: updated_at
    ---*/
    select nullif(trim(order_id), '') as order_id, try_int(amount) as amount,
      parse_timestamp(updated_at, 'yyyy-MM-dd HH:mm:ss') as updated_at,
      case when try_int(amount) is null then 'amount unreadable' end as _reject,
      coalesce(_op, 'I') = 'D' as _deleted, _file, _record
    from bronze.orders
    """

  package static let header = "op,order_id,amount,updated_at\n"

  package static func files(_ drops: [String: String]) -> [String: String] {
    var files = ["project.yml": settings, "models/silver/orders.sql": orders]
    for (day, rows) in drops { files["incoming/\(day)/orders.csv"] = header + rows }
    return files
  }
}
