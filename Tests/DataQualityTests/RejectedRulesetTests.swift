import DataQuality
import Testing

/// What cannot be read, with the line a person sees.
struct RejectedRulesetTests {
  static let rejected: [(text: String, error: String)] = [
    (
      "",
      "1:1: error: the ruleset has no rules; write Rules = [ … ]"
    ),
    (
      "# only a comment",
      "1:17: error: the ruleset has no rules; write Rules = [ … ]"
    ),
    (
      "Metadata = {}",
      "1:13: error: a key in double quotes expected, found '}'"
    ),
    (
      "Metadata = { \"Version\": \"1.0\" }",
      "1:32: error: the ruleset has no rules; write Rules = [ … ]"
    ),
    (
      "Metadata = { \"Versoin\": \"1.0\" } Rules = [ RowCount > 0 ]",
      "1:14: error: the key \"Versoin\" is unknown here; known: Version"
    ),
    (
      "Metadata = { \"Version\": [\"1.0\"] } Rules = [ RowCount > 0 ]",
      "1:14: error: Version is one text, not a list"
    ),
    (
      "DataSources = { \"Primary\": [\"a\"] } Rules = [ RowCount > 0 ]",
      "1:17: error: Primary is one text, not a list"
    ),
    (
      "DataSources = { \"AdditionalDataSources\": \"a\" } Rules = [ RowCount > 0 ]",
      "1:17: error: AdditionalDataSources is a list of texts"
    ),
    (
      "Rules = [ RowCount > 0 ] Metadata = { \"Version\": \"1.0\" }",
      "1:26: error: the section Metadata stands twice or too late; the order is Metadata, DataSources, variables, DefaultLabels, Rules, Analyzers"
    ),
    (
      "Rules = {",
      "1:9: error: '[' expected, found '{'"
    ),
    (
      "Rules = [ ]",
      "1:11: error: Rules is empty; write at least one entry"
    ),
    (
      "Rules = [",
      "1:10: error: a rule expected, found the end of the text"
    ),
    (
      "Rules = ]",
      "1:9: error: '[' expected, found ']'"
    ),
    (
      "Rules = Abcdefg123",
      "1:9: error: '[' expected, found 'Abcdefg123'"
    ),
    (
      "rules = [ RowCount > 0 ]",
      "1:1: error: 'rules' is no section; did you mean Rules?"
    ),
    (
      "Rules11 = [ RowCount > 0 ]",
      "1:1: error: 'Rules11' is no section; did you mean Rules?"
    ),
    (
      "Rules = [ RowCount > 0",
      "1:23: error: ',' or ']' expected, found the end of the text"
    ),
    (
      "Rules = [ RowCount > 0, ]",
      "1:25: error: a rule expected, found ']'"
    ),
    (
      "Rules = [\n  RowCount > 0\n  IsComplete \"id\"\n]",
      "3:3: error: ',' or ']' expected, found 'IsComplete'; is a comma missing before it?"
    ),
    (
      "Rules = [ IsComplete \"id\" IsUnique \"id\" ]",
      "1:27: error: IsComplete takes 1 parameter, not 3; is a comma missing before it?"
    ),
    (
      "Rules = [ RowCount > 0 ] more",
      "1:26: error: 'more' is no section"
    ),
    (
      "Rules = [ 11ColumnValues \"x\" > 1 ]",
      "1:11: error: the rule 11ColumnValues is unknown; did you mean ColumnValues?"
    ),
    (
      "Rules = [ iscomplete \"id\" ]",
      "1:11: error: the rule iscomplete is unknown; did you mean IsComplete?"
    ),
    (
      "Rules = [ IsCompleet \"id\" ]",
      "1:11: error: the rule IsCompleet is unknown; did you mean IsComplete?"
    ),
    (
      "Rules = [ Range \"x\" > 1 ]",
      "1:11: error: the rule Range is Deequ's own, not DQDL of AWS Glue"
    ),
    (
      "Rules = [ Zebra \"x\" > 1 ]",
      "1:11: error: the rule Zebra is unknown"
    ),
    (
      "Rules = [ AllStatistics \"id\" > 0 ]",
      "1:11: error: AllStatistics is an analyzer, not a rule; move it to Analyzers = [ … ]"
    ),
    (
      "Rules = [ IsComplete 'id' ]",
      "1:22: error: the character ' is no part of DQDL; texts stand in double quotes"
    ),
    (
      "Rules = [ IsComplete \"id ]",
      "1:22: error: the text has no end; close it with \""
    ),
    (
      "Rules = [ IsComplete ]",
      "1:11: error: IsComplete takes 1 parameter, not 0"
    ),
    (
      "Rules = [ IsComplete \"a\" \"b\" ]",
      "1:26: error: IsComplete takes 1 parameter, not 2"
    ),
    (
      "Rules = [ IsComplete \"id\" > 0.05 ]",
      "1:27: error: IsComplete takes no condition"
    ),
    (
      "Rules = [ IsPrimaryKey \"id\" between 1 and 2 ]",
      "1:29: error: IsPrimaryKey takes no condition"
    ),
    (
      "Rules = [ RowCount \"id\" > 100 ]",
      "1:20: error: RowCount takes no parameters, not 1"
    ),
    (
      "Rules = [ Completeness \"x\" ]",
      "1:28: error: Completeness needs a condition, found ']'; such as > 0"
    ),
    (
      "Rules = [ Completeness \"x\" > ]",
      "1:30: error: a value expected, found ']'"
    ),
    (
      "Rules = [ Completeness \"x\" > 0.5 with threshold > 0.4 ]",
      "1:39: error: Completeness takes no threshold"
    ),
    (
      "Rules = [ Completeness \"x\" > .5 ]",
      "1:30: error: '.5' is no number; such as 3, 0.5 or 3 days"
    ),
    (
      "Rules = [ Completeness \"x\" > 1e3 ]",
      "1:30: error: '1e3' is no number; such as 3, 0.5 or 3 days"
    ),
    (
      "Rules = [ Completeness \"x\" > \"high\" ]",
      "1:28: error: Completeness is compared with a number; such as > 0"
    ),
    (
      "Rules = [ ColumnNamesMatchPattern aws_* ]",
      "1:39: error: ',' or ']' expected, found '*'"
    ),
    (
      "Rules = [ ColumnNamesMatchPattern \"aws_.*\" where \"a > 1\" ]",
      "1:44: error: ColumnNamesMatchPattern takes no where"
    ),
    (
      "Rules = [ ColumnDataType \"x\" ]",
      "1:30: error: ColumnDataType needs a condition, found ']'; such as = \"value\""
    ),
    (
      "Rules = [ ColumnDataType \"x\" in [1, 2] ]",
      "1:30: error: ColumnDataType is compared with a text; such as = \"value\""
    ),
    (
      "Rules = [ ColumnDataType \"x\" = \"Date\" with threshold > 0.9 with threshold > 0.7 ]",
      "1:65: error: with threshold stands twice"
    ),
    (
      "Rules = [ ColumnValues \"x\" matches ]",
      "1:36: error: a pattern in double quotes expected, found ']'"
    ),
    (
      "Rules = [ ColumnValues \"x\" now() ]",
      "1:28: error: ColumnValues takes 1 parameter, not 2"
    ),
    (
      "Rules = [ ColumnValues \"x\" > now() + 1 hours ]",
      "1:36: error: ',' or ']' expected, found '+'"
    ),
    (
      "Rules = [ ColumnValues \"x\" = (now() - 3 weeks) ]",
      "1:41: error: days, hours or minutes expected, found 'weeks'"
    ),
    (
      "Rules = [ ColumnValues \"x\" > (now() 3 days) ]",
      "1:37: error: '+' or '-' expected after now(), found '3'"
    ),
    (
      "Rules = [ ColumnValues \"x\" in [1, \"2\"] ]",
      "1:28: error: the values of a list must be of one kind"
    ),
    (
      "Rules = [ ColumnValues \"x\" in [] ]",
      "1:32: error: the list is empty"
    ),
    (
      "Rules = [ ColumnValues \"x\" not > 3 ]",
      "1:32: error: between, in or matches expected after not, found '>'"
    ),
    (
      "Rules = [ ColumnValues \"x\" > \"abc\" ]",
      "1:28: error: \"abc\" is no date, and texts have no order here; texts go with =, !=, in and matches"
    ),
    (
      "Rules = [ ColumnValues \"x\" > \"2026-02-30\" ]",
      "1:28: error: \"2026-02-30\" is no date, and texts have no order here; texts go with =, !=, in and matches"
    ),
    (
      "Rules = [ ColumnValues \"x\" > NULL ]",
      "1:28: error: NULL has no place in an order; it goes with =, !=, in and not in"
    ),
    (
      "Rules = [ ColumnValues \"x\" = abc ]",
      "1:30: error: a value expected, found 'abc'; texts stand in double quotes"
    ),
    (
      "Rules = [ ColumnValues \"x\" between 1, 2 ]",
      "1:37: error: 'and' expected between the two ends, found ','"
    ),
    (
      "Rules = [ ColumnValues \"x\" > 0.4 with ]",
      "1:39: error: a name expected after with, found ']'"
    ),
    (
      "Rules = [ ColumnValues \"x\" > 0.4 with threshold ]",
      "1:49: error: the threshold needs a condition, found ']'; such as > 0.9"
    ),
    (
      "Rules = [ ColumnValues \"x\" > 0.4 with threshold > \"a\" ]",
      "1:49: error: a threshold is compared with a number; such as > 0.9"
    ),
    (
      "Rules = [ ColumnValues \"x\" > 0.4 threshold ]",
      "1:34: error: ',' or ']' expected, found 'threshold'; write with threshold"
    ),
    (
      "Rules = [ ColumnValues \"x\" = \"a\" with ignoreCase != \"true\" ]",
      "1:50: error: '=' expected, found '!='"
    ),
    (
      "Rules = [ ColumnValues \"x\" = \"a\" with ignoreCase = \"true\" with ignoreCase = \"true\" ]",
      "1:64: error: with ignoreCase stands twice"
    ),
    (
      "Rules = [ DataFreshness \"x\" <= 3 ]",
      "1:29: error: DataFreshness is compared with a duration; such as <= 3 days"
    ),
    (
      "Rules = [ DataFreshness \"x\" <= 3 dayz ]",
      "1:34: error: the unit dayz is unknown; did you mean days?"
    ),
    (
      "Rules = [ DataFreshness \"x\" <= 1.5 days ]",
      "1:36: error: a whole number expected before days"
    ),
    (
      "Rules = [ DataFreshness \"x\" <= 3days ]",
      "1:32: error: '3days' is no number; such as 3, 0.5 or 3 days"
    ),
    (
      "Rules = [ DataFreshness \"x\" between 2 and 4 days ]",
      "1:29: error: DataFreshness is compared with a duration; such as <= 3 days"
    ),
    (
      "Rules = [ FileSize > 1 ZB ]",
      "1:24: error: the unit ZB is unknown; did you mean B?"
    ),
    (
      "Rules = [ FileMatch ]",
      "1:21: error: FileMatch needs a condition, found ']'; such as = \"value\""
    ),
    (
      "Rules = [ FileMatch \"a\" \"b\" \"c\" ]",
      "1:29: error: FileMatch takes 0 to 2 parameters, not 3"
    ),
    (
      "Rules = [ ReferentialIntegrity \"a\" = 0.99 ]",
      "1:11: error: ReferentialIntegrity takes 2 parameters, not 1"
    ),
    (
      "Rules = [ ReferentialIntegrity \"a\" \"r.a\" = 0.99 where \"a > 1\" ]",
      "1:49: error: ReferentialIntegrity takes no where"
    ),
    (
      "Rules = [ IsComplete \"id\" where \" \" ]",
      "1:33: error: the condition of where is empty"
    ),
    (
      "Rules = [ IsComplete \"id\" where id > 3 ]",
      "1:33: error: the condition of where in double quotes expected, found 'id'"
    ),
    (
      "Rules = [ RowCount > - avg(last(3)) ]",
      "1:24: error: a number expected after '-', found 'avg'"
    ),
    (
      "Rules = [ RowCount > (1 + 2 ]",
      "1:29: error: ')' expected, found ']'"
    ),
    (
      "a = \"x\" b = \"and $a\" Rules = [ CustomSql $b ]",
      "1:13: error: the variable $a is not put into another one's text; write its value"
    ),
    (
      "Analyzers = [ RowCount ] Rules = [ RowCount > 0 ]",
      "1:26: error: Rules stands too late; it comes before Analyzers; AWS would drop these rules without a word"
    ),
    (
      "Rules = [ (RowCount > 0) and ]",
      "1:30: error: a rule expected, found ']'"
    ),
    (
      "Rules = [ ((RowCount > 0) and (IsUnique \"b\") ]",
      "1:46: error: ')' expected, found ']'"
    ),
    (
      "Rules = [ IsComplete \"id\" labels=[] ]",
      "1:34: error: there are no labels in the list"
    ),
    (
      "Rules = [ IsComplete \"id\" labels=[key=value] ]",
      "1:35: error: a label in double quotes expected, found 'key'"
    ),
    (
      "Rules = [ IsComplete \"id\" labels=[\"k\"=\"\"] ]",
      "1:35: error: a label's key and value must not be empty"
    ),
    (
      "Rules = [ IsComplete \"id\" labels=[\"k\"=\"a\", \"k\"=\"b\"] ]",
      "1:44: error: the label \"k\" stands twice"
    ),
    (
      "a = \"x\" a = \"y\" Rules = [ RowCount > 0 ]",
      "1:9: error: the variable a stands twice"
    ),
    (
      "a = 5 Rules = [ RowCount > 0 ]",
      "1:5: error: the variable a must hold a text, or a list of texts, in double quotes"
    ),
    (
      "a$b = \"x\" Rules = [ RowCount > 0 ]",
      "1:2: error: '$' cannot stand inside a name"
    ),
    (
      "column = \"x\" Rules = [ IsComplete $colum ]",
      "1:35: error: the variable $colum is unknown; did you mean column?"
    ),
    (
      "a = \"5\" Rules = [ RowCount > $a ]",
      "1:28: error: RowCount is compared with a number; such as > 0"
    ),
    (
      "a = [\"x\"] Rules = [ IsComplete $a ]",
      "1:32: error: the variable $a is a list, a text is needed here"
    ),
    (
      "a = [\"x\", \"y\"] Rules = [ ColumnValues \"c\" = $a ]",
      "1:48: error: a variable that holds a list goes with in"
    ),
    (
      "Rules = [ IsComplete $ ]",
      "1:22: error: '$' stands alone; a variable is used as $name"
    ),
    (
      "Rules = [ RowCount > 0 ] Analyzers = [ ]",
      "1:40: error: Analyzers is empty; write at least one entry"
    ),
    (
      "Rules = [ RowCount > 0 ] Analyzers = [ IsComplete \"a\" ]",
      "1:40: error: IsComplete is true or false, so it is no analyzer"
    ),
    (
      "Rules = [ RowCount > 0 ] Analyzers = [ Completeness \"a\" > 1 ]",
      "1:57: error: an analyzer takes no condition"
    ),
    (
      "Rules = [ RowCount > 0 ] Analyzers = [ Completeness \"a\", ]",
      "1:58: error: an analyzer expected, found ']'"
    ),
    (
      "Rules = [ RowCount ; 0 ]",
      "1:20: error: the character ; is no part of DQDL"
    ),
  ]

