import Foundation
import JSON
import StatesLanguage

/// Writes the results of a distributed Map (`ResultWriter`) into a folder of the project: one file with the outputs, and a
/// manifest that names it.
struct ResultTwin: TaskTwin {
  let objects: ObjectTwin

  /// Whatever goes wrong has one name, as on AWS.
  func perform(_ task: StateTask) throws -> JSONValue {
    do {
      return try written(task)
    } catch let failure as StateFailure {
      throw StateFailure(error: "States.ResultWriterFailed", cause: failure.cause ?? failure.error)
    }
  }

  private func written(_ task: StateTask) throws -> JSONValue {
    guard task.action == "putObject" else { throw TaskTwins.missing(task) }
    let name = try task.text("Bucket")
    let bucket = try objects.bucket(task)
    guard name != "lake" else {
      throw StateFailure(
        error: nil, cause: "The lake takes tables only; a Bucket for results is a folder of the project.")
    }
    // The same name after a kill: what was written then is written over.
    let prefix = task.parameters["Prefix"]?.stringValue ?? ""
    let key = [prefix, task.key.replacing("/", with: "_")].filter { !$0.isEmpty }.joined(separator: "/")
    let folder = Self.resolved(bucket + "/" + key)
    guard folder.hasPrefix(bucket + "/") else {
      throw StateFailure(error: nil, cause: "The Prefix “\(prefix)” leads out of the folder “\(name)”.")
    }
    let results = Data((task.input["Results"] ?? []).text.utf8)
    let run = task.input["MapRunArn"] ?? .null
    let files: JSONValue = [["Key": .string(key + "/SUCCEEDED_0.json"), "Size": .int(results.count)]]
    let manifest: JSONValue = [
      "DestinationBucket": .string(name), "MapRunArn": run,
      "ResultFiles": ["FAILED": [], "PENDING": [], "SUCCEEDED": files],
    ]
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try results.write(to: URL(fileURLWithPath: folder + "/SUCCEEDED_0.json"), options: .atomic)
      try Data(manifest.text.utf8).write(to: URL(fileURLWithPath: folder + "/manifest.json"), options: .atomic)
    } catch {
      throw StateFailure(error: nil, cause: "The results cannot be written: \(error.localizedDescription)")
    }
    return [
      "MapRunArn": run, "ResultWriterDetails": ["Bucket": .string(name), "Key": .string(key + "/manifest.json")],
    ]
  }

  /// Links are followed as far as there is anything: what is still to be made lies where those before it lead.
  private static func resolved(_ path: String) -> String {
    var there = URL(fileURLWithPath: path).standardizedFileURL
    var missing: [String] = []
    while there.path != "/", !FileManager.default.fileExists(atPath: there.path) {
      missing.insert(there.lastPathComponent, at: 0)
      there.deleteLastPathComponent()
    }
    return ([there.resolvingSymlinksInPath().path] + missing).joined(separator: "/")
  }
}
