import JSON

/// One line of a commit, or one row of a checkpoint.
enum Action: Sendable {
  case add(AddFile)
  case remove(RemovedFile)
  case metadata(TableMetadata)
  case protocolVersion(ProtocolVersion)
  case transaction(TransactionVersion)
  case commitInfo(CommitInfo)
  /// An action this program has no use for; the format wants it passed over.
  case other

  /// Checkpoint rows hold a null for every action they are not.
  init(_ line: JSONValue) throws(DeltaFormatError) {
    guard let object = line.objectValue else { throw .malformed("an action is not an object") }
    let kind = object.entries.first { !$0.value.isNull }?.key
    switch kind {
    case "add": self = .add(try AddFile(action: line))
    case "remove": self = .remove(try RemovedFile(action: line))
    case "metaData": self = .metadata(try TableMetadata(action: line))
    case "protocol": self = .protocolVersion(try ProtocolVersion(action: line))
    case "txn": self = .transaction(try TransactionVersion(action: line))
    case "commitInfo": self = .commitInfo(CommitInfo(action: line))
    case "sidecar": throw .unsupported("v2Checkpoint")
    default: self = .other
    }
  }
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
