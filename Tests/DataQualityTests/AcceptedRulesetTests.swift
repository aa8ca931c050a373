import DataQuality
import Testing

/// What the grammar allows, every rule type among it.
struct AcceptedRulesetTests {
  static let rules = [
    #"RowCount = 100"#, #"RowCount != 100"#, #"RowCount = -100"#, #"RowCount = 100 where "a > 1""#,
    #"RowCount between (0.9 * average(last(10))) and 1.1 * average(last(10))"#,
    #"RowCount not between 1 and 2"#, #"RowCount in [1, 2]"#, #"RowCount > avg(last(10)) *0.8"#,
    #"RowCountMatch "reference" >= 0.95"#,
    #"ColumnCount = avg(std(last(percentile(1,2,3))))"#, #"ColumnCount > -100.123456"#,
    #"Completeness of col_1 between 0.5 and 0.8"#, #"Completeness "c" between -0.5 and -0.4 where "a > 1""#,
    #"IsComplete "c""#, #"IsComplete c"#, #"IsComplete "a \"quoted\" name""#,
    #"ColumnDataType "c" = "String""#, #"ColumnDataType "c" in ["Date","String"] with threshold > 0.9"#,
    #"ColumnDataType "c" = "Date" with format = "dd/MM/yyyy""#,
    #"ColumnNamesMatchPattern "aws_.*_[a-zA-Z0-9]+""#, #"ColumnExists "c""#,
    #"ColumnCorrelation of a and "b c" between 0.4 and 0.8 where "x > 1""#,
    #"Uniqueness "a" "b" > 0.5"#, #"IsUnique "a""#, #"IsUnique "a" "b" where "c > 100""#,
    #"Mean "a-b" between -20 and -10"#, #"Sum "a" > -100.0"#,
    #"StandardDeviation "a" between min(last(10)) - 1 and max(last(10)) + 1"#,
    #"Variance "a" <= 10.0"#, #"Entropy "a" between 10 and 30"#, #"DistinctValuesCount "a" > 1000"#,
    #"UniqueValueRatio "a" < 0.5"#, #"ColumnLength "a" >= 100"#, #"IsPrimaryKey a "b c" where "d > 1""#,
    #"ColumnValues "a" between "2022-06-01" and "2022-06-30""#, #"ColumnValues "a" > (now() - 1 days)"#,
    #"ColumnValues "a" in [1,2,3,4,NULL]"#, #"ColumnValues "a" not in ["1","2"]"#,
    #"ColumnValues "a" < (now() + 4 minutes)"#, #"ColumnValues "a" between "9:00 AM" and "21:50""#,
    #"ColumnValues "a" not matches "[a-z]*" with threshold <= 0.4"#, #"ColumnValues "a" >= now()"#,
    #"ColumnValues "a" in [now(),(now() - 3 hours)]"#, #"ColumnValues "a" = NULL"#, #"ColumnValues "a" != EMPTY"#,
    #"ColumnValues "a" in ["a",NULL,EMPTY,WHITESPACES_ONLY] with ignoreCase = "true""#,
    #"ColumnValues "a" in ["2022-01-01", NULL] with threshold > 0.98"#, #"ColumnValues "a" matches "\d+\\.\d""#,
    #"ColumnValues "a" in [10,20] where "b is NOT NULL" with threshold > 0.5"#,
    #"DataFreshness "a" <= 3 days"#, #"DataFreshness "a" between 2 minutes and 4 hours"#,
    #"ReferentialIntegrity "a,b" "reference.{c,d}" = 0.99"#, #"DatasetMatch "reference" "ID1,ID2" = 0.99"#,
    #"DatasetMatch "reference" "ID1->ID11" "a->b" between 0.4 and 0.8"#, #"SchemaMatch "ref-1" >= 1.0"#,
    #"AggregateMatch "sum(a)" "sum(reference.b)" > 0.1"#,
    #"CustomSql "select count(*) from primary" > 0"#, #"CustomSql "select a from primary" with threshold > 0.5"#,
    #"DetectAnomalies of ColumnCorrelation of "a" and "b""#,
    #"FileMatch "s3://a" "s3://b" with randomTag = "x" with other = 1"#,
    #"FileMatch in ["hash"] with hashAlgorithm = "MD5""#,
    #"FileUniqueness > 0.5"#, #"FileFreshness "p" between "2024-01-01" and (now() + 10 minutes)"#,
    #"FileFreshness > "9:30 AM" with timeZone = "America/New_York""#, #"FileSize between 1 B and 1 GB"#,
    #"FileSize > 2"#,
    #"FileSize not in [500 KB,150 TB]"#, #"FileSize < 5 B labels=["k1"="v1", "k2"="v2"]"#,
    #"(RowCount > 0) OR (IsComplete "a") OR (IsUnique "a")"#,
    #"((RowCount > 0) and (IsComplete "b")) or ((IsComplete "a") and (IsUnique "a"))"#,
    #"(RowCount between 1 and 5) and (ColumnCorrelation "a" and "b" > 0.5) or (IsComplete "c")"#,
    #"((IsComplete "a") and (IsUnique "a")) labels=["team"="x"]"#, #"(Completeness "a" > 0.5)"#,
  ]

