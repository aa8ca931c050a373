import Testing
import Widgets

@Suite("A line being typed")
struct EditableTextTests {
  @Test("edits in characters as the user sees them")
  func characters() {
    var text = EditableText("a👨\u{200D}👩\u{200D}👧")
    text.deleteBackward()
    #expect(text.text == "a" && text.cursor == 1)
    text.insert("e")
    text.insert("\u{301}")
    #expect(text.characters.count == 2 && text.cursor == 2)
  }

  @Test("moves and deletes by words")
  func words() {
    var text = EditableText("one two-three")
    text.moveWordLeft()
    #expect(text.cursor == 8)
    text.deleteWordBackward()
    #expect(text.text == "one three" && text.cursor == 4)
    text.moveToStart()
    text.moveWordRight()
    #expect(text.cursor == 3)
    text.deleteToEnd()
    #expect(text.text == "one")
    text.deleteToStart()
    #expect(text.isEmpty)
  }

  @Test("survives deleting and moving at its ends, and stays one line of bounded length")
  func ends() {
    var text = EditableText()
    text.deleteBackward()
    text.deleteForward()
    text.moveLeft()
    text.moveRight()
    text.insert("a\nb\tc\r\nd")
    #expect(text.text == "a b c d")
    text.insert(String(repeating: "x", count: 10_000))
    #expect(text.characters.count == EditableText.capacity && text.cursor == EditableText.capacity)
  }
}
