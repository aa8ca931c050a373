import Canvas
import Foundation
import Operations

/// Figures as they stand in tables: right-aligned, grouped, a dash for what is not known.
enum FigureText {
  static func count(_ value: Int64?, _ page: Page) -> StyledLine {
    guard let value else { return missing(page) }
    return StyledLine(NumberText.integer(Int(value)), value == 0 ? .dim : .text)
  }

  /// A count that is bad news above zero.
  static func fault(_ value: Int64?, _ page: Page) -> StyledLine {
    guard let value, value > 0 else { return count(value, page) }
    return StyledLine(NumberText.integer(Int(value)), .late)
  }

  static func age(seconds: Int64?, _ page: Page) -> StyledLine {
    guard let seconds else { return missing(page) }
    return StyledLine(AgeText.coarse(Double(seconds)))
  }

  static func score(_ value: Double?, _ page: Page) -> StyledLine {
    guard let value else { return missing(page) }
    return StyledLine(ScoreText.percent(value), value < 1 ? .late : .text)
  }

  static func duration(_ seconds: Double?, _ page: Page) -> StyledLine {
    guard let seconds else { return missing(page) }
    return StyledLine(AgeText.duration(seconds))
  }

  static func bytes(_ value: Int64?, _ page: Page) -> StyledLine {
    guard let value else { return missing(page) }
    return StyledLine(NumberText.bytes(Int(value)))
  }

  static func missing(_ page: Page) -> StyledLine { StyledLine(page.glyphs.dash, .dim) }

  /// `3 h ago`, `now`.
  static func ago(_ moment: Date, _ page: Page) -> String {
    let age = AgeText.coarse(page.now.timeIntervalSince(moment))
    return age == "now" ? "just now" : age + " ago"
  }

  /// `1 rule`, `2 rules`.
  static func plural(_ count: Int, _ word: String) -> String {
    "\(NumberText.integer(count)) \(word)\(count == 1 ? "" : "s")"
  }
}
