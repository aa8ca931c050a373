import Lake
import ShopSupport
import Words

/// Chooses the next moment, so that the kills of one delivery are spread over all its steps: each is among the first of
/// those that are still to be done.
struct KillPlanner {
  private var random: Seeded

  init(seed: UInt64) { random = Seeded(state: seed) }

  /// - Parameters:
  ///   - pending: steps not yet done for this delivery, in their order; all of them when each is done.
  ///   - left: kills still to come in this delivery, this one included.
  ///   - stage: how far the table of a step is.
  mutating func failpoint(_ pending: [TableName], left: Int, stage: (TableName) -> BuildStage) -> KillMoment {
    let table = choose(pending, left: left)
    let points = Self.reachable(table, stage(table))
    return .failpoint(points[random.below(points.count)], table: table.description)
  }

  mutating func time(_ pending: [TableName], left: Int) -> KillMoment {
    if random.below(8) == 0 { return .beginning(microseconds: UInt32(random.below(200_000))) }
    let step = choose(pending, left: left).description
    return .during(step: step, microseconds: UInt32(random.below(150_000)))
  }

  private mutating func choose(_ pending: [TableName], left: Int) -> TableName {
    pending[random.below(max(1, pending.count / max(1, left)))]
  }

  /// A failpoint of something that is done already would never be reached.
  private static func reachable(_ table: TableName, _ stage: BuildStage) -> [Failpoint] {
    switch stage {
    case .untouched where table.layer == .bronze: [.fileCopied, .manifestWritten, .journalCommitted]
    case .untouched: [.parquetClosed, .logCommitted, .quarantineSettled, .journalCommitted]
    case .committed where table.layer != .bronze: [.quarantineSettled, .journalCommitted]
    case .committed, .unchanged: [.journalCommitted]
    }
  }
}

/// How far a table is in the delivery that is being run.
enum BuildStage {
  case untouched
  /// Its rows are there, and the journal does not know yet.
  case committed
  /// This delivery changes nothing in it.
  case unchanged

  init(now: TableState, before: TableState, after: TableState) {
    self = before == after ? .unchanged : now == after ? .committed : .untouched
  }
}

/// Numbers that look random and are the same for a seed (SplitMix64: Steele, Lea, Flood 2014).
struct Seeded {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
