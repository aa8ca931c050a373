import Clocks
import Foundation
import Testing

@testable import SampleShop

private let until = CalendarDay(year: 2026, month: 11, day: 21)
private let shop = ShopGenerator(until: until)

@Suite struct ShopGeneratorTests {
  @Test("a shop that goes on has the same drops until then, and further ones as large")
  func goesOn() {
    let longer = ShopGenerator(until: until, further: 20)
    for day in 0...shop.days { #expect(longer.drop(day: day) == shop.drop(day: day)) }
    let orders = (shop.days + 1...shop.days + 20).map { day in
      longer.drop(day: day).first { $0.table == .orders }?.bytes.count ?? 0
    }
    #expect(orders.allSatisfy { (10_000..<80_000).contains($0) }, "\(orders)")
    #expect(longer.date(ofDay: shop.days + 20) == until.advanced(by: 20))
  }

  @Test("the same seed gives the same bytes") func theSameSeedGivesTheSameBytes() {
    #expect(ShopGenerator(until: until).files() == shop.files())
  }

  @Test("another seed gives other bytes") func anotherSeedGivesOtherBytes() {
    #expect(ShopGenerator(seed: 43, until: until).drop(day: 1) != shop.drop(day: 1))
  }

  @Test("the committed files are what the generator makes") func theCommittedFilesAreWhatTheGeneratorMakes() throws {
    let sample = URL(filePath: #filePath).resolvingSymlinksInPath()
      .appending(path: "../../../sample_data").standardizedFileURL
    let incoming = sample.appending(path: "incoming").path()
    let found = try FileManager.default.subpathsOfDirectory(atPath: incoming).filter { $0.contains(".") }
    #expect(Set(found.map { "incoming/\($0)" }) == Set(shop.files().map(\.path)))
    for file in shop.files() {
      let committed = try Data(contentsOf: sample.appending(path: file.path))
      #expect(committed.elementsEqual(file.bytes), "\(file.path) is stale: run assay sample sample_data")
    }
  }

  @Test("every fault occurs", arguments: ShopFault.allCases) func everyFaultOccurs(_ fault: ShopFault) {
    #expect(shop.tally[fault] > 0)
  }

  @Test("a short shop has its files too", arguments: [1, 3]) func aShortShopHasItsFilesToo(days: Int) {
    let short = ShopGenerator(days: days, until: until)
    #expect(short.files().count == 6 + 5 * days)
    #expect(short.date(ofDay: days) == until)
  }

  @Test("all paths are in the folder of their day") func allPathsAreInTheFolderOfTheirDay() {
    #expect(shop.fullLoad().map(\.path) == ShopTable.allCases.map { "incoming/full/\($0.fileName)" })
    for day in 1...14 {
      let folder = "incoming/\(until.advanced(by: day - 14))/"
      #expect(shop.drop(day: day).count == 5)
      #expect(shop.drop(day: day).allSatisfy { $0.path.hasPrefix(folder) })
    }
  }

  @Test("another last day moves the dates and nothing else", arguments: [-400, 29])
  func anotherLastDayMovesTheDatesAndNothingElse(days: Int) {
    let moved = ShopGenerator(until: until.advanced(by: days))
    #expect(moved.tally == shop.tally)
    #expect(moved.files().map(\.bytes.count) == shop.files().map(\.bytes.count))
    for (before, after) in zip(shop.drop(day: 6), moved.drop(day: 6)) {
      let isSame = before.withoutDates == after.withoutDates
      #expect(isSame, "\(before.path)")
    }
    #expect(moved.drop(day: 3)[0].path == "incoming/\(until.advanced(by: 3 - 14 + days))/customers.csv")
    let commit = CalendarDay(shop.drop(day: 3).rows(.customers)[0][1].prefix(10).description)
    let movedCommit = CalendarDay(moved.drop(day: 3).rows(.customers)[0][1].prefix(10).description)
    #expect(commit?.advanced(by: days) == movedCommit)
  }

  @Test("nothing in a drop is later than its morning") func nothingInADropIsLaterThanItsMorning() {
    for day in 1...14 {
      let morning = shop.date(ofDay: day).description
      for table in [ShopTable.orders, .sales, .customers, .products] {
        #expect(shop.drop(day: day).rows(table).allSatisfy { $0[1] < morning })
      }
    }
  }

  @Test("sequence numbers follow the commits") func sequenceNumbersFollowTheCommits() {
    let log = (1...14).flatMap { shop.drop(day: $0).rows(.orders) }
    let ordered = log.sorted { ($0[1], Int($0[2]) ?? 0) < ($1[1], Int($1[2]) ?? 0) }.compactMap { Int($0[2]) }
    #expect(ordered == ordered.sorted())
  }
}

@Suite struct SpoiltDropTests {
  @Test("a drop can lose a column of its orders") func aDropCanLoseAColumnOfItsOrders() {
    let whole = shop.drop(day: 9)
    let broken = shop.brokenDrop(day: 9)
    #expect(broken.map(\.path) == whole.map(\.path))
    #expect(zip(broken, whole).allSatisfy { ($0 == $1) == ($0.table != .orders) })
    #expect(whole.header(.orders).filter { $0 != "status" } == broken.header(.orders))
    #expect(broken.rows(.orders).allSatisfy { $0.count == broken.header(.orders).count })
  }

  @Test("a drop can be cut in the middle of a record") func aDropCanBeCutInTheMiddleOfARecord() {
    let broken = shop.brokenDrop(day: 9, fault: .cutShort)
    let rows = broken.rows(.orders)
    #expect(rows.count < shop.drop(day: 9).rows(.orders).count)
    #expect(rows.last.map { $0.count < broken.header(.orders).count } == true)
  }

  @Test("a file can be missing") func aFileCanBeMissing() {
    #expect(shop.drop(day: 14, without: .payments).map(\.table) == [.customers, .products, .orders, .sales])
  }
}

@Suite struct FaultsInTheBytesTests {
  @Test("records come again byte for byte") func recordsComeAgainByteForByte() {
    let lines = (1...14).flatMap { shop.drop(day: $0).lines(.sales).dropFirst() }
    #expect(Set(lines).count < lines.count)
  }

  @Test("some changes come after newer ones of their row") func someChangesComeAfterNewerOnesOfTheirRow() {
    var newest: [String: Int] = [:]
    var older = 0
    for row in (1...14).flatMap({ shop.drop(day: $0).rows(.orders) }) {
      let sequence = Int(row[2]) ?? 0
      if sequence < newest[row[3], default: 0] { older += 1 }
      newest[row[3]] = max(sequence, newest[row[3], default: 0])
    }
    #expect(older > 0)
  }

  @Test("three order lines of day four are malformed and come again")
  func threeOrderLinesOfDayFourAreMalformedAndComeAgain() {
    let columns = shop.drop(day: 4).header(.sales).count
    let ragged = shop.drop(day: 4).rows(.sales).filter { $0.count != columns }
    #expect(ragged.count == 2)
    #expect(shop.drop(day: 4).lines(.sales).filter { $0.contains("\" USD,") }.count == 1)
    let again = Set(shop.drop(day: 5).rows(.sales).map { $0[2] })
    #expect(ragged.allSatisfy { again.contains($0[2]) })
  }

  @Test("a column appears on day six") func aColumnAppearsOnDaySix() {
    #expect(!shop.drop(day: 5).header(.orders).contains("campaign"))
    #expect(shop.drop(day: 6).header(.orders).last == "campaign")
  }

  @Test("nothing is written in several ways", arguments: ["NULL", "N/A", ""]) func nothingIsWrittenInSeveralWays(
    _ token: String
  ) {
    #expect(shop.fullLoad().rows(.customers).contains { $0.contains(token) })
  }

  @Test("money comes with its sign and its thousands") func moneyComesWithItsSignAndItsThousands() {
    #expect(shop.fullLoad().lines(.sales).contains { $0.contains(",\"$1,") })
  }
}
