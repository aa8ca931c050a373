/// The SQL, rules and dashboard of a first project.
enum ScaffoldModels {
  static let orders = """
    /*---
    description: Orders with their newest status; one row an order.
    materialized: incremental
    strategy: merge
    new_rows_from: [bronze.orders]
    unique_key: [order_id]
    newest_by: [updated_at, _file, _record]
    event_time: ordered_at
    ---*/
    with typed as (
      select
        nullif(trim(order_id), '') as order_id,
        trim(customer) as customer,
        parse_timestamp(ordered_at, 'yyyy-MM-dd HH:mm:ss') as ordered_at,
        lower(trim(status)) as status,
        try_decimal(amount, 12, 2) as amount,
        parse_timestamp(updated_at, 'yyyy-MM-dd HH:mm:ss') as updated_at,
        _file, _record
      from bronze.orders)
    select
      order_id, customer, ordered_at, cast(ordered_at as date) as order_date, status, amount, updated_at,
      -- A row with a reason goes to quarantine.silver_orders instead.
      case when order_id is null then 'order_id missing'
           when ordered_at is null then 'ordered_at unreadable'
           when amount is null then 'amount unreadable' end as _reject,
      _file, _record
    from typed

    """

  static let salesDaily = """
    /*---
    description: Paid orders a day.
    materialized: table
    event_time: order_date
    ---*/
    select
      order_date,
      count(*) as orders,
      cast(sum(amount) as decimal(18, 2)) as revenue
    from silver.orders
    where status = 'paid'
    group by order_date

    """

  static let rules = """
    Rules = [
      RowCount > 0,
      IsPrimaryKey "order_id",
      IsComplete "ordered_at",
      ColumnValues "status" in ["open", "paid", "cancelled"],
      ColumnValues "amount" >= 0
    ]

    """

  static let dashboard = """
    title: Sales
    description: Paid orders.
    date_range: {default_days: 28}

    tiles:
      - id: revenue
        kind: kpi
        title: Revenue
        unit: money
        width: 1
        sql: select sum(revenue) as value from gold.sales_daily where order_date between $from and $to
        trend: select order_date, revenue from gold.sales_daily where order_date between $from and $to order by order_date
      - id: orders
        kind: kpi
        title: Orders
        unit: integer
        width: 1
        sql: select sum(orders) as value from gold.sales_daily where order_date between $from and $to
      - id: revenue_by_day
        kind: line
        title: Revenue by day
        unit: money
        width: 4
        sql: |
          select order_date, revenue from gold.sales_daily
          where order_date between $from and $to
          order by order_date

    """

  static let query = """
    /*---
    title: Customers by revenue
    ---*/
    select customer, count(*) as orders, sum(amount) as revenue
    from silver.orders
    where status = 'paid'
    group by customer
    order by revenue desc, customer

    """
}
