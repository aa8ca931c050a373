import Foundation
import JSON
import JSONata
import Testing

@Suite("An expression") struct ExpressionTests {
  private func evaluate(
    _ text: String, _ input: JSONValue? = nil, dialect: JSONataExpression.Dialect = .standard,
    limits: EvaluationLimits = EvaluationLimits()
  ) throws(EvaluationError) -> JSONValue? {
    try JSONataExpression(text).evaluate(
      input, dialect: dialect, limits: limits, now: Date(timeIntervalSince1970: 1_795_846_200))
  }

  private func code(
    _ text: String, dialect: JSONataExpression.Dialect = .standard, limits: EvaluationLimits = EvaluationLimits()
  )
    -> String?
  {
    do throws(EvaluationError) {
      _ = try evaluate(text, dialect: dialect, limits: limits)
      return nil
    } catch { return error.code }
  }

  @Test("names that differ only in how letters are composed are two names")
  func composedNames() throws {
    let input = try JSONValue(parsing: "{\"cafe\u{301}\": 1}")
    #expect(try evaluate("`caf\u{E9}`", input) == nil)
    #expect(try evaluate("`cafe\u{301}`", input) == 1)
    #expect(try evaluate("'e\u{301}' = '\u{E9}'") == false)
  }

  @Test("a name that is a method of objects elsewhere is a name like any other")
  func plainNames() throws {
    #expect(try evaluate("constructor", ["constructor": 1]) == 1)
    #expect(try evaluate("toString", ["a": 1]) == nil)
    #expect(try evaluate("{'__proto__': 1}.__proto__") == 1)
  }

  @Test(
    "an expression that would not end is ended",
    arguments: ["($f := function(){$f()}; $f())", "($f := function($n){1 + $f($n)}; $f(1))"])
  func endless(text: String) {
    #expect(code(text, limits: EvaluationLimits(depth: 200, seconds: 0.2)) == "U1001")
  }

  @Test("a pattern that backtracks without end is ended")
  func endlessPattern() {
    let limits = EvaluationLimits(seconds: 0.2)
    #expect(code("$contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', /^(a+)+$/)", limits: limits) == "U1001")
  }

  @Test(
    "an item of an array is any expression, and a range's ends too",
    arguments: [
      ("[false ? 1 : 2]", [2]), ("[$x := 3, $x + 1]", [3, 4]), ("[1 = 1 or false]", [true]),
      ("[true ? 1 : 2..3]", [1, 2, 3]), ("[$y := 1..3]", [1, 2, 3]), ("[1 + 1..2 * 2, 9]", [2, 3, 4, 9]),
    ] as [(String, JSONValue)])
  func items(text: String, expected: JSONValue) throws {
    #expect(try evaluate(text) == expected)
  }

  @Test(
    "a part of a text has its ends cut to whole places after they are added",
    arguments: [
      ("$substring('Production', 7, 0.1)", ""), ("$substring('hello', 1.5, 1.5)", "el"),
      ("$substring('hello', -3.7)", "llo"), ("$substring('hello', -3, 2)", "ll"), ("$substring('hello', -9, 2)", "he"),
      ("$substring('hello', 2, 9)", "llo"), ("$substring('hello', -2, 9)", "lo"), ("$substring('hello', 9)", ""),
      ("$substring('hello', nothing)", "hello"), ("$substring('hello', nothing, 2)", ""),
    ])
  func parts(text: String, expected: String) throws {
    #expect(try evaluate(text) == .string(expected))
  }

