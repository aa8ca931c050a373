import Canvas

/// Text as it may stand in SVG and HTML.
package enum SVGText {
  /// On one line, without what a terminal would take for commands; the five characters of markup as entities.
  package static func escaped(_ text: String) -> String { SVGWriter.escape(TextSanitizer.line(text)) }
}
