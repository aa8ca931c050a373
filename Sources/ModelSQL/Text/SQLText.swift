import Words

/// A piece of SQL that was cut from a file, and where in that file each of its bytes stands.
package struct SQLText: Sendable, Hashable {
  package let text: String
  /// Where the text's first byte stands in its file.
  package let start: SourcePosition
  /// How many columns were cut from the beginning of every further line (a block in YAML is indented; a file is not).
  package let indent: Int

  package init(_ text: String, start: SourcePosition = .start, indent: Int = 0) {
    self.text = text
    self.start = start
    self.indent = indent
  }

  /// The place in the file of a byte of the text; past the end it is the place after the last byte.
  package func position(ofByte offset: Int) -> SourcePosition {
    var line = 0
    var column = 0
    for byte in text.utf8.prefix(max(0, offset)) {
      if byte == 0x0A {
        line += 1
        column = 0
      } else if byte & 0xC0 != 0x80 {
        // Continuation bytes belong to the scalar that was counted with its first byte.
        column += 1
      }
    }
    if line == 0 { return SourcePosition(line: start.line, column: start.column + column) }
    return SourcePosition(line: start.line + line, column: indent + column + 1)
  }
}
