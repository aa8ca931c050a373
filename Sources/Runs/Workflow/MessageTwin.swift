import Clocks
import Foundation
import JSON
import Lake
import StatesLanguage
import Watch
import Words

/// The twin of SNS and of EventBridge's bus: what is said is a line of `topics/NAME.jsonl` beside the journal, a line of the
/// execution's log, and goes to the project's action of that name where there is one.
struct MessageTwin: TaskTwin {
  let place: TwinPlace

  func perform(_ task: StateTask) throws -> JSONValue {
    switch task.action {
    case "publish": try publish(task)
    case "putEvents": try putEvents(task)
    default: throw TaskTwins.missing(task)
    }
  }

  private func publish(_ task: StateTask) throws -> JSONValue {
    let topic = String(try task.text("TopicArn").split(separator: ":").last ?? "")
    let actions = place.workspace.project.alarmActions
    guard let action = actions[topic] else {
      let hint = NearestName.hint(for: topic, among: Array(actions.keys))
      throw StateFailure(
        error: "SNS.NotFoundException", cause: "There is no topic “\(topic)” among the actions of project.yml\(hint).")
    }
    let message = task.input["Message"] ?? .null
    let id = task.key
    let text: JSONValue = [
      "MessageId": .string(id), "Topic": .string(topic), "Subject": task.input["Subject"] ?? .null,
      "Message": .string(message.stringValue ?? message.text),
      "Timestamp": .string(Timestamp.text(place.workspace.clock.now())),
    ]
    try keep(text, as: topic)
    var subscribers = [topic]
    if case .topic(let names) = action { subscribers = names }
    for name in subscribers {
      guard case .command(let command)? = actions[name] else { continue }
      let outcome = ProjectCommand(folder: place.workspace.project.folder).run(command, input: text.text)
      task.reporter.log(outcome == "done" ? .info : .warning, "\(name): \(outcome)")
    }
    task.reporter.log(.info, "published to \(topic): \(message.excerptText)")
    return ["MessageId": .string(id)]
  }

  private func putEvents(_ task: StateTask) throws -> JSONValue {
    let entries = task.input["Entries"]?.arrayValue ?? []
    var told: [JSONValue] = []
    for (index, entry) in entries.enumerated() {
      let bus = String((entry["EventBusName"]?.stringValue ?? "default").split(separator: "/").last ?? "default")
      let id = "\(task.key)-\(index + 1)"
      try keep(["EventId": .string(id), "Event": entry], as: "events-" + bus)
      told.append(["EventId": .string(id)])
    }
    task.reporter.log(.info, "\(entries.count) events put")
    return ["Entries": .array(told), "FailedEntryCount": 0]
  }

  private func keep(_ line: JSONValue, as name: String) throws {
    let folder = place.workspace.statePath + "/topics"
    try place.workspace.makeFolder(folder)
    let safe = String(name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "_" })
    let descriptor = open("\(folder)/\(safe).jsonl", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw RunError(.notWritable, "cannot write \(folder)/\(safe).jsonl") }
    defer { close(descriptor) }
    let bytes = Array((line.text + "\n").utf8)
    // One call, so that lines of several tasks do not mix. What was not written was not said.
    guard bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == bytes.count else {
      throw RunError(.notWritable, "cannot write \(folder)/\(safe).jsonl: \(String(cString: strerror(errno)))")
    }
  }
}

extension JSONValue {
  fileprivate var excerptText: String { String((stringValue ?? text).prefix(500)) }
}
