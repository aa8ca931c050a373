import Testing
import Words

@testable import DataQuality

struct CustomStatementTests {
  static let statements: [(written: String, quoted: String)] = [
    ("select * from primary", #"select * from "primary""#),
    ("SELECT Primary.id FROM PRIMARY;\n", #"SELECT "primary".id FROM "primary""#),
    ("select 'primary' from primary", #"select 'primary' from "primary""#),
    (#"select "primary" from primary"#, #"select "primary" from "primary""#),
    ("select primary_key, my_primary from primary", #"select primary_key, my_primary from "primary""#),
    ("select 1 -- primary\nfrom primary", "select 1 -- primary\nfrom \"primary\""),
    ("select /* primary */ 1 from primary", #"select /* primary */ 1 from "primary""#),
    ("select 'it''s primary' from primary", #"select 'it''s primary' from "primary""#),
    ("select 'no end primary", "select 'no end primary"),
    ("select größe from primary", #"select größe from "primary""#),
  ]

  @Test("primary is quoted where it names the table", arguments: statements)
  func primaryIsQuotedWhereItNamesTheTable(_ written: String, _ quoted: String) {
    #expect(CustomStatement(written).sql == quoted)
  }

  // A quote that carries an accent is one character to Swift and still a quote to the engine.
  static let literals: [(text: String, sql: String)] = [
    ("", "''"), ("O'Hara", "'O''Hara'"), (#"a"\b"#, #"'a"\b'"#), ("a'\u{301}b", "'a''\u{301}b'"),
  ]

  @Test("a text is one literal", arguments: literals)
  func aTextIsOneLiteral(_ text: String, _ sql: String) {
    #expect(SQLQuote.text(text) == sql)
  }

  @Test("a name is one identifier") func aNameIsOneIdentifier() {
    #expect(SQLQuote.name(#"a "b" c"#) == #""a ""b"" c""#)
  }
}