  @Test("a rule is read and keeps its text", arguments: rules)
  func aRuleIsReadAndKeepsItsText(_ rule: String) throws {
    let ruleset = try Ruleset(parsing: "Rules = [\n  \(rule) ,\n RowCount > 0 ]", file: "q.dqdl")
    #expect(ruleset.rules.map(\.text) == [rule, "RowCount > 0"])
    #expect(ruleset.rules[0].line == 2)
    #expect(ruleset.rules[0].column == 3)
  }

  @Test("all 33 rule types are known") func all33RuleTypesAreKnown() {
    #expect(RuleType.allCases.count == 33)
  }

  @Test("a document has metadata, sources, variables, labels, rules and analyzers")
  func aDocumentHasMetadataSourcesVariablesLabelsRulesAndAnalyzers() throws {
    let text = """
      # Orders
      Metadata = { "Version": "1.0" }
      DataSources = { "Primary": "orders", "AdditionalDataSources": ["products", "regions"] }
      column = "status"
      allowed = ["new", "paid"]
      DefaultLabels = ["team" = "sales"]
      Rules = [
        ColumnValues $column in $allowed labels = ["kind" = "set"],   # a comment, with ] and "
        ColumnValues "x" in ["a", $column],
        CustomSql "select count(*)
          from primary" > 0
      ]
      Analyzers = [ RowCount, Completeness of "id", AllStatistics AllColumns ]
      """
    let ruleset = try Ruleset(parsing: text, file: "q.dqdl")
    #expect(ruleset.version == "1.0")
    #expect(ruleset.primarySource == "orders")
    #expect(ruleset.additionalSources == ["products", "regions"])
    #expect(ruleset.defaultLabels == [Label(key: "team", value: "sales")])
    #expect(ruleset.rules.map(\.labels.count) == [1, 0, 0])
    #expect(ruleset.analyzers.map(\.text) == ["RowCount", "Completeness of \"id\"", "AllStatistics AllColumns"])
    #expect(try condition(ruleset, 0) == .text(isIn([.literal("new"), .literal("paid")])))
    #expect(try condition(ruleset, 1) == .text(isIn([.literal("a"), .literal("status")])))
    #expect(ruleset.rules[2].text == "CustomSql \"select count(*)\n    from primary\" > 0")
    #expect(ruleset.rules[2].line == 10)
  }

  static let conditions: [(rule: String, condition: Condition)] = [
    (#"ColumnValues "c" = "9:30 AM""#, .text(Comparison(.equal, [.literal("9:30 AM")]))),
    (#"ColumnValues "c" > "9:30 PM""#, .date(Comparison(.greater, [.timeOfDay(minutes: 21 * 60 + 30)]))),
    (#"ColumnValues "c" > "12:05 AM""#, .date(Comparison(.greater, [.timeOfDay(minutes: 5)]))),
    (#"ColumnValues "c" <= (now() - 2 days)"#, .date(Comparison(.lessOrEqual, [.now(plusMinutes: -2880)]))),
    (#"ColumnValues "c" != NULL"#, .text(Comparison(.notEqual, [], includesNull: true))),
    (#"ColumnValues "c" matches "\d\\\"x""#, .pattern("\\d\\\"x", negated: false)),
    (
      #"RowCount > 1 + 2 * 3 - 4"#,
      .number(
        Comparison(
          .greater,
          [
            .binary(
              "-", .binary("+", .literal("1"), .binary("*", .literal("2"), .literal("3"))), .literal("4"))
          ]))
    ),
    (#"FileSize > 2"#, .size(Comparison(.greater, [ByteCount(amount: 2, unit: .bytes)]))),
  ]

  @Test("a condition means what its rule makes of it", arguments: conditions)
  func aConditionMeansWhatItsRuleMakesOfIt(_ rule: String, _ expected: Condition) throws {
    let ruleset = try Ruleset(parsing: "Rules = [ \(rule) ]", file: "q.dqdl")
    #expect(try condition(ruleset, 0) == expected)
  }

  @Test("and binds tighter than or") func andBindsTighterThanOr() throws {
    let text = #"Rules = [ (RowCount > 0) or (IsComplete "a") and (IsUnique "a") ]"#
    guard case .composite(.or, let legs) = try Ruleset(parsing: text, file: "").rules[0].kind else {
      Issue.record("no or")
      return
    }
    #expect(legs.map(\.text) == ["RowCount > 0", #"(IsComplete "a") and (IsUnique "a")"#])
  }

  private func condition(_ ruleset: Ruleset, _ index: Int) throws -> Condition? {
    guard case .simple(let simple) = ruleset.rules[index].kind else { return nil }
    return simple.condition
  }

  private func isIn(_ values: [TextValue]) -> Comparison<TextValue> { Comparison(.isIn, values) }
}
