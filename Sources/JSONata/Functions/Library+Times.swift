import Clocks
import Foundation

extension Library {
  mutating func defineTimes() {
    define("now", "<s?s?:s>") { call, arguments throws(EvaluationError) in
      try Times.text(Times.milliseconds(call.evaluator.now), arguments.at(0).string, arguments.at(1).string)
    }
    define("millis", "<:n>") { call, _ in .number(Times.milliseconds(call.evaluator.now)) }
    define("fromMillis", "<n-s?s?:s>") { _, arguments throws(EvaluationError) in
      guard let milliseconds = arguments.at(0).number else { return .undefined }
      return try Times.text(milliseconds, arguments.at(1).string, arguments.at(2).string)
    }
    define("toMillis", "<s-s?:n>") { call, arguments throws(EvaluationError) in
      guard let text = arguments.at(0).string else { return .undefined }
      guard let picture = arguments.at(1).string else { return .number(try Times.milliseconds(ofISO: text)) }
      let now = Times.milliseconds(call.evaluator.now)
      return try TimePicture(picture).milliseconds(of: text, now: now).map(Value.number) ?? .undefined
    }
  }
}

enum Times {
  static func milliseconds(_ date: Date) -> Double { (date.timeIntervalSince1970 * 1000).rounded(.down) }

  static func text(_ milliseconds: Double, _ picture: String?, _ zone: String?) throws(EvaluationError) -> Value {
    guard milliseconds.isFinite else { throw EvaluationError("D1001", "a number is out of range") }
    let offset = zone.flatMap(TimePicture.offset) ?? 0
    return .string(try TimePicture(picture ?? TimePicture.standard).text(of: milliseconds, offset: offset))
  }

  /// ISO 8601: a year, a year and month, or a day, and with a day a time to the second with an offset. Without one, UTC.
  static func milliseconds(ofISO text: String) throws(EvaluationError) -> Double {
    let completed = [4: "\(text)-01-01", 7: "\(text)-01"][text.utf8.count] ?? text
    // Of what `Timestamp` reads, ISO has the T and the seconds.
    let isISO = completed.utf8.count == 10 || completed.dropFirst(10).first == "T" && completed.utf8.count >= 19
    guard isISO, let date = Timestamp.parse(completed) else {
      throw EvaluationError("D3110", "“\(text)” is no time in ISO 8601", token: "toMillis")
    }
    return (date.timeIntervalSince1970 * 1000).rounded()
  }
}
