import DataQuality
import Testing

/// Columns of text that rules read as days or moments.
@Suite struct MomentTextTests {
  private static let good = [
    "2026-11-20", "2026-11-20 10:00:00", "2026-11-20T10:00:00Z", "2026-11-20T10:00:00.5+09:30",
  ]
  // Rules are AWS's, whose engine takes a day or month of one digit and blanks around.
  private static let tolerated = ["2026-11-2 ", " 2026-11-20", "2026-11-2"]
  private static let bad = [
    "2026-11-2O", "2026-02-30", "2026-11-20 xx", "2026-11-20 10:00:0Z",
    "2026-11-20 25:00:00", "2026-11-20T10:00:00+1:00", "-026-11-20", "infinity", "today", "soon", "",
  ]

  private func table(_ text: String) throws -> RealTable { try RealTable("SELECT '\(text)' AS d") }

  @Test("A text that is a day or a moment to the letter passes rules about days", arguments: good)
  func reads(text: String) throws {
    let report = try table(text).check(
      #"ColumnDataType "d" = "Date""#, #"ColumnDataType "d" = "Timestamp""#, #"ColumnValues "d" > "2026-11-19""#,
      #"DataFreshness "d" <= 40 hours"#)
    #expect(report.results.map(\.status) == [.pass, .pass, .pass, .pass])
  }

  @Test("A text with junk, a missing digit or a day that is none passes no rule about days", arguments: bad)
  func refuses(text: String) throws {
    let report = try table(text).check(
      #"ColumnDataType "d" = "Date""#, #"ColumnDataType "d" = "Timestamp""#, #"DataFreshness "d" <= 4000 days"#)
    #expect(report.results.map(\.status) == [.fail, .fail, .fail])
  }

  @Test("A day or month of one digit, and blanks around, are no junk", arguments: tolerated)
  func tolerates(text: String) throws {
    let report = try table(text).check(#"ColumnDataType "d" = "Date""#, #"DataFreshness "d" <= 4000 days"#)
    #expect(report.results.map(\.status) == [.pass, .pass])
  }

  @Test(
    "A form of a date is taken at its word",
    arguments: [
      ("10/02/2024", "dd/MM/yyyy", true), (" 1/02/2024", "dd/MM/yyyy", false), ("1/02/2024", "dd/MM/yyyy", false),
      ("30/02/2024", "dd/MM/yyyy", false), ("2024-02-1O", "yyyy-MM-dd", false), ("29-02", "dd-MM", true),
      (" 9-02", "dd-MM", false), ("30-02", "dd-MM", false),
    ])
  func forms(text: String, form: String, passes: Bool) throws {
    let report = try table(text).check("ColumnDataType \"d\" = \"Date\" with format = \"\(form)\"")
    #expect(report.results.map(\.status) == [passes ? .pass : .fail])
  }

  @Test("An offset counts")
  func offset() throws {
    let report = try table("2026-11-21T15:00:00+09:00").check(#"DataFreshness "d" between 9 minutes and 11 minutes"#)
    #expect(report.results.map(\.status) == [.pass])
  }
}
