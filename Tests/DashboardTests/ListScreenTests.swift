import Canvas
import Foundation
import Interaction
import Operations
import OperationsSupport
import Testing
import Widgets
import Words

@testable import Dashboard

/// A list screen as somebody adds one: a file of its own, no other touched.
private struct FruitScreen: WholeListScreen {
  struct Fruit: Hashable, Sendable {
    let name: String
    let weight: Int
    let origin: String
  }
  static let question = Question<Whole, [Fruit]>("fruit") { _, _ in
    [
      Fruit(name: "plum", weight: 1_200, origin: "Banat"), Fruit(name: "apple", weight: 90, origin: "Tyrol"),
      Fruit(name: "pear", weight: 333, origin: "Banat"),
    ]
  }
  var feed = Feed<Whole, [Fruit]>()
  var list = Listing(Self.columns, identity: \.name)
  var layout = ListLayout()

  let crumb = "Fruit"
  let loading = "picking"
  let exportName = "fruit"
  var emptyState: PaneState { .empty("No fruit.", advice: "Wait for summer.") }
  func title(_ glyphs: Glyphs) -> String { "Fruit \(list.count)" }
  func copyText(of fruit: Fruit) -> CopyText { CopyText(what: "the fruit", text: fruit.name) }
  func destination(of fruit: Fruit) -> Destination? { fruit.name == "pear" ? nil : .table("silver." + fruit.name) }

  static let columns: [ListColumn<Fruit>] = [
    .text("name", TableColumn("Name", minimum: 5), export: ListExport("name", at: 1) { $0.name }) { $0.name },
    ListColumn(
      "weight", TableColumn("kg", align: .right), .number, width: .figures,
      value: { FieldValue(count: Int64($0.weight)) }, export: ListExport("weight", at: 0) { "\($0.weight)" }
    ) { fruit, _ in TableCell(NumberText.integer(fruit.weight)) },
    .hidden("origin") { FieldValue($0.origin) },
    .exported("country") { $0.origin == "Tyrol" ? nil : $0.origin },
  ]
}

@Suite("A list screen of one file")
struct ListScreenTests {
  private let desk: Desk
  private var screen = FruitScreen()

  init() throws {
    let fake = FakeOperations(Shop.goodDay())
    desk = Desk(
      reading: fake, operations: fake, clock: TestClock(Shop.now), options: DashboardOptions())
  }

  private mutating func read() throws {
    let effect = try #require(screen.requests(.appeared, desk).first)
    guard case .work(_, let work) = effect, case .arrived(let arrival) = work(Cancellation())?.event else {
      Issue.record("nothing was asked")
      return
    }
    _ = screen.receive(arrival, desk)
  }

  private mutating func picture() -> String {
    var surface = Surface(size: Size(width: 26, height: 7))
    screen.arrange(in: surface.bounds, desk)
    screen.draw(into: &surface, desk)
    return surface.picture()
  }

  @Test("says what it waits for, then shows its rows in columns that fit them")
  mutating func draws() throws {
    #expect(picture().contains("picking"))
    try read()
    #expect(
      picture() == """
        ┏━ Fruit 3 ━━━━━━━━ now ━┓
        ┃   Name        kg       ┃
        ┃ ▸ plum     1,200       ┃
        ┃   apple       90       ┃
        ┃   pear       333       ┃
        ┃                        ┃
        ┗━━━━━━━━━━━━━━━━━━━━━━━━┛
        """)
  }

  @Test("is filtered by fields that do not show, and sorted by those that do")
  mutating func filterAndSort() throws {
    try read()
    #expect(screen.type("origin:banat", .filter, isFinal: true) == nil)
    #expect(screen.list.shown.map(\.name) == ["plum", "pear"])
    _ = screen.perform(.sort, desk)
    #expect(screen.list.shown.map(\.name) == ["pear", "plum"])
    _ = screen.perform(.sort, desk)
    #expect(screen.list.shown.map(\.weight) == [333, 1_200])
    _ = screen.perform(.sort, desk)
    #expect(screen.list.sort == nil && screen.list.shown.map(\.name) == ["plum", "pear"])
    #expect(screen.type("colour:red", .filter, isFinal: true)?.contains("colour") == true)
    #expect(picture().contains("No fruit."))
  }

  @Test("exports what shows, exactly, in the order programs know")
  mutating func export() throws {
    try read()
    _ = screen.type("!pear", .filter, isFinal: true)
    let table = try #require(screen.exportTable(desk))
    #expect(table.columns == ["weight", "name", "country"])
    #expect(table.rows == [["1200", "plum", "Banat"], ["90", "apple", nil]])
  }

  @Test("opens what leads somewhere, by key and by a second press")
  mutating func enter() throws {
    #expect(screen.availability(of: .enter) == .disabled(reason: "nothing is chosen"))
    try read()
    _ = picture()
    #expect(screen.availability(of: .enter) == .enabled)
    let apple = Point(x: 6, y: 3)
    #expect(screen.press(at: apple, desk).isEmpty)
    #expect(screen.copyText(desk)?.text == "apple")
    #expect(screen.press(at: apple, desk).count == 1)
    _ = screen.perform(.down, desk)
    #expect(screen.availability(of: .enter) == .absent)
  }

  @Test("takes no answer to another question")
  mutating func otherQuestion() throws {
    let other = Question<Whole, [FruitScreen.Fruit]>("nuts") { _, _ in [] }
    #expect(Arrival(other, Whole(), .success([])).answer(to: FruitScreen.question) == nil)
    let sameName = Question<String, [FruitScreen.Fruit]>("fruit") { _, _ in [] }
    #expect(Arrival(sameName, "x", .success([])).answer(to: FruitScreen.question) == nil)
  }

  @Test("is pushed where one is, and a destination leads on from it and back")
  mutating func stacks() throws {
    var stacks = ScreenStacks(startingAt: .quality)
    stacks.push(screen)
    #expect(stacks.crumbs == ["Quality", "Fruit"])
    Destination.table("silver.plum").open(&stacks, desk)
    #expect(stacks.crumbs == ["Quality", "silver.plum"])
    Destination.screen(.quality).open(&stacks, desk)
    #expect(stacks.crumbs == ["Quality"] && !stacks.isDeep)
    #expect(Destination.table("a") == .table("a") && Destination.table("a") != .table("b"))
  }

  @Test("what comes with a tab, and with the pages on it, is in the one table of actions")
  func tables() throws {
    let registry = try DashboardActions.registry()
    let brought = Screens.all.actions
    #expect(brought.contains { $0.id == .handOver } && brought.contains { $0.id == .moreHours })
    #expect(brought.allSatisfy { registry[$0.id] != nil })
  }
}
