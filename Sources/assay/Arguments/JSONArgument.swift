import Foundation
import JSON

/// JSON as people give it on a command line: itself, a file's name, or `-` for standard input.
enum JSONArgument {
  static func value(_ text: String) throws -> JSONValue {
    if text == "-" { return try parsed([UInt8](FileHandle.standardInput.readDataToEndOfFile()), "standard input") }
    do throws(JSONError) {
      return try JSONValue(parsing: text)
    } catch {
      // Nobody names a file so that it begins as a JSON document does.
      if let first = text.first(where: { !$0.isWhitespace }), "{[\"".contains(first) {
        throw Failure.usage("the input is \(error): \(text)")
      }
      return try file(text)
    }
  }

  static func file(_ path: String) throws -> JSONValue {
    try parsed(Array(try FolderPath.text(of: FolderPath.absolute(path)).utf8), path)
  }

  private static func parsed(_ bytes: [UInt8], _ named: String) throws -> JSONValue {
    do throws(JSONError) {
      return try JSONValue(parsing: bytes)
    } catch {
      throw Failure.usage("\(named): \(error)")
    }
  }
}
