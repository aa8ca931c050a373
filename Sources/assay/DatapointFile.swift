import Clocks
import Foundation
import Metrics

/// Datapoints in a CSV file with the columns `timestamp` (RFC 3339) and `value`. An empty value is no datapoint.
enum DatapointFile {
  static func samples(at path: String) throws -> [Sample] {
    let text = try FolderPath.text(of: path)
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    guard let header = lines.first, columns(header) == ["timestamp", "value"] else {
      throw Failure.usage("\(path):1: the first line must be: timestamp,value")
    }
    var samples: [Sample] = []
    for (index, line) in lines.enumerated().dropFirst() {
      if line.allSatisfy(\.isWhitespace) { continue }
      if let sample = try sample(line, "\(path):\(index + 1)") { samples.append(sample) }
    }
    return samples
  }

  private static func sample(_ line: Substring, _ place: String) throws -> Sample? {
    let fields = columns(line)
    guard fields.count == 2, let moment = Timestamp.parse(fields[0]) else {
      throw Failure.usage(
        "\(place): a time such as 2026-11-28T06:10:00Z, a comma and a number are expected, not: \(line)")
    }
    if fields[1].isEmpty { return nil }
    guard let value = Double(fields[1]), value.isFinite else {
      throw Failure.usage("\(place): “\(fields[1])” is no number; leave it empty for a missing datapoint")
    }
    return Sample(at: moment, value: value)
  }

  private static func columns(_ line: Substring) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces.union(CharacterSet(charactersIn: "\"\u{FEFF}")))
    }
  }
}
