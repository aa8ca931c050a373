import Foundation
import Metrics
import Project
import TestSupport
import Testing

/// project.yml with every number in it replaced by ones that nobody expects.
@Suite struct ExtremeNumberTests {
  private static let numbers = [
    "0", "-1", "1", "2147483648", "4294967296", "2562047788015216", "9223372036854775807", "-9223372036854775808",
    "9223372036854775808", "18446744073709551616", "1e308", "1e999", "-.inf", ".nan", "0x7fffffffffffffff",
    "0o777777777777777777777", "1_000", "00000000000000000000001", "1.5", "9999999999999999999999999999999999999999",
    "''", "~", "[1]", "{a: 1}", "2026-11-28",
  ]

  /// Where a number can stand; `%` is the number.
  private static let places = [
    "environments: {dev: {lake: lake/dev, threads: %}}", "environments: {dev: {lake: lake/dev, memory_limit: %GB}}",
    "freshness: {gold: {warn_after: {count: %, period: minute}}}",
    "freshness: {gold: {warn_after: {count: %, period: hour}, error_after: {count: %, period: day}}}",
    "retention: {runs_days: %, log_days: %, lineage_days: %, audit_days: %}",
    "sources: {orders: {path: 'in/*.csv', max_record_bytes: %}}",
    "sources: {orders: {path: 'in/*.csv', freshness: {error_after: {count: %, period: day}}}}",
    "sources: {orders: {path: 'in/*.csv', columns: {%: integer}}}",
  ]

  @Test("No number in project.yml ends the program: it is taken, or reported with its line", arguments: places, numbers)
  func anyNumber(_ place: String, _ number: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("name: shop\n" + place.replacingOccurrences(of: "%", with: number) + "\n", to: "project.yml")
    let loading = ProjectDefinition.load(folder: folder.path, environment: nil, variables: [:])
    #expect(loading.project != nil || loading.problems.contains { $0.severity == .error })
    for problem in loading.problems where problem.severity == .error { #expect(problem.file == "project.yml") }
    for policy in (loading.project?.freshness ?? [:]).values {
      for limit in [policy.warnAfter, policy.errorAfter] { #expect((limit?.seconds ?? 1) > 0) }
    }
  }

  @Test("A limit of more than a hundred years is an error with its line", arguments: ["minute", "hour", "day"])
  func longLimits(_ period: String) throws {
    let folder = try TemporaryFolder()
    let yml = "name: shop\nfreshness:\n  gold: {warn_after: {count: 2562047788015216, period: \(period)}}\n"
    try folder.write(yml, to: "project.yml")
    let loading = ProjectDefinition.load(folder: folder.path, environment: nil, variables: [:])
    let problem = try #require(loading.problems.first)
    #expect(problem.description.hasPrefix("project.yml:3:30: error: count: 2562047788015216 \(period)s are more than "))
  }
}
