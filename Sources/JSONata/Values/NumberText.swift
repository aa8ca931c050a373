import Foundation
import JSON

/// Numbers as JavaScript writes them: the shortest digits that read back as the number, plain from 1e-6 up to 1e21.
enum NumberText {
  static func text(_ number: Double) -> String {
    guard number.isFinite else { return number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity" }
    if number == 0 { return "0" }
    let (digits, exponent) = parts(number.magnitude)
    let sign = number < 0 ? "-" : ""
    // The point stands after `point` digits.
    let point = exponent + 1
    switch point {
    case digits.count...21: return sign + digits + String(repeating: "0", count: point - digits.count)
    case 1..<max(digits.count, 1) where point <= 21:
      let cut = digits.index(digits.startIndex, offsetBy: point)
      return sign + digits[..<cut] + "." + digits[cut...]
    case -5...0: return sign + "0." + String(repeating: "0", count: -point) + digits
    default:
      let mantissa = digits.count == 1 ? digits : "\(digits.prefix(1)).\(digits.dropFirst())"
      return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + String(exponent.magnitude)
    }
  }

  static func json(_ number: Double) -> JSONValue { number.isFinite ? .number(text(number)) : .null }

  /// The number with 15 significant digits, which hides what binary fractions add: 0.1 + 0.2 is 0.3.
  static func rounded(_ number: Double) -> Double {
    guard number.isFinite, number != number.rounded() || number.magnitude >= 1e15 else { return number }
    return Double(String(format: "%.14e", number)) ?? number
  }

  /// The shortest digits of a positive number, without zeros at the end, and the power of ten of the first one.
  private static func parts(_ number: Double) -> (digits: String, exponent: Int) {
    let text = "\(number)"
    let halves = text.split(separator: "e", maxSplits: 1)
    var exponent = halves.count == 2 ? Int(halves[1]) ?? 0 : 0
    let mantissa = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    var digits = mantissa.joined()
    exponent += mantissa[0].count - 1
    while digits.first == "0", digits.count > 1 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.last == "0", digits.count > 1 { digits.removeLast() }
    return (digits, exponent)
  }
}
