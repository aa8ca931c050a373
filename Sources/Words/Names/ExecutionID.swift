import Clocks
import Foundation

/// The identity of an execution: when it began (UTC, to the second) and four letters or digits that tell executions of one
/// second apart, `20261121-061000-x7k2`. Its text sorts by start time.
package struct ExecutionID: RawRepresentable, Sendable, Hashable, Comparable, CustomStringConvertible {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(_ text: String) { rawValue = text }

  package var description: String { rawValue }
  package static func < (a: ExecutionID, b: ExecutionID) -> Bool { a.rawValue < b.rawValue }

  /// A new identity for an execution that begins at `moment`.
  package static func make(at moment: Date, using random: inout some RandomNumberGenerator) -> ExecutionID {
    let digits = Timestamp.text(moment).utf8.filter { (0x30...0x39).contains($0) }
    let day = String(decoding: digits[..<8], as: UTF8.self)
    let time = String(decoding: digits[8..<14], as: UTF8.self)
    let suffix = (0..<4).map { _ in letters[Int.random(in: letters.indices, using: &random)] }
    return ExecutionID("\(day)-\(time)-\(String(suffix))")
  }

  package static func make(at moment: Date) -> ExecutionID {
    var random = SystemRandomNumberGenerator()
    return make(at: moment, using: &random)
  }

  // Without 0 and o, 1 and l and i, which are confused when read aloud or typed.
  private static let letters = Array("23456789abcdefghjkmnpqrstuvwxyz")
}