  @Test("a ruleset that cannot be read says where and why", arguments: rejected)
  func aRulesetThatCannotBeReadSaysWhereAndWhy(_ text: String, _ expected: String) {
    let error = #expect(throws: RulesetError.self) { try Ruleset(parsing: text, file: "q.dqdl") }
    #expect(error?.description == "q.dqdl:" + expected)
  }

  @Test("a ruleset cut off anywhere is a problem, never a crash", arguments: AcceptedRulesetTests.rules)
  func aRulesetCutOffAnywhereIsAProblemNeverACrash(_ rule: String) {
    let text = "Rules = [ \(rule) ]"
    for length in 0..<text.count {
      #expect(!Ruleset.problems(in: String(text.prefix(length)), file: "q.dqdl").isEmpty)
    }
  }

  static let extremes: [(text: String, error: String)] = [
    ("RowCount > " + String(repeating: "(", count: 100_000) + "1", "nested too deeply"),
    (String(repeating: "(", count: 100_000), "nested too deeply"),
    ("RowCount > " + String(repeating: "f(", count: 100_000), "nested too deeply"),
    ("DataFreshness \"a\" > 365251 days", "the duration is too long; at most 365250 days"),
    ("DataFreshness \"a\" > 99999999999999999999 days", "a whole number expected before days"),
    (
      "ColumnValues \"a\" > (now() - 9000000000000000000 minutes)",
      "the duration is too long; at most 525960000 minutes"
    ),
  ]

