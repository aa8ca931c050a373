import DataQuality
import Files
import Foundation
import JSON
import Lake
import Operations
import Project
import Words

extension LocalMachine {
  package func judge(
    _ data: GivenData, byRulesAt rules: String, references: [String: GivenData]
  ) throws -> DataVerdict {
    try OperationsError.answered { try DataVerdict(outcome(data, rules, references)) }
  }

  private func outcome(
    _ data: GivenData, _ rules: String, _ references: [String: GivenData]
  ) throws -> DataCheck.Outcome {
    let check = DataCheck(data: try JudgedData(data), references: try references.mapValues { try JudgedData($0) })
    let ruleset = try Ruleset(parsing: try TextFile.text(of: rules), file: rules)
    for path in ([check.data] + check.references.values).map(\.path) { try requireReadable(path) }
    let scratch = try ScratchProject()
    return try withExtendedLifetime(scratch) {
      let session = try scratch.session(readingTables: check.reach.folders, files: check.reach.files)
      do {
        return try check.run(ruleset, session: session, now: clock.now())
      } catch let error as LakeError {
        // What was given cannot be read: that is for who gave it to mend, whatever it would be in a run.
        throw OperationsError.invalid(error.cause)
      }
    }
  }

  /// Refuses what the engine would wait for: a pipe, a device, a socket.
  private func requireReadable(_ path: String) throws {
    guard FileKind.at(RawPath(path)) != .folder else { return }
    do throws(FileError) { _ = try RegularFile(path) } catch { throw OperationsError.invalid("\(error)") }
  }
}

extension JudgedData {
  init(_ data: GivenData) throws(OperationsError) {
    guard FileKind.at(RawPath(data.path)) != nil else { throw .invalid("there is no file \(data.path)") }
    var source = SourceDefinition(name: "data")
    source.format = SourceDefinition.Format(rawValue: data.format.rawValue) ?? .parquet
    if let delimiter = data.delimiter { source.delimiter = delimiter }
    switch data.quoting {
    case .by(let quote)?: (source.quote, source.escape) = (quote, quote)
    case .off?: (source.quote, source.escape) = (nil, nil)
    case nil: break
    }
    if let encoding = data.encoding {
      guard let known = SourceDefinition.Encoding(rawValue: encoding.lowercased()) else {
        let all = SourceDefinition.Encoding.allCases.map(\.rawValue).joined(separator: ", ")
        throw .invalid("the encoding \(encoding) is unknown; there are \(all)")
      }
      source.encoding = known
    }
    if let nullValues = data.nullValues { source.nullValues = nullValues }
    source.hasHeader = data.hasHeader
    source.columns = data.columns
    self.init(
      name: data.name, path: URL(fileURLWithPath: data.path).resolvingSymlinksInPath().path, format: data.format,
      source: source)
  }
}

extension DataVerdict {
  init(_ outcome: DataCheck.Outcome) {
    let report = outcome.report
    self.init(
      score: report.score,
      rules: report.results.map {
        RuleVerdict(rule: $0.rule, status: $0.status, value: $0.value, message: $0.message)
      }, json: outcome.json)
    measured = report.measures.map { result in
      Measured(result.analyzer, result.measures.map { Measure($0.name, $0.value) }, message: result.message)
    }
    (rowsPassed, rowsFailed, malformed) = (report.rowsPassed, report.rowsFailed, outcome.malformed)
  }
}

extension DataCheck.Outcome {
  /// The report's, with `rows.malformed`.
  fileprivate var json: JSONValue {
    guard case .object(var object) = report.json, case .object(var rows)? = object["rows"] else { return report.json }
    rows["malformed"] = .int(malformed)
    object["rows"] = .object(rows)
    return .object(object)
  }
}
