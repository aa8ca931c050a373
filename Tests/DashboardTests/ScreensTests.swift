import Canvas
import Foundation
import Interaction
import Operations
import OperationsSupport
import Testing

@testable import Dashboard

/// What is true of every screen that has keys, also of one that comes tomorrow.
@Suite("Every screen with keys")
struct ScreensTests {
  private static let opened = Screens.all.pages.compactMap(\.opening)

  private func stage(_ size: Size = Size(width: 120, height: 36)) throws -> Stage {
    try Stage(Shop.failedDay(), size: size, screens: .all)
  }

  /// The line of the tabs and of the way to where one is.
  private func crumbs(_ stage: Stage) -> Substring { stage.picture.split(separator: "\n")[1] }

  @Test("a tab has a digit and a name of its own, in the one table of actions")
  func tabs() throws {
    let tabs = Screens.all.tabs
    #expect(Set(tabs.map(\.key)).count == tabs.count && Set(tabs.map(\.name)).count == tabs.count)
    #expect(tabs.allSatisfy { $0.key.typedCharacter?.isNumber == true })
    let registry = try DashboardActions.registry()
    #expect(tabs.allSatisfy { registry[$0.opening]?.keys == [$0.key] })
  }

  @Test("a digit leads to its tab, whose name then shows where there is room for one", arguments: Screens.all.tabs)
  func digits(_ tab: DashboardScreen) throws {
    let stage = try stage(Size(width: 60, height: 16))
    stage.press(tab.key)
    let row = crumbs(stage)
    #expect(row.contains(tab.title), "\(row)")
    #expect(Screens.all.tabs.allSatisfy { $0 == tab || !row.contains($0.title) }, "\(row)")
  }

  @Test("the palette and the help lead to a tab by its name", arguments: Screens.all.tabs)
  func names(_ tab: DashboardScreen) throws {
    let stage = try stage(Size(width: 60, height: 100))
    stage.press("?")
    #expect(stage.shows("go to \(tab.title)"))
    stage.press("esc", ":")
    stage.session.type(tab.title)
    stage.press("enter")
    #expect(crumbs(stage).contains(tab.title))
  }

  @Test(
    "a page's key leads to it from a tab where it counts, is then nobody's, and Esc leads back",
    arguments: opened.map(\.id.rawValue))
  func pages(_ name: String) throws {
    let opening = try #require(Self.opened.first { $0.id.rawValue == name })
    let key = try #require(opening.keys.first)
    let reached = try Screens.all.tabs.filter { tab in
      let stage = try stage()
      stage.press(tab.key, "?")
      let isToldOf = stage.shows(opening.summary.prefix(30).description)
      stage.press("esc", key)
      guard crumbs(stage).contains(" › ") else { return false }
      #expect(isToldOf, "the help of \(tab.title) does not name it")
      let opened = crumbs(stage)
      stage.press(key)
      #expect(crumbs(stage) == opened)
      stage.press("esc")
      return true
    }
    #expect(!reached.isEmpty, "\(key.label) leads there from no tab")
  }

  @Test("what a file declares as one stands in Screens.all")
  func declared() throws {
    let sources = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources/Dashboard")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
    let texts = try (files ?? []).filter { $0.pathExtension == "swift" }.map {
      try String(contentsOf: $0, encoding: .utf8)
    }
    let names = Set(
      texts.flatMap { text in
        text.matches(of: /static let (\w+) = Dashboard(?:Screen|Page)\(/).map { String($0.1) }
      })
    let list = try String(contentsOf: sources.appendingPathComponent("Frame/Screens.swift"), encoding: .utf8)
    #expect(names.count == Screens.all.tabs.count + Screens.all.pages.count)
    let listed = Set(list.split { !$0.isLetter }.map(String.init))
    #expect(names.filter { !listed.contains($0) } == [])
  }
}
