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

  private func bucket(_ task: StateTask) throws -> String {
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

  private func get(_ task: StateTask) throws -> JSONValue {
    let (bucket, key) = (try bucket(task), try task.text("Key"))
    let path = URL(fileURLWithPath: bucket + "/" + key).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)  // what is not there has none
    guard path.hasPrefix(bucket + "/"), attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw StateFailure(error: "S3.NoSuchKeyException", cause: "There is no object “\(key)”.")
    }
    let size = (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    guard size <= 262_144, let bytes = FileManager.default.contents(atPath: path) else {
      throw StateFailure(
        error: "States.DataLimitExceeded", cause: "“\(key)” has \(size) bytes, more than a state can hold.")
    }
    return ["Body": .string(String(decoding: bytes, as: UTF8.self)), "ContentLength": .int(size)]
  }

  private func list(_ task: StateTask) throws -> JSONValue {
    let bucket = try bucket(task)
    let prefix = task.input["Prefix"]?.stringValue ?? ""
    let most = Int(clamping: min(max(1, task.input["MaxKeys"]?.intValue ?? 1000), 1000))
    var keys = (FileManager.default.enumerator(atPath: bucket)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasPrefix(prefix) }.sorted()
    if let after = task.input["StartAfter"]?.stringValue { keys = keys.filter { $0 > after } }
    var contents: [JSONValue] = []
    var isTruncated = false
    for key in keys {
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: bucket + "/" + key),  // gone meanwhile
        attributes[.type] as? FileAttributeType == .typeRegular
      else { continue }
      if contents.count == most {
        isTruncated = true
        break
      }
      contents.append([
        "Key": .string(key), "Size": .int((attributes[.size] as? NSNumber)?.int64Value ?? 0),
        "LastModified": .optional((attributes[.modificationDate] as? Date).map(Timestamp.text)),
      ])
    }
    return [
      "Contents": .array(contents), "KeyCount": .int(contents.count), "IsTruncated": .bool(isTruncated),
      "Prefix": .string(prefix),
    ]
  }
}
