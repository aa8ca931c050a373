import Foundation

/// A regular expression of an expression. Positions are in UTF-16 units, as in JavaScript.
final class Pattern: @unchecked Sendable {  // NSRegularExpression is immutable and documented as thread-safe
  let source: String
  private let expression: NSRegularExpression

  struct Match {
    let text: String
    let range: Range<Int>
    let groups: [String?]
  }

  init?(_ source: String, ignoresCase: Bool, isMultiline: Bool) {
    var options: NSRegularExpression.Options = []
    if ignoresCase { options.insert(.caseInsensitive) }
    if isMultiline { options.insert(.anchorsMatchLines) }
    // A pattern that cannot be read is the caller's error to tell, at the place it knows.
    guard let expression = try? NSRegularExpression(pattern: source, options: options) else { return nil }
    self.source = source
    self.expression = expression
  }

  /// The first match at or after an offset.
  ///
  /// - Parameter isOver: asked while a match is searched, so that a pattern that backtracks without end is given up.
  func match(in text: String, from offset: Int, isOver: () -> Bool) -> Match? {
    let whole = text as NSString
    guard offset <= whole.length else { return nil }
    var found: NSTextCheckingResult?
    withoutActuallyEscaping(isOver) { isOver in
      expression.enumerateMatches(
        in: text, options: [.reportProgress, .withoutAnchoringBounds, .withTransparentBounds],
        range: NSRange(location: offset, length: whole.length - offset)
      ) { result, _, stop in
        if let result { found = result }
        if result != nil || isOver() { stop.pointee = true }
      }
    }
    guard let found, found.range.location != NSNotFound else { return nil }
    let groups = (1..<max(found.numberOfRanges, 1)).map { index -> String? in
      let range = found.range(at: index)
      return range.location == NSNotFound ? nil : whole.substring(with: range)
    }
    return Match(
      text: whole.substring(with: found.range),
      range: found.range.location..<found.range.location + found.range.length, groups: groups)
  }
}
