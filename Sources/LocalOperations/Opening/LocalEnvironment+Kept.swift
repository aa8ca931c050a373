import Clocks
import Foundation
import Journal
import Lake
import Ledger
import Project
import Words

extension LocalEnvironment {
  /// To look at what happened, also while the project cannot be used as it stands: then by the definitions that the newest
  /// execution ran, with `obstacles` telling what is wrong. Throws `OpenFailure` where no execution kept any.
  package static func lookingBack(
    folder: String, environment: String?, variables: [String: String], clock: any WallClock
  ) throws -> LocalEnvironment {
    do {
      return try LocalEnvironment(
        folder: folder, environment: environment, variables: variables, clock: clock, for: .looking)
    } catch let failure as OpenFailure {
      for path in journals(folder, environment) {
        guard let kept = try newestDefinitions(in: Journal(lookingAt: path, clock: clock)) else { continue }
        // An environment that was never named is the one that was worked in last, not the one a broken file may name now.
        let name = environment ?? ((path as NSString).deletingLastPathComponent as NSString).lastPathComponent
        let found = try? LocalEnvironment(
          folder: folder, environment: name, variables: variables, clock: clock, for: .looking, kept: kept,
          obstacles: failure.errors)
        if let found { return found }
      }
      throw failure
    }
  }

  /// Those there are of the environment, or of all; the one that changed last comes first.
  private static func journals(_ folder: String, _ environment: String?) -> [String] {
    let state = folder + "/.assay"
    let names = environment.map { [$0] } ?? ((try? FileManager.default.contentsOfDirectory(atPath: state)) ?? [])
    let paths = names.map { "\(state)/\($0)/journal.sqlite" }
    let dated = paths.compactMap { path -> (path: String, at: Date)? in
      let times = [path, path + "-wal"].compactMap { name in
        (try? FileManager.default.attributesOfItem(atPath: name))?[.modificationDate] as? Date
      }
      return times.max().map { (path, $0) }
    }
    return dated.sorted { $0.at > $1.at }.map(\.path)
  }

  private static func newestDefinitions(in journal: Journal) throws -> [String: String]? {
    for record in try journal.executions(ExecutionFilter(), limit: 50) where record.definitions != nil {
      if let texts = try journal.definitionTexts(of: record.id), !texts.isEmpty { return texts }
    }
    return nil
  }
}
