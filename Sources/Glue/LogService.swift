import JSON

/// Lines of CloudWatch Logs.
package struct LogService: Sendable {
  private let service: JSONService

  package init(_ service: JSONService) { self.service = service }

  /// Pages are empty now and then, though there are lines behind them.
  private static let mostPages = 20

  /// The last lines of a stream, oldest first; none where there is no such stream.
  ///
  /// - Parameter start: milliseconds since 1970; lines before it do not count.
  package func tail(of group: String, stream: String, count: Int, from start: Int64 = 0) throws(ServiceFailure)
    -> [String]
  {
    var (lines, token) = ([String](), String?.none)
    for _ in 0..<Self.mostPages where lines.count < count {
      var body: JSONObject = [
        "logGroupName": .string(group), "logStreamName": .string(stream), "limit": .int(count), "startFromHead": false,
      ]
      if start > 0 { body["startTime"] = .int(start) }
      if let token { body["nextToken"] = .string(token) }
      guard let page = try page(body) else { return [] }
      lines = (page["events"]?.arrayValue ?? []).compactMap { $0["message"]?.stringValue } + lines
      let next = page["nextBackwardToken"]?.stringValue
      // The same once more: there is nothing before it.
      if next == nil || next == token { break }
      token = next
    }
    return lines.suffix(count)
  }

  private func page(_ body: JSONObject) throws(ServiceFailure) -> JSONValue? {
    let (group, stream) = (body["logGroupName"]?.stringValue ?? "", body["logStreamName"]?.stringValue ?? "")
    do throws(ServiceFailure) {
      return try service.call("GetLogEvents", .object(body), to: "read the log \(group), \(stream)")
    } catch {
      if error.code == "ResourceNotFoundException" { return nil }
      throw error
    }
  }
}
