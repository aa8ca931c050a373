import Clocks
import Foundation
import JSON
import StatesLanguage

/// S3's twin: a bucket is a folder of the project, or `lake` for the environment's lake. Nothing outside is read.
struct ObjectTwin: TaskTwin {
  let place: TwinPlace

  func perform(_ task: StateTask) throws -> JSONValue {
    switch task.action {
    case "getObject": try get(task)
    case "listObjectsV2": try list(task)
    default: throw TaskTwins.missing(task)
    }
  }

  /// The folder that a bucket is.
  func bucket(_ task: StateTask) throws -> String {
    let name = try task.text("Bucket")
    let path = name == "lake" ? place.workspace.lakePath : place.workspace.project.folder + "/" + name
    var isFolder: ObjCBool = false
    guard !name.contains("/"), !name.hasPrefix("."),
      FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw StateFailure(
        error: "S3.NoSuchBucketException", cause: "The project has no folder “\(name)”, which would be the bucket.")
    }
    return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  /// The file that Bucket and Key name, and its bytes.
  func file(_ task: StateTask) throws -> (path: String, size: Int64) {
    let (bucket, key) = (try bucket(task), try task.text("Key"))
    let path = URL(fileURLWithPath: bucket + "/" + key).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)  // what is not there has none
    guard path.hasPrefix(bucket + "/"), attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw StateFailure(error: "S3.NoSuchKeyException", cause: "There is no object “\(key)”.")
    }
    return (path, (attributes?[.size] as? NSNumber)?.int64Value ?? 0)
  }

  private func get(_ task: StateTask) throws -> JSONValue {
    let (path, size) = try file(task)
    guard size <= 262_144, let bytes = FileManager.default.contents(atPath: path) else {
      let key = try task.text("Key")
      throw StateFailure(
        error: "States.DataLimitExceeded", cause: "“\(key)” has \(size) bytes, more than a state can hold.")
    }
    return ["Body": .string(String(decoding: bytes, as: UTF8.self)), "ContentLength": .int(size)]
  }

  private func list(_ task: StateTask) throws -> JSONValue {
    let most = Int(clamping: min(max(1, task.parameters["MaxKeys"]?.intValue ?? 1000), 1000))
    let (items, isTruncated) = try contents(task, most: most)
    return [
      "Contents": .array(items), "KeyCount": .int(items.count), "IsTruncated": .bool(isTruncated),
      "Prefix": .string(task.parameters["Prefix"]?.stringValue ?? ""),
    ]
  }

  /// The objects that Bucket, Prefix and StartAfter name, in the order of their keys, and whether there are more.
  func contents(_ task: StateTask, most: Int) throws -> (items: [JSONValue], isTruncated: Bool) {
    let bucket = try bucket(task)
    let prefix = task.parameters["Prefix"]?.stringValue ?? ""
    var keys = (FileManager.default.enumerator(atPath: bucket)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasPrefix(prefix) }.sorted()
    if let after = task.parameters["StartAfter"]?.stringValue { keys = keys.filter { $0 > after } }
    var contents: [JSONValue] = []
    for key in keys {
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: bucket + "/" + key),  // gone meanwhile
        attributes[.type] as? FileAttributeType == .typeRegular
      else { continue }
      if contents.count == most { return (contents, true) }
      contents.append([
        "Key": .string(key), "Size": .int((attributes[.size] as? NSNumber)?.int64Value ?? 0),
        "LastModified": .optional((attributes[.modificationDate] as? Date).map(Timestamp.text)),
      ])
    }
    return (contents, false)
  }
}
