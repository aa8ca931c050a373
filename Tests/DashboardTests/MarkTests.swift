import Foundation
import Operations
import OperationsSupport
import Testing

@testable import Dashboard

@Suite("The mark of a table")
struct MarkTests {
  static let changes: [@Sendable (inout TableStatus) -> Void] = [
    { $0.version = 99 }, { $0.lastLoadedAt = Shop.ago(1) }, { $0.state = .failed },
  ]

  @Test("is another when the table is loaded, committed or fails", arguments: changes.indices)
  func moves(_ index: Int) {
    let table = Shop.goodDay().status.layers[2].tables[0]
    var changed = table
    Self.changes[index](&changed)
    #expect(changed.mark != table.mark)
  }

  @Test("stays while only its age grows")
  func stays() {
    let table = Shop.goodDay().status.layers[2].tables[0]
    var older = table
    older.ageSeconds = (table.ageSeconds ?? 0) + 60
    #expect(older.mark == table.mark)
  }

  @Test("of its rules is another when they are judged anew, or rows were rejected")
  func rules() {
    let quality = Shop.goodDay().quality[0]
    var judged = quality
    judged.checkedAt = Shop.now
    var rejected = quality
    rejected.quarantinedRows += 1
    #expect(judged.mark != quality.mark && rejected.mark != quality.mark)
  }

  @Test("of a layer are those of its tables, and none where there is no such layer")
  func layer() {
    let status = Shop.goodDay().status
    #expect(status.marks(of: "gold").map(\.table) == status.layers[2].tables.map(\.name))
    #expect(status.marks(of: "platinum").isEmpty)
  }

  @Test("that is another leads to reading the rows of a table again; a run alone does not")
  func rowsOfTable() throws {
    let stage = try Stage(Shop.failedDay())
    stage.press("3", "enter")
    let read = stage.fake.count(of: "quality.table")
    stage.fake.change { _ in }
    stage.pass(seconds: 1)
    #expect(stage.fake.count(of: "quality.table") == read)
    stage.fake.change { world in
      for index in world.quality.indices { world.quality[index].checkedAt = Shop.now.addingTimeInterval(1) }
    }
    stage.pass(seconds: 1)
    #expect(stage.fake.count(of: "quality.table") == read + 1)
  }
}
