import Canvas
import Clocks
import Dashboard
import Interaction
import Operations
import Testing

/// Screens of a project whose days begin elsewhere: it is 06:42 in UTC, and 20:42 on Kiritimati.
@Suite struct TimeZoneTests {
  private let stage: Stage

  init() throws {
    var identity = Shop.identity()
    identity.timeZone = try #require(DayZone("Pacific/Kiritimati"))
    stage = try Stage(Shop.failedDay(identity), size: Size(width: 120, height: 30))
  }

  @Test("The header's clock is read where the project says, and says where")
  func header() {
    #expect(stage.lines(with: "20:42 Kiritimati").count == 1)
    #expect(!stage.shows("UTC"))
  }

  @Test("Runs start, and log lines stand, at the project's time")
  func runs() throws {
    stage.press("2")
    let shown = try #require(stage.lines(with: "FAIL").first)
    #expect(shown.contains("20:10"), "\(shown)")
    stage.press("enter")
    #expect(stage.lines(with: "20:10").isEmpty == false && stage.lines(with: "06:10:").isEmpty)
  }

  @Test("A filter's times and days are those that are seen")
  func filter() {
    stage.press("2", "/")
    stage.session.type("started>20:00")
    #expect(stage.shows("20:10"), "\(stage.picture)")
    stage.session.type(" started>20:30")
    #expect(!stage.shows("20:10"), "\(stage.picture)")
  }
}