  @Test(
    "what cannot be read is told with its place",
    arguments: [
      ("", "S0207", 0), ("1 +", "S0207", 3), ("[1, 2", "S0203", 5), ("(1; 2", "S0203", 5),
      ("'abc", "S0101", 4), ("\u{1F600}(", "S0203", nil), ("a[", "S0203", 2), ("$f(1, ", "S0203", 6),
      ("1 = ? 2 : 3", "S0211", nil),
      ("a..", "S0201", 3), ("a..b", "S0201", 3), ("$sum(1..3)", "S0202", 8), ("(1..2)", "S0202", 4), ("{1", "S0203", 2),
      ("%", "S0217", 1),
      ("/a", "S0302", 2), ("$x := ", "S0207", 6), ("$f('a' 'bc')", "S0202", 11), ("a@b", "S0214", 3),
      ("$f(`a` `b`)", "S0202", 10), ("function($x)<n-<:n{$x}", "S0202", nil),
    ] as [(String, String, Int?)])
  func unreadable(text: String, code: String, position: Int?) {
    do throws(EvaluationError) {
      _ = try JSONataExpression(text)
      Issue.record("\(text) was read")
    } catch {
      #expect(error.code == code, "\(text): \(error)")
      if let position { #expect(error.position == position, "\(text): \(error.position ?? -1)") }
    }
  }

  @Test(
    "small differences to what one would guess are the reference's",
    arguments: [
      ("$spread([{'a': 1}])", [["a": 1]]), ("$spread({'a': 1})", ["a": 1]), ("$spread([1])", [1]),
      ("$replace('aaa', /a/, 'b', 0.1)", "baa"), ("$replace('aaa', 'a', 'b', 1.5)", "bba"),
      ("$split('a,b,c', /,/, 1.5)", ["a", "b"]), ("$split('a,b,c', ',', 1.5)", ["a"]),
      ("$fromMillis($toMillis('21 August 17', '[D1] [MNn] [Y01]'))", "1917-08-21T00:00:00.000Z"),
      ("$formatInteger(12, '###-1;o')", "1-2nd"),
    ] as [(String, JSONValue)])
  func particulars(text: String, expected: JSONValue) throws {
    #expect(try evaluate(text) == expected, "\(text)")
  }

  @Test("a time is not read by a numbering that is not known")
  func unknownNumbering() {
    #expect(code("$toMillis('21 August 2017', '[Dtrue] [MNn] [Y0001]')") == "D3130")
  }

  @Test("an order that cannot be made is told where it begins")
  func orderPlace() {
    do throws(EvaluationError) {
      _ = try evaluate("a.b^(c).d", ["a": ["b": [["c": 1], ["c": "x"]]]])
      Issue.record("numbers and texts were put in order")
    } catch {
      #expect(error.code == "T2007")
      #expect(error.position == 4)
    }
  }

  @Test("Step Functions has six functions more, and no $eval")
  func stepFunctions() throws {
    #expect(try evaluate("$partition([1..5], 2)", dialect: .stepFunctions) == [[1, 2], [3, 4], [5]])
    #expect(try evaluate("$range(0, 10, 3)", dialect: .stepFunctions) == [0, 3, 6, 9])
    #expect(try evaluate("$parse('{\"a\": [1]}').a", dialect: .stepFunctions) == [1])
    #expect(try evaluate("$random(7) = $random(7)", dialect: .stepFunctions) == true)
    #expect(try evaluate("$length($uuid())", dialect: .stepFunctions) == 36)
    #expect(try evaluate("$hash('abc', 'MD5')", dialect: .stepFunctions) == "900150983cd24fb0d6963f7d28e17f72")
    #expect(code("$hash('abc', 'CRC')", dialect: .stepFunctions) == "D3137")
    #expect(code("$eval('1')", dialect: .stepFunctions) == "T1006")
    #expect(code("$partition([1], 0)", dialect: .stepFunctions) == "D3050")
    #expect(code("$range(0, 1e300, 1)", dialect: .stepFunctions) == "D2014")
  }

  @Test(
    "no number of an expression ends the program",
    arguments: [
      "$pad('a', 1e300)", "$substring('abc', -1e300, 1e300)", "[1,2,3][1e300]", "$fromMillis(1e300)",
      "$round(5, 1e300)",
      "$formatInteger(1e300, 'A')", "$formatInteger(1e300, 'I')", "$formatInteger(1e300, 'w')", "$formatBase(1e300, 2)",
      "$fromMillis(0, '[Y,99999999999999999999]')", "$toMillis('999999999999999', '[Y]')", "$power(0, -1)", "1e309",
      "$split('a b', ' ', 1e300)", "$fromMillis(0, '[Y]', '9223372036854775807')", "$zip()", "$partition([1], 1e300)",
      "$toMillis('9999999999-99999999999-9999999999', '[Y]-[M]-[D]')", "-(1e308 * 10)", "[0][-1e300]",
      "$range(0, 1, 0)",
    ])
  func extremes(text: String) {
    // The outcome is the library's; that there is one is the test.
    _ = code(text, dialect: .stepFunctions)
  }

  /// Each step makes ten million numbers: asking the clock every 256 steps only, it took minutes to notice.
  @Test(
    "the time limit holds for few large steps as for many small ones", .timeLimit(.minutes(1)),
    arguments: ["$count([1..9999999].$count([1..9999999]))", "$count([1..9999].$count($range(1, 9999999, 1)))"])
  func largeSteps(text: String) throws {
    let limits = EvaluationLimits(seconds: 0.5)
    #expect(throws: EvaluationError.self) {
      try JSONataExpression(text).evaluate(nil, dialect: .stepFunctions, limits: limits)
    }
  }
}
