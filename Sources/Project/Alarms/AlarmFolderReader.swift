import Metrics
import Words
import YAML

/// Reads the folder `alarms`, and checks how its alarms fit together.
struct AlarmFolderReader {
  let folder: ProjectFolder
  /// What `{project}` and `{environment}` stand for in a file.
  let project: String
  let environment: String
  /// Names of the actions in project.yml.
  let actions: Set<String>
  private var log: ProblemLog { folder.log }

  init(folder: ProjectFolder, project: String, environment: String, actions: Set<String>) {
    (self.folder, self.project, self.environment, self.actions) = (folder, project, environment, actions)
  }

  func read() -> [ProjectAlarm] {
    var alarms: [ProjectAlarm] = []
    for name in folder.names(in: "alarms") {
      let path = "alarms/\(name)"
      guard let base = base(name, path), let text = folder.text(path) else { continue }
      let reader = AlarmReader(path: path, needsMetric: true)
      let read = reader.read(
        text.replacing("{environment}", with: environment).replacing("{project}", with: project), name: base)
      for problem in read.problems { log.add(problem) }
      guard let alarm = read.alarm else { continue }
      if let other = alarms.first(where: { $0.definition.name == alarm.name }) {
        log.error(path, .start, "the alarm \(alarm.name) stands in \(other.path), too")
      }
      check(alarm.actions, path)
      alarms.append(ProjectAlarm(path: path, definition: alarm, text: text))
    }
    checkReferences(alarms)
    return alarms
  }

  private func base(_ name: String, _ path: String) -> String? {
    let endings = [".yml", ".yaml", ".json"]
    if folder.isFolder(path) {
      log.error(path, .start, "a folder is not read here; files stand side by side")
      return nil
    }
    guard let ending = endings.first(where: { name.hasSuffix($0) && name.count > $0.count }) else {
      if !name.hasPrefix("README") { log.warning(path, .start, "not read: the name does not end in .yml or .json") }
      return nil
    }
    return String(name.dropLast(ending.count))
  }

  private func check(_ actions: AlarmActions, _ path: String) {
    for action in Set(actions.onOK + actions.onAlarm + actions.onInsufficientData).sorted() {
      if self.actions.contains(AlarmActions.name(of: action)) { continue }
      if action.hasPrefix("arn:") {
        log.warning(path, .start, "the action \(action) is one of AWS; nothing is done for it here")
      } else {
        let hint = NearestName.hint(for: action, among: self.actions.sorted())
        log.error(path, .start, "project.yml has no \(action) under 'actions' or 'topics'\(hint)")
      }
    }
  }

  /// What composite alarms name must be there, and none may depend on itself.
  private func checkReferences(_ alarms: [ProjectAlarm]) {
    let names = alarms.map(\.definition.name)
    var composites: [String: CompositeAlarm] = [:]
    for alarm in alarms {
      guard case .composite(let composite) = alarm.definition else { continue }
      composites[composite.name] = composite
      for name in composite.alarms where !names.contains(name) {
        log.error(alarm.path, .start, "there is no alarm \(name)\(NearestName.hint(for: name, among: names))")
      }
    }
    for alarm in alarms where composites[alarm.definition.name] != nil {
      if let circle = circle(from: alarm.definition.name, composites) {
        log.error(alarm.path, .start, "the alarm depends on itself: \(circle.joined(separator: " → "))")
      }
    }
  }

  private func circle(from start: String, _ composites: [String: CompositeAlarm]) -> [String]? {
    var seen: Set<String> = []
    var paths = [[start]]
    while let path = paths.popLast() {
      for next in path.last.flatMap({ composites[$0] })?.alarms ?? [] {
        if next == start { return path + [next] }
        if composites[next] != nil, seen.insert(next).inserted { paths.append(path + [next]) }
      }
    }
    return nil
  }
}
