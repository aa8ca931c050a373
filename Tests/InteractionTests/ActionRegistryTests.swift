import Interaction
import Testing

@Suite struct ActionRegistryTests {
  private let rerun = Action(.rerun, "rerun", keys: ["r"], in: .runs)
  private let stop = Action(.stop, "stop", keys: ["x"], in: .runs)

  @Test("two actions of one scope must not share a key") func twoActionsOfOneScopeMustNotShareAKey() {
    let clash = Action(.refresh, "refresh", keys: ["r"], in: .runs)
    #expect(throws: ActionTableError.conflict("r", .rerun, .refresh)) { try ActionRegistry([rerun, clash]) }
  }

  @Test("one key may mean different things in different scopes") func oneKeyMayMeanDifferentThingsInDifferentScopes()
    throws
  {
    let registry = try ActionRegistry([rerun, Action(.read, "read", keys: ["r"], in: .tables)])
    #expect(registry.actions(in: .tables).map(\.id) == [.read])
  }

  @Test("an id stands once") func anIdStandsOnce() {
    #expect(throws: ActionTableError.twice(.stop)) { try ActionRegistry([stop, stop]) }
  }

  @Test("keys can be remapped") func keysCanBeRemapped() throws {
    let registry = try ActionRegistry([rerun, stop]).remapped([.stop: ["ctrl-x", "f9"], .rerun: []])
    #expect(registry[.stop]?.keys == ["ctrl-x", "f9"])
    #expect(registry[.rerun]?.keys == [])
  }

  @Test("a key map is checked like the table") func aKeyMapIsCheckedLikeTheTable() throws {
    let registry = try ActionRegistry([rerun, stop])
    #expect(throws: ActionTableError.conflict("r", .rerun, .stop)) { try registry.remapped([.stop: ["r"]]) }
    #expect(throws: ActionTableError.unknown(ActionID("stpo"))) { try registry.remapped([ActionID("stpo"): ["r"]]) }
  }
}

extension ActionID {
  fileprivate static let rerun = ActionID("rerun")
  fileprivate static let refresh = ActionID("refresh")
  fileprivate static let read = ActionID("read")
}

extension Scope {
  fileprivate static let runs = Scope("runs")
  fileprivate static let tables = Scope("tables")
}
