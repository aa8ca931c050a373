import Foundation
import JSON
import S3
import S3Support
import Synchronization
import TestSupport
import Web
import WebSupport

/// A small project with two environments of the same models: `near`, a lake in a folder, and `far`, one in a bucket whose
/// service is on loopback.
struct BucketShop {
  let folder: TemporaryFolder
  let service: S3Service
  let trouble = Trouble()
  private let server: LoopbackServer

  /// What the server does in place of answering, for as long as a test wants it.
  final class Trouble: Sendable {
    private let made = Mutex<(@Sendable (WebRequest) -> LoopbackServer.Reply?)?>(nil)

    func make(_ reply: (@Sendable (WebRequest) -> LoopbackServer.Reply?)?) { made.withLock { $0 = reply } }
    func reply(_ request: WebRequest) -> LoopbackServer.Reply? { made.withLock { $0 }?(request) }
  }

  /// - Parameters:
  ///   - objects: the folder in which the bucket's objects are files, below the project's; nil: they are in memory.
  ///   - settings: of `far`, beside its lake.
  ///   - more: the same where they name the project's folder.
  init(
    _ state: S3Service.State = .init(), objects: String? = nil, settings: String = "",
    more: (_ folder: String) -> String = { _ in "" }
  ) throws {
    folder = try TemporaryFolder()
    var state = state
    if let objects { state.keep(in: folder.path(objects)) }
    service = S3Service(state)
    server = try LoopbackServer { [trouble, service] (request: WebRequest) -> LoopbackServer.Reply in
      trouble.reply(request) ?? .answer(service.answer(request))
    }
    try folder.write(
      """
      name: shop
      environments:
        near: {lake: lake/near}
        far: {lake: "s3://\(S3Service.bucket)/lakes/one"\(settings)\(more(folder.path))}
      sources:
        orders: {path: incoming/*.csv}
      """, to: "project.yml")
    try folder.write(
      """
      /*---
      materialized: incremental
      strategy: merge
      new_rows_from: [bronze.orders]
      unique_key: [id]
      newest_by: [seen]
      partition_by: [place]
      ---*/
      select id, place, try_int(price) as price, seen, deleted = 'yes' as _deleted,
        case when try_int(price) is null then 'no price' end as _reject
      from bronze.orders
      """, to: "models/silver/orders.sql")
    try folder.write(
      """
      /*---
      materialized: table
      ---*/
      select place, count(*) as orders, sum(price) as revenue from silver.orders group by place
      """, to: "models/gold/places.sql")
  }

  /// Places are partitions, and so parts of keys.
  static let days = [
    """
    id,place,price,seen,deleted
    1,São Paulo,5,1,no
    2,a b=c+d%/é,7,1,no
    3,,9,1,no
    4,x,none,1,no
    5,x,4,1,no

    """,
    """
    id,place,price,seen,deleted
    1,São Paulo,6,2,no
    5,x,4,2,yes
    6,'quoted' #1?,1,2,no
    7,x,none,2,no

    """,
    """
    id,place,price,seen,deleted
    5,x,8,1,no
    6,São Paulo,2,3,no
    8,,3,3,no

    """,
  ]

  func deliver(_ day: Int) throws { try folder.write(Self.days[day - 1], to: "incoming/orders-\(day).csv") }

  /// The program in a folder that holds the project, as somebody with the bucket's key runs it.
  func assay(in place: String? = nil) -> Binary {
    var assay = Binary(folder: place ?? folder.path)
    assay.variables = [
      "AWS_ACCESS_KEY_ID": S3Service.key.id, "AWS_SECRET_ACCESS_KEY": S3Service.key.secret.value,
      "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:\(server.port)",
      "AWS_CONFIG_FILE": folder.path("none"), "AWS_SHARED_CREDENTIALS_FILE": folder.path("none"),
      "AWS_EC2_METADATA_DISABLED": "true", "AWS_MAX_ATTEMPTS": "2",
    ]
    return assay
  }

  func run(_ environment: String, _ more: String...) throws -> Binary.Answer {
    try assay().run(["run", "--env", environment] + more)
  }

  /// All rows of all tables, without what differs from run to run.
  func rows(_ environment: String, in place: String? = nil) throws -> [String] {
    let tables = [
      ("bronze.orders", "* exclude (_ingested_at, _run)"), ("silver.orders", "*"), ("gold.places", "*"),
      ("quarantine.silver_orders", "* exclude (execution, rejected_at)"),
    ]
    let parts = tables.map { table, columns in
      "select '\(table)' as source, cast(to_json(r) as varchar) as row from (select \(columns) from \(table)) r"
    }
    let sql = parts.joined(separator: " union all ") + " order by all"
    let answer = try assay(in: place)("query", "--env", environment, sql, "--format", "csv")
    return answer.status == 0 ? answer.lines : [answer.error]
  }
}
