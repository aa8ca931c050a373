import Engine
import Testing
import Words

@Suite struct SQLQuoteTests {
  static let awkward = [
    "plain", "with space", "it's", "\"quoted\"", "'", "\"", "''", "\\", "a\nb", "ünïcödé 🥇", "e\u{301}", "--", "/*",
    "$$",
    "?", "%", ";", "'; drop table x; --", "\"; drop table x; --", "\u{202E}",
  ]

  @Test("Any text comes back from the engine as it went in", arguments: awkward)
  func literalsSurvive(text: String) throws {
    let rows = try TestEngine().connection.query("select \(try SQLQuote.literal(text))").rows
    #expect(rows[0][0] == .text(text))
  }

  @Test("Any name names a column", arguments: awkward)
  func identifiersSurvive(name: String) throws {
    let quoted = try SQLQuote.identifier(name)
    let result = try TestEngine().connection.query("select \(quoted) from (select 7 as \(quoted))")
    #expect(result.columns.map(\.name) == [name])
    #expect(result.rows == [[.int(7)]])
  }

  @Test("quotes inside are doubled") func quotesInsideAreDoubled() throws {
    #expect(try SQLQuote.identifier("a\"b") == "\"a\"\"b\"")
    #expect(try SQLQuote.literal("it's") == "'it''s'")
    #expect(try SQLQuote.literal("") == "''")
  }

  @Test("what no engine holds is refused") func whatNoEngineHoldsIsRefused() {
    #expect(throws: SQLQuote.Refusal.self) { try SQLQuote.identifier("a\0b") }
    #expect(throws: SQLQuote.Refusal.self) { try SQLQuote.literal("\0") }
    #expect(throws: SQLQuote.Refusal.self) { try SQLQuote.identifier("") }
  }

  @Test("A quote that carries a combining mark is still a quote")
  func quoteWithCombiningMark() throws {
    #expect(try SQLQuote.literal("a'\u{301}b").unicodeScalars.count(where: { $0 == "'" }) == 4)
  }
}