  @Test("extremes are refused", arguments: extremes)
  func extremesAreRefused(_ rule: String, _ error: String) {
    let problems = Ruleset.problems(in: "Rules = [ \(rule) ]", file: "q")
    #expect(problems.first?.description.hasSuffix("error: " + error) == true)
  }

  @Test("every rule that cannot be read is told, and where") func everyRuleThatCannotBeReadIsToldAndWhere() {
    let text = """
      Rules = [
        IsComplet "a",            # wrong name
        RowCount > 0,
        (IsUnique "a") and IsComplete "b",
        ColumnValues "größe" in ["x", 1], Mean "x" > (1 + 2
      ]
      """
    #expect(
      Ruleset.problems(in: text, file: "q.dqdl").map(\.description) == [
        "q.dqdl:2:3: error: the rule IsComplet is unknown; did you mean IsComplete?",
        "q.dqdl:5:24: error: the values of a list must be of one kind",
        "q.dqdl:6:1: error: ')' expected, found ']'",
      ])
  }

  @Test("labels are as long as AWS allows", arguments: [(129, 1), (1, 257)])
  func labelsAreAsLongAsAWSAllows(_ key: Int, _ value: Int) {
    let label = "\"\(String(repeating: "k", count: key))\"=\"\(String(repeating: "v", count: value))\""
    let problems = Ruleset.problems(in: "Rules = [ IsComplete \"a\" labels=[\(label)] ]", file: "q.dqdl")
    #expect(
      problems.map(\.description) == [
        "q.dqdl:1:34: error: the label is too long; a key has at most 128 characters, a value 256"
      ])
  }

  static let refused = [
    "Rules = [ ColumnDataType \"a\" = NULL ]", "Rules = [ ColumnDataType \"a\" in [\"Date\", NULL] ]",
    "Rules = [ FileMatch \"a\" = NULL ]", "Rules = [ FileSize in [1, NULL] ]", "Rules = [ RowCount > NULL ]",
    "Rules = []", "Rules = [] Analyzers = []", "Rules = [ RowCount > 0 ] ]", "Rules = [ RowCount > 0 ] x",
    "DefaultLabels=[\(labels(10))] Rules = [ RowCount > 0 labels=[\"other\"=\"v\"] ]",
    "a = \"x\" b = [\"y\", \"$a\"] Rules = [ ColumnValues \"c\" in $b ]",
  ]

  @Test("what AWS refuses is refused", arguments: refused)
  func whatAWSRefusesIsRefused(_ text: String) {
    #expect(!Ruleset.problems(in: text, file: "q").isEmpty)
  }

  static func labels(_ count: Int) -> String { (1...count).map { "\"k\($0)\"=\"v\"" }.joined(separator: ", ") }

  static let accepted = [
    "Rules = [ IsComplete \"a\" and IsUnique \"b\" ]", "Rules = [ (IsComplete \"a\" AND ColumnLength \"b\" > 0) ]",
    "Rules = [ RowCount > 0 and (IsUnique \"b\") or ColumnCount = 3 ]", "Rules = [] Analyzers = [ RowCount ]",
    "Rules = [ RowCount = NULL, Mean \"a\" != NULL ]", "a = \"cost in $\" Rules = [ ColumnValues \"b\" = $a ]",
    "a = \"x\" b = \"$abc\" Rules = [ ColumnValues \"c\" = $b ]",
    "DefaultLabels=[\(labels(10))] Rules = [ RowCount > 0 labels=[\"k1\"=\"own\"] ]",
    "Rules = [ RowCount between 1 and 5 and IsComplete \"x\" ]",
  ]

  @Test("what AWS accepts is accepted", arguments: accepted)
  func whatAWSAcceptsIsAccepted(_ text: String) {
    #expect(Ruleset.problems(in: text, file: "q").map(\.description) == [])
  }

  @Test("there are at most ten labels") func thereAreAtMostTenLabels() {
    let labels = (1...11).map { "\"k\($0)\"=\"v\"" }.joined(separator: ", ")
    let problems = Ruleset.problems(in: "Rules = [ IsComplete \"a\" labels=[\(labels)] ]", file: "q.dqdl")
    #expect(problems.map(\.description) == ["q.dqdl:1:33: error: 11 labels, at most 10 are allowed"])
  }
}
