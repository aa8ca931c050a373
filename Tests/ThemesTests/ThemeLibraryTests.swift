import Canvas
import Testing
import Themes

@Suite("Reading themes")
struct ThemeLibraryTests {
  static let least = """
    palette: {a: "#FFFFFF", b: "#000000"}
    roles: {text: a bold}
    grounds: {screen: b, selection: a with b}
    """

  @Test("falls back from role to role until one is defined")
  func fallback() throws {
    let library = ThemeLibrary(files: [("x.yml", Self.least + "\n")])
    #expect(library.problems.isEmpty)
    let theme = try #require(library.theme(named: "x"))
    #expect(Role.allCases.allSatisfy { theme.ink($0) == Theme.Ink(Colour(RGB(0xFFFFFF)), .bold) })
    #expect(theme.paper(.bannerProd).ink == Colour(RGB(0)))
  }

  @Test("inherits roles and may change a palette under them")
  func inherits() throws {
    let library = ThemeLibrary(files: [
      ("x.yml", Self.least), ("y.yml", "inherits: x\npalette: {a: \"#00FF00\"}\nroles: {ok: b}"),
    ])
    #expect(library.problems.isEmpty)
    let theme = try #require(library.theme(named: "y"))
    #expect(theme.ink(.text).colour.rgb == RGB(0x00FF00) && theme.ink(.ok).colour.rgb == RGB(0))
  }

  @Test(
    "says what is wrong, and where",
    arguments: [
      (
        "roles: {text: nope}\ngrounds: {screen: default, selection: default}",
        "x.yml:1:15: error: no such colour in the palette: nope"
      ),
      (Self.least + "\nnaem: x", "x.yml:4:1: error: no such key: naem; palette, roles and grounds are known"),
      (Self.least + "\nlight: maybe", "x.yml:4:8: error: light is true or false"),
      (Self.least + "\ninherits: z", "x.yml:4:11: error: no theme z to inherit from"),
      (Self.least + "\ninherits: assay-darl", "x.yml:4:11: error: no theme assay-darl to inherit from"),
      ("palette: {a: 12}", "x.yml:1:14: error: a colour is \"#RRGGBB\", in quotes"),
      ("palette: {a: {ansi: 16}}", "x.yml:1:21: error: ansi is a number from 0 to 15"),
      ("roles: {tex: default}", "x.yml:1:14: error: no such role: tex; did you mean text?"),
      (
        "roles: {text: default blink}",
        "x.yml:1:15: error: no such attribute: blink; bold, dim, italic, underline, reverse are known"
      ),
      ("roles: {text: default}", "x.yml:0:0: error: the ground screen is missing"),
      ("- a", "x.yml:1:1: error: a theme is a mapping with palette, roles and grounds"),
      ("name: \u{1B}[31m", "x.yml:1:7: error:"), ("", "x.yml:1:1: error: a theme is a mapping"),
    ])
  func problems(text: String, expected: String) {
    let library = ThemeLibrary(files: [("x.yml", text)])
    #expect(library.problems.first?.description.hasPrefix(expected) == true, "\(library.problems)")
    #expect(library.themes.map(\.name) == ["assay-dark"])
    #expect(library.problems.allSatisfy { !$0.message.unicodeScalars.contains("\u{1B}") })
  }

  @Test("refuses a circle, and a light theme on a dark one")
  func inheritance() {
    let circle = ThemeLibrary(files: [("x.yml", "inherits: y"), ("y.yml", "inherits: x")])
    #expect(
      circle.problems.map(\.message) == [
        "themes inherit from each other in a circle", "themes inherit from each other in a circle",
      ])
    let mixed = ThemeLibrary(files: [("x.yml", Self.least), ("y.yml", "light: true\ninherits: x")])
    #expect(
      mixed.problems.map(\.message) == ["a light theme cannot inherit from a dark one, nor a dark one from a light one"]
    )
  }
}
