import Canvas
import Foundation
import Operations
import Presentation

/// Figures as they stand in tables: right-aligned, grouped, a dash for what is not known.
enum FigureLine {
  static func count(_ value: Int64?, _ page: Page) -> StyledLine {
    guard let value else { return missing(page) }
    return StyledLine(FigureText.count(value, page.glyphs), value == 0 ? .dim : .text)
  }

  /// A count that is bad news above zero.
  static func fault(_ value: Int64?, _ page: Page) -> StyledLine {
    guard let value, value > 0 else { return count(value, page) }
    return StyledLine(FigureText.count(value, page.glyphs), .late)
  }

  static func age(seconds: Int64?, _ page: Page) -> StyledLine {
    guard let seconds else { return missing(page) }
    return StyledLine(AgeText.coarse(Double(seconds)))
  }

  static func score(_ value: Double?, _ page: Page) -> StyledLine {
    guard let value else { return missing(page) }
    return StyledLine(FigureText.score(value, page.glyphs), value < 1 ? .late : .text)
  }

  static func duration(_ seconds: Double?, _ page: Page) -> StyledLine {
    guard let seconds else { return missing(page) }
    return StyledLine(FigureText.seconds(seconds, page.glyphs))
  }

  static func bytes(_ value: Int64?, _ page: Page) -> StyledLine {
    guard let value else { return missing(page) }
    return StyledLine(FigureText.bytes(value, page.glyphs))
  }

  static func missing(_ page: Page) -> StyledLine { StyledLine(page.glyphs.dash, .dim) }

  /// `3 h ago`, `now`.
  static func ago(_ moment: Date, _ page: Page) -> String {
    let age = AgeText.coarse(page.now.timeIntervalSince(moment))
    return age == "now" ? "just now" : age + " ago"
  }
}
