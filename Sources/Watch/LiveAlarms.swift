import Foundation
import Project
import Synchronization

/// A project whose alarms follow their files, for processes that outlive an edit: a dashboard, a scheduler.
package final class LiveAlarms: Sendable {
  private struct Reading: Sendable {
    var mark: [String]
    var project: ProjectDefinition
  }
  private let reading: Mutex<Reading>

  package init(_ project: ProjectDefinition) {
    reading = Mutex(Reading(mark: Self.mark(project), project: project))
  }

  /// The project with its alarms as they stand; while a file has errors, as they stood before.
  package var project: ProjectDefinition {
    reading.withLock { reading in
      let mark = Self.mark(reading.project)
      guard mark != reading.mark else { return reading.project }
      reading.mark = mark
      if let project = reading.project.withAlarmsOfNow().project { reading.project = project }
      return reading.project
    }
  }

  /// What changes when a file of the folder does.
  private static func mark(_ project: ProjectDefinition) -> [String] {
    let folder = project.folder + "/alarms"
    // A folder that cannot be read has no files, as the project's reader has it.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().map { name in
      var status = stat()
      guard stat(folder + "/" + name, &status) == 0 else { return name }
      return "\(name) \(status.st_size) \(status.st_ino) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
    }
  }
}
