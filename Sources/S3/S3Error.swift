import Clocks
import Foundation
import Web
import XML

/// What an answer says went wrong, where it says it in XML; also one of status 200 may.
struct S3Error: Hashable {
  let code: String
  let message: String
  let region: String?

  init?(_ answer: WebAnswer) {
    // A success that begins with an error is short; objects may begin with anything.
    guard !answer.isSuccess || (answer.body.count < 4096 && answer.isXML) else { return nil }
    // Load balancers answer with pages: their status counts.
    guard let document = try? XMLElement(parsing: answer.body),
      let error = document.name == "Error" ? document : answer.isSuccess ? nil : document.first("Error"),
      let code = error["Code"]?.text
    else { return nil }
    (self.code, message, region) = (code, error["Message"]?.text ?? "", error["Region"]?.text)
  }
}

extension WebAnswer {
  fileprivate var isXML: Bool {
    headers["Content-Type"]?.contains("xml") == true && body.first { !" \r\n\t".utf8.contains($0) } == UInt8(ascii: "<")
  }
}

/// A moment as HTTP's headers name it: `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func parse(_ text: String) -> Date? {
    let words = text.split { " ,:".contains($0) }
    guard words.count == 8, words[7] == "GMT", let day = Int(words[1]), (1...31).contains(day),
      let month = months.firstIndex(of: String(words[2])), let year = Int(words[3]), (1970...9999).contains(year),
      let hour = Int(words[4]), let minute = Int(words[5]), let second = Int(words[6]),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    let start = CalendarDay(year: year, month: month + 1, day: day).start
    return start.addingTimeInterval(TimeInterval(hour * 3600 + minute * 60 + second))
  }
}
