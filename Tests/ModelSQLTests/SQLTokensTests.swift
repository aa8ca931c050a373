import Testing

@testable import ModelSQL

@Suite struct SQLTokensTests {
  @Test(
    "Comments, strings and quoted names are single tokens or none",
    arguments: [
      ("select 'it''s' -- x", ["select", "'it''s'"]),
      ("a /* b /* c */ d */ e", ["a", "e"]),
      ("\"a\"\"b\".c", ["\"a\"\"b\"", ".", "c"]),
      ("$$ it's $$ x", ["$$ it's $$", "x"]),
      ("$t$ $$ $t$ x", ["$t$ $$ $t$", "x"]),
      ("E'a\\'b' c", ["E'a\\'b'", "c"]),
      ("$from + $1 + ?", ["$from", "+", "$1", "+", "?"]),
      ("1.5e-3-2", ["1.5e-3", "-", "2"]),
      ("a::int[]", ["a", "::", "int", "[", "]"]),
      ("größe_1$x", ["größe_1$x"]),
    ])
  func tokens(sql: String, expected: [String]) {
    let tokens = SQLTokens(sql)
    #expect(tokens.tokens.indices.map { tokens.text($0) } == expected)
  }

  @Test("what is not closed is seen", arguments: ["'a", "\"a", "/* a", "$$ a", "/* /* */", "'a''", "E'a\\'"])
  func whatIsNotClosedIsSeen(sql: String) {
    #expect(SQLTokens("x " + sql).tokens.last?.kind == .unterminated)
  }

  @Test(
    "Arguments end at the commas of their own call",
    arguments: [
      ("f()", []), ("f(a)", ["a"]), ("f( a , b )", ["a", "b"]),
      ("f(g(1, 2), [3, 4], 'x,y', \"p,q\")", ["g(1, 2)", "[3, 4]", "'x,y'", "\"p,q\""]),
      ("f(/* a, */ b, -- c,\n d)", ["b", "d"]), ("f (a, (select b, c from d))", ["a", "(select b, c from d)"]),
      ("f($$,$$, {'a': 1, 'b': 2})", ["$$,$$", "{'a': 1, 'b': 2}"]),
    ])
  func arguments(sql: String, expected: [String]) throws {
    let tokens = SQLTokens("é, " + sql + " + g(1)")
    let call = try #require(tokens.call(atByte: 4))
    #expect(call.arguments.map { tokens.text($0) } == expected)
    #expect(tokens.text(call.range) == sql)
  }

  @Test("a name without parentheses is no call") func aNameWithoutParenthesesIsNoCall() {
    #expect(SQLTokens("f").call(atByte: 0) == nil)
    #expect(SQLTokens("f(a").call(atByte: 0) == nil)
    #expect(SQLTokens("f(a)").call(atByte: 1) == nil)
  }

  @Test(
    "only a plain text is a literal",
    arguments: [("'a'", "a"), ("'it''s'", "it's"), ("'a' || 'b'", nil), ("E'a'", nil), ("a", nil)]
      as [(String, String?)])
  func onlyAPlainTextIsALiteral(sql: String, expected: String?) {
    #expect(SQLTokens(sql).literal(0..<sql.utf8.count) == expected)
  }
}
