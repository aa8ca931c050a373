import Interaction
import Testing

@Suite struct KeyTests {
  @Test(
    "a key spelt in a key map comes back the same",
    arguments: [
      "r", "R", "ctrl-r", "alt-x", "ctrl-alt-left", "shift-tab", "f5", "f12", "esc", "space", "-", "ctrl--", "é", "/",
    ])
  func aKeySpeltInAKeyMapComesBackTheSame(_ text: String) {
    #expect(Key(text)?.description == text)
  }

  @Test("what names no key is refused", arguments: ["", "ctrl-", "hyper-x", "f0", "f25", "ab", " "])
  func whatNamesNoKeyIsRefused(_ text: String) {
    #expect(Key(text) == nil)
  }

  @Test(
    "the footer shows a key as it is printed on the keyboard",
    arguments: [("ctrl-r", "Ctrl-R"), ("r", "r"), ("R", "R"), ("pgup", "PgUp"), ("space", "Space"), ("f5", "F5")]
      as [(Key, String)])
  func theFooterShowsAKeyAsItIsPrintedOnTheKeyboard(_ key: Key, _ label: String) {
    #expect(key.label == label)
  }

  @Test("only keys without control or alt type a character") func onlyKeysWithoutControlOrAltTypeACharacter() {
    #expect(Key("a").typedCharacter == "a")
    #expect(Key("space").typedCharacter == " ")
    #expect(Key("ctrl-a").typedCharacter == nil)
    #expect(Key("alt-a").typedCharacter == nil)
    #expect(Key("left").typedCharacter == nil)
  }
}
