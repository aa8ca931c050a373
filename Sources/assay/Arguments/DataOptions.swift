import ArgumentParser
import Foundation
import Operations
import Words

/// How files that are named on the command line are written. The words and defaults are those of a source in project.yml.
struct DataOptions: ParsableArguments {
  @Option(
    name: .customLong("data-format"),
    help: ArgumentHelp("csv, jsonl, parquet or delta. Default: by the name's ending.", valueName: "format"))
  var format: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Between fields; tab for a tab. Default: ',', of .tsv a tab.", valueName: "character"))
  var delimiter: String?

  @Option(name: .long, help: ArgumentHelp("Around fields; '' for none. Default: '\"'.", valueName: "character"))
  var quote: String?

  @Option(
    name: .long,
    help: ArgumentHelp("utf-8, iso-8859-1, windows-1252, utf-16le or utf-16be. Default: utf-8.", valueName: "name"))
  var encoding: String?

  @Option(
    name: .long,
    help: ArgumentHelp("A text that means null; may be repeated. Default: the empty one.", valueName: "text"))
  var nullValue: [String] = []

  @Flag(name: .long, help: "The first line is a record; name the columns by --columns.")
  var noHeader = false

  @Option(name: .long, help: ArgumentHelp("The columns' names in order, separated by commas.", valueName: "names"))
  var columns: String?

  func validate() throws {
    if noHeader, columns == nil { throw ValidationError("Without a header the columns need names: --columns a,b,c") }
  }

  /// - Parameters:
  ///   - named: as the person wrote it.
  ///   - path: absolute.
  func data(_ named: String, path: String) throws -> GivenData {
    guard FileManager.default.fileExists(atPath: path) else { throw Failure.usage("there is no file \(path)") }
    var data = GivenData(name: named, path: path, format: try format(named, path: path))
    if let delimiter {
      data.delimiter = try byte("delimiter", delimiter)
    } else if Self.ending(named) == "tsv" {
      data.delimiter = 0x09
    }
    data.quoting = try quote.map { $0.isEmpty ? .off : .by(try byte("quote", $0)) }
    data.encoding = encoding
    if !nullValue.isEmpty { data.nullValues = nullValue }
    data.hasHeader = !noHeader
    data.columns = columns.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    return data
  }

  private func format(_ named: String, path: String) throws -> DataFormat {
    if let format {
      guard let known = DataFormat(rawValue: format) else {
        throw Failure.usage("the format \(format) is unknown; there are csv, jsonl, parquet, delta")
      }
      guard (known == .delta) == FolderPath.isFolder(path) else {
        throw Failure.usage("\(named) is \(known == .delta ? "no folder" : "a folder"), so it cannot be \(format)")
      }
      return known
    }
    if FolderPath.isFolder(path) { return .delta }
    switch Self.ending(named) {
    case "csv", "tsv", "txt": return .csv
    case "jsonl", "ndjson", "json": return .jsonl
    case "parquet": return .parquet
    default:
      throw Failure.usage(
        "\(named): the name must end in .csv, .jsonl or .parquet, or be the folder of a Delta table; else say --data-format"
      )
    }
  }

  /// Without the ending of a compression.
  private static func ending(_ named: String) -> String {
    var name = named.lowercased() as NSString
    if ["gz", "zst"].contains(name.pathExtension) { name = name.deletingPathExtension as NSString }
    return name.pathExtension
  }

  private func byte(_ option: String, _ text: String) throws -> UInt8 {
    let named = ["\\t": "\t", "tab": "\t"][text] ?? text
    guard named.utf8.count == 1, let byte = named.utf8.first, ![0x0A, 0x0D, 0].contains(byte) else {
      throw Failure.usage("--\(option) is one character (tab for a tab), not '\(text)'")
    }
    return byte
  }
}
