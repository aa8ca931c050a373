import Clocks
import Files
import Foundation
import Lake
import Ledger
import Project
import Words

/// What several sources deliver together for a day, as it lies in incoming now.
package struct Drop: Sendable, Hashable {
  package let day: CalendarDay
  /// The files that would be loaded, as a manifest names them.
  package let files: [String]
  /// What is waited for, in words: `payments: incoming/2026-11-29/payments.jsonl is not there`.
  package let missing: [String]
  /// Stands for these files as they are: another size or time is another drop.
  package let key: String

  package var isComplete: Bool { missing.isEmpty && !files.isEmpty }
}

/// Looks whether a drop has come whole: of each source that expects a file the day's, of the others any that is new, and
/// none that is still being written.
package struct DropOutlook {
  private let project: ProjectDefinition
  private let sources: [SourceDefinition]
  private let journal: any RunLedger
  private let now: Date

  /// Seconds that a file must have been left alone, whatever `settle` says: a look may come in the middle of a copy.
  static let quietSeconds = 5
  /// How many days back a file of a day is still waited for.
  static let reach = 7

  package init(_ names: [String], project: ProjectDefinition, journal: any RunLedger, now: Date) {
    (self.project, self.journal, self.now) = (project, journal, now)
    sources = names.compactMap { name in project.sources.first { $0.name == name } }
  }

  /// The drops that lie there or are waited for, the oldest day first; the last is that of `day`.
  package func drops(until day: CalendarDay) throws -> [Drop] {
    let listings = try sources.map { source in
      (source, try SourceOutlook(source: source, project: project, journal: journal).arrived(now: now))
    }
    let days = sources.contains { $0.expect != nil } ? (0...Self.reach).reversed().map { day.advanced(by: -$0) } : [day]
    return days.map { drop(of: $0, listings) }.filter { $0.day == day || !$0.files.isEmpty }
  }

  private func drop(of day: CalendarDay, _ listings: [(SourceDefinition, ArrivedFiles)]) -> Drop {
    var (files, missing): ([IncomingFile], [String]) = ([], [])
    for (source, arrived) in listings {
      guard let expected = source.expectedPath(for: day) else {
        files += arrived.new
        missing += arrived.unfinished.map { "\(source.name): \($0)" }
        if arrived.new.isEmpty, arrived.unfinished.isEmpty { missing.append("\(source.name): no new file") }
        continue
      }
      let name = IncomingFile.name(of: RawPath(expected), projectFolder: project.folder)
      if let file = arrived.new.first(where: { $0.name == name }) {
        files.append(file)
      } else if let reason = arrived.unfinished.first(where: { $0.hasPrefix(name + " ") }) {
        missing.append("\(source.name): \(reason)")
      } else if !FileManager.default.fileExists(atPath: expected) {
        missing.append("\(source.name): \(name) is not there")
      }
    }
    return Drop(day: day, files: files.map(\.name), missing: missing, key: Self.key(day, files))
  }

  private static func key(_ day: CalendarDay, _ files: [IncomingFile]) -> String {
    let marks = files.map { "\($0.name)\u{0}\($0.size)\u{0}\(Int64($0.modifiedAt.timeIntervalSince1970 * 1000))" }
    return "\(day)-" + StableHash.hex(marks.sorted().joined(separator: "\u{1}"))
  }
}

/// What a source has waiting, apart by whether it may be read.
struct ArrivedFiles {
  var new: [IncomingFile] = []
  /// In words, each with its file's name at the beginning.
  var unfinished: [String] = []
}

extension SourceOutlook {
  func arrived(now: Date) throws -> ArrivedFiles {
    let waiting = Set(try self.waiting().files)
    let arrival = Arrival(source: source, now: now)
    var arrived = ArrivedFiles()
    for file in try source.incoming(projectFolder: project.folder).files where waiting.contains(file.name) {
      if let reason = arrival.isUnfinished(file, quiet: DropOutlook.quietSeconds) {
        arrived.unfinished.append("\(file.name) \(reason)")
      } else {
        arrived.new.append(file)
      }
    }
    return arrived
  }
}
