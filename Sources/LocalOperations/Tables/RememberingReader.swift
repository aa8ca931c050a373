import Clocks
import Foundation
import Lake
import Operations
import Project
import Storage
import Synchronization
import Tables
import Words

/// Asks another reader only when a table that the answer was made of has moved since. The screens ask whenever the journal
/// changed, which during a run is each second.
package final class RememberingReader: LakeReader {
  private struct Memory {
    /// By its definitions: with others the same question has another answer.
    let local: LocalEnvironment
    let question: LakeQuestion
    let day: CalendarDay
    let marks: [String: TableMark]
    let answer: LakeAnswer
  }
  /// As many answers as one goes back and forth between.
  static let capacity = 8

  private let current: CurrentEnvironment
  private let reader: any LakeReader
  private let memories = Mutex<[Memory]>([])

  package init(_ current: CurrentEnvironment, asking reader: any LakeReader) {
    self.current = current
    self.reader = reader
  }

  package func answer(_ question: LakeQuestion, while isWanted: @Sendable () -> Bool) throws(OperationsError)
    -> LakeAnswer
  {
    if case .plan = question { return try reader.answer(question, while: isWanted) }
    // Taken before the tables are read: what moves meanwhile counts as moved since.
    let local = current.local
    let marks = try OperationsError.translated { try Self.marks(local) }
    let day = local.workspace.today
    if let known = recall(question, local, day, marks) { return known }
    let answer = try reader.answer(question, while: isWanted)
    keep(question, local, day, marks, answer)
    return answer
  }

  private func recall(
    _ question: LakeQuestion, _ local: LocalEnvironment, _ day: CalendarDay, _ marks: [String: TableMark]
  ) -> LakeAnswer? {
    memories.withLock { memories in
      guard let place = memories.firstIndex(where: { $0.question == question }) else { return nil }
      let memory = memories.remove(at: place)
      guard memory.local === local, memory.day == day, memory.marks.allSatisfy({ marks[$0.key] == $0.value }) else {
        return nil
      }
      memories.append(memory)
      return memory.answer
    }
  }

  private func keep(
    _ question: LakeQuestion, _ local: LocalEnvironment, _ day: CalendarDay, _ marks: [String: TableMark],
    _ answer: LakeAnswer
  ) {
    guard let tables = Self.tables(question, answer) else { return }
    let own = marks.filter { tables.contains($0.key) }
    memories.withLock { memories in
      memories.removeAll { $0.question == question }
      memories.append(Memory(local: local, question: question, day: day, marks: own, answer: answer))
      if memories.count > Self.capacity { memories.removeFirst() }
    }
  }

  /// The tables an answer was made of; nil when it is not worth keeping: a tile that failed may do so for a reason outside
  /// of the tables.
  private static func tables(_ question: LakeQuestion, _ answer: LakeAnswer) -> Set<String>? {
    switch (question, answer) {
    case (_, .figures(let figures)): figures.tiles.contains(where: \.isFailed) ? nil : Set(figures.tables)
    case (.rows(let table, _), .rows): [table]
    default: nil
    }
  }

  private static func marks(_ local: LocalEnvironment) throws -> [String: TableMark] {
    let journal = local.journal
    let successes = try journal.latestSuccesses()
    let checks = try journal.latestQualityTimes()
    var marks: [String: TableMark] = [:]
    for table in local.project.tables {
      let name = table.description
      let success = successes[name]
      var mark = TableMark(name)
      mark.version = success?.versionAfter
      // A table without versions moves when it is read.
      mark.loadedAt = table.layer == .bronze ? success?.endedAt : nil
      (mark.judgedAt, mark.loggedAt) = (checks[name], logged(table, local.workspace))
      marks[name] = mark
    }
    return marks
  }

  /// Nanoseconds; one out of range wraps, as it only has to differ.
  private static func logged(_ table: TableName, _ workspace: Workspace) -> Int64? {
    if workspace.isInBucket { return newestCommit(table, workspace) }
    var status = stat()
    guard stat(workspace.tablePath(table) + "/_delta_log", &status) == 0 else { return nil }
    return Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
  }
}

extension RememberingReader {
  /// Of a log that has no folder here. What cannot be looked at has not moved; reading it says why.
  private static func newestCommit(_ table: TableName, _ workspace: Workspace) -> Int64? {
    do throws(StorageError) {
      let names = try workspace.store.list(workspace.tablePath(table) + "/_delta_log") ?? []
      return names.filter { $0.hasSuffix(".json") }.compactMap { Int64($0.dropLast(5)) }.max()
    } catch { return nil }
  }
}

extension ReportTile {
  fileprivate var isFailed: Bool { if case .failed = content { true } else { false } }
}
