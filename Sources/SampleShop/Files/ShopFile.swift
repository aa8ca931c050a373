/// A raw file of the shop: where it lies below the project folder, and its bytes.
package struct ShopFile: Sendable, Hashable {
  /// With `/` between folders: `incoming/2026-11-08/orders.csv`.
  package let path: String
  package let table: ShopTable
  package let bytes: [UInt8]
}

/// What the shop's database holds; each becomes one file a delivery.
package enum ShopTable: String, Sendable, Hashable, CaseIterable {
  case customers, products, regions, payments, orders, sales

  var fileName: String { self == .payments ? "payments.jsonl" : "\(rawValue).csv" }

  /// The columns after `op`, `commit_ts` and `seq`, in the order of the file.
  var columns: [String] {
    switch self {
    case .customers:
      [
        "customer_id", "first_name", "last_name", "email", "phone", "address", "city", "region_id", "signup_date",
        "updated_at",
      ]
    case .products:
      [
        "product_id", "product_name", "brand", "category", "subcategory", "description", "list_price", "unit_cost",
        "is_active", "updated_at",
      ]
    case .regions: ["region_id", "city", "state", "country", "continent", "market"]
    case .payments:
      ["payment_id", "order_id", "payment_type", "provider", "installments", "amount", "currency", "status", "paid_at"]
    case .orders: ["order_id", "customer_id", "order_ts", "status", "platform", "region_id", "currency", "updated_at"]
    case .sales:
      ["order_id", "line_no", "product_id", "quantity", "unit_price", "discount_pct", "unit_cost", "updated_at"]
    }
  }
}
