import JSON

/// One line of a commit, or one row of a checkpoint.
enum Action: Sendable {
  case add(AddFile)
  case remove(RemovedFile)
  case metadata(MetadataAction)
  case protocolVersion(ProtocolVersion)
  case transaction(TransactionVersion)
  case commitInfo(CommitInfo)
  /// More rows of a checkpoint are in another file.
  case sidecar(path: String)
  /// An action this program has no use for; the format wants it passed over.
  case other

  /// Checkpoint rows hold a null for every action they are not.
  init(_ line: JSONValue) throws(DeltaFormatError) {
    guard let object = line.objectValue else { throw .malformed("an action is not an object") }
    let kind = object.entries.first { !$0.value.isNull }?.key
    switch kind {
    case "add": self = .add(try AddFile(action: line))
    case "remove": self = .remove(try RemovedFile(action: line))
    case "metaData": self = .metadata(MetadataAction(line: line))
    case "protocol": self = .protocolVersion(try ProtocolVersion(action: line))
    case "txn": self = .transaction(try TransactionVersion(action: line))
    case "commitInfo": self = .commitInfo(CommitInfo(action: line))
    case "sidecar": self = .sidecar(path: try PathEncoding.decode(try line.member("sidecar").text("path")))
    default: self = .other
    }
  }
}

/// What defines the table, not yet judged: of all that a log holds only the newest is in force, and what an earlier one
/// asked for does not matter any more.
struct MetadataAction: Sendable {
  let line: JSONValue

  func read() throws(DeltaFormatError) -> TableMetadata { try TableMetadata(action: line) }
}

/// How far an application has come: committed with its rows, so a repeated write can be told from a new one.
package struct TransactionVersion: Sendable, Hashable {
  package var application: String
  package var version: Int64

  package init(application: String, version: Int64) { (self.application, self.version) = (application, version) }
}

extension TransactionVersion {
  init(action: JSONValue) throws(DeltaFormatError) {
    let transaction = try action.member("txn")
    application = try transaction.text("appId")
    version = try transaction.integer("version")
  }

  func action(lastUpdated: Int64?) -> JSONValue {
    var transaction: JSONObject = ["appId": .string(application), "version": .int(version)]
    if let lastUpdated { transaction["lastUpdated"] = .int(lastUpdated) }
    return ["txn": .object(transaction)]
  }
}
