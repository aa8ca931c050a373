import Clocks
import Foundation
import Glue
import Lake
import SparkCompute
import Synchronization
import Words

/// A run of a job of Glue.
final class GlueJob: SparkJob {
  private let access: GlueAccess
  private let name: String
  private let id: String
  private let pause: Duration
  private let seen = Mutex(Seen())

  private struct Seen {
    var run: GlueRun?
    var at: ContinuousClock.Instant?
  }

  /// Lines of its log that are told.
  private static let tail = 12
  /// A run that was asked to stop is waited for so long.
  private static let patience = Duration.seconds(20)

  init(_ access: GlueAccess, job: String, run: String, pause: Duration) {
    (self.access, name, id, self.pause) = (access, job, run, pause)
  }

  /// As it was told last; asked for anew at most once a pause, by whichever step comes first.
  private func look(anew: Bool = false) throws -> GlueRun? {
    try seen.withLock { seen in
      let now = ContinuousClock.now
      if let run = seen.run, run.state.isOver { return run }
      if !anew, let at = seen.at, now - at < pause { return seen.run }
      do throws(ServiceFailure) {
        seen.run = try access.glue.run(id, of: name)
      } catch {
        // A run is not known everywhere at once.
        guard error.code == "EntityNotFoundException", seen.run == nil else {
          throw LakeError(.tableFailed, "\(error)")
        }
      }
      seen.at = now
      return seen.run
    }
  }

  func end() throws -> String? {
    guard let run = try look(), run.state.isOver else { return nil }
    let facts = [run.error, taken(run)].compactMap(\.self).joined(separator: "; ")
    return "ended as \(run.state) in its run \(id)\(facts.isEmpty ? "" : " (\(facts))")"
  }

  var state: String? {
    let run = seen.withLock { $0.run }
    return "its run \(id) is \(run?.state.description ?? "STARTING")"
  }

  var cost: String? {
    // What cannot be learnt now is told the next time.
    guard let run = try? look(anew: true) else { return nil }
    return taken(run).map { taken in
      let told = run.state.isOver ? "took \(taken) in all" : "has taken \(taken) so far"
      return "the Glue job \(name), run \(id), \(told)"
    }
  }

  private func taken(_ run: GlueRun) -> String? {
    let seconds = run.seconds > 0 ? run.seconds : run.started.map { Int64(Date().timeIntervalSince($0)) } ?? 0
    guard seconds > 0 else { return nil }
    let units = run.units.map { ", \(Self.text($0 * Double(seconds))) DPU seconds" } ?? ""
    return "\(seconds) s\(units)"
  }

  private static func text(_ units: Double) -> String { String(Int(saturating: units.rounded())) }

  var farewell: Duration { .seconds(60) }

  func stop() {
    // Where that fails the driver leaves by itself, since nothing changes in its exchange any more.
    try? access.glue.stop(id, of: name)
    let begin = ContinuousClock.now
    while ContinuousClock.now - begin < Self.patience {
      guard let run = try? look(anew: true) else { return }
      if run.state.isOver { return }
      Thread.sleep(forTimeInterval: min(1, pause / .seconds(1)))
    }
  }

  // MARK: Its log

  /// Milliseconds, by which its lines are known.
  var mark: Int64 { Int64(saturating: Date().timeIntervalSince1970 * 1000) }

  func words(after mark: Int64) -> [String] {
    let run = seen.withLock { $0.run }
    let group = run?.logGroup ?? GlueRun.standardLogGroup
    do throws(ServiceFailure) {
      var lines: [String] = []
      // What goes wrong is in the first, what it prints in the second.
      for name in ["error", "output"] where lines.isEmpty {
        lines = try access.logs.tail(of: "\(group)/\(name)", stream: id, count: Self.tail, from: mark)
      }
      return lines.flatMap { $0.split(separator: "\n").map(String.init) }.suffix(Self.tail)
    } catch { return ["\(error)"] }
  }
}
