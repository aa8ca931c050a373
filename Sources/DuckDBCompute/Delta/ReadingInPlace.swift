import DeltaLog
import Engine
import Foundation
import Lake
import ModelSQL
import Project
import Storage
import Words

/// Tables of a lake in a bucket of which this machine may not keep so much as they hold: the engine reads their files where
/// they are, through its extension for buckets, and of those only what a query needs.
struct ReadingInPlace {
  static let `extension` = "httpfs"
  private static let secret = "assay_lake"

  let session: DuckDBSession
  let bucket: LakeBucket
  /// Bytes that may be copied for one table.
  let limit: Int64

  /// Nil where all files are copied: the lake is a folder, there is no limit, or the extension is not installed.
  init?(_ session: DuckDBSession) {
    guard session.readsBucket, let bucket = session.workspace.environment.bucket, let limit = bucket.copies else {
      return nil
    }
    (self.session, self.bucket, self.limit) = (session, bucket, limit)
  }

  /// Whether a session over an environment is to be opened with the extension.
  static func isWanted(in environment: EnvironmentSettings, _ locations: EngineLocations) -> Bool {
    environment.bucket?.copies != nil && access(locations.extensionPath(Self.extension), R_OK) == 0
  }

  /// What the extension has to keep to: certificates are checked, by the authorities that all calls trust, and a path is an
  /// object's key and no pattern.
  static var settings: [String: String] {
    var settings = ["enable_server_cert_verification": "true", "s3_url_compatibility_mode": "true"]
    if let authorities = ProcessInfo.processInfo.environment["AWS_CA_BUNDLE"], access(authorities, R_OK) == 0 {
      settings["ca_cert_file"] = authorities
    }
    return settings
  }

  /// The table's folder as the engine finds it in the bucket; nil where its files are to be copied.
  func folder(of files: [AddFile], in table: String) throws -> String? {
    guard table.hasPrefix(bucketFolder), files.allSatisfy(\.isPlain) else { return nil }
    let elsewhere = files.filter { access($0.fullPath(in: table), R_OK) != 0 }
    guard elsewhere.saturatingSum(\.size) > limit,
      let access = try LakeError.told({ () throws(StorageError) in try session.workspace.store.access() })
    else { return nil }
    try take(access)
    return bucket.address + table.dropFirst(session.workspace.lakePath.count)
  }

  private var bucketFolder: String { session.workspace.lakePath + "/" }

  /// Keys end; so each time the engine is told those of now.
  private func take(_ access: ObjectAccess) throws {
    var settings = [
      ("KEY_ID", access.keyID), ("SECRET", access.secret), ("REGION", access.region), ("SCOPE", bucket.address + "/"),
    ]
    if let token = access.token { settings.append(("SESSION_TOKEN", token)) }
    // Of a name with a dot in it no certificate is.
    if access.endpoint != nil || bucket.name.contains(".") { settings.append(("URL_STYLE", "path")) }
    if let endpoint = access.endpoint { settings.append(("ENDPOINT", endpoint)) }
    let text = settings.map { "\($0.0) \(SQLQuote.text($0.1))" }.joined(separator: ", ")
    do {
      try session.connection.execute(
        "CREATE OR REPLACE TEMPORARY SECRET \(Self.secret) (TYPE s3, \(text), USE_SSL \(access.usesTLS))")
    } catch {
      // What the engine says may quote the statement.
      throw LakeError(.tableFailed, "the engine does not take the key of \(bucket.address)")
    }
  }
}

extension AddFile {
  /// It is in the table's folder, and all its rows count: deleted ones are told by paths of this machine.
  fileprivate var isPlain: Bool {
    !(path.hasPrefix("/") || path.contains("://") || path.contains("../")) && deletionVector == nil
  }
}
