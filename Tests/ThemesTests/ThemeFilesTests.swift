import Canvas
import Foundation
import Testing
import Themes

@Suite("Theme files")
struct ThemeFilesTests {
  static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("themes").path
  static let library = ThemeLibrary.load(folders: [folder])
  static let names = ["assay-dark", "assay-light", "colour-blind", "high-contrast", "mono", "sixteen"]

  @Test("are all read without a problem")
  func read() {
    #expect(Self.library.problems.isEmpty)
    #expect(Self.library.themes.map(\.name) == Self.names)
  }

  @Test("hold the one that is compiled in, word for word")
  func compiledIn() throws {
    let theme = try #require(Self.library.theme(named: "assay-dark"))
    for role in Role.allCases { #expect(theme.ink(role) == BuiltInThemes.assayDark.ink(role), "\(role)") }
    for ground in Ground.allCases { #expect(theme.paper(ground) == BuiltInThemes.assayDark.paper(ground), "\(ground)") }
    #expect(theme == BuiltInThemes.assayDark)
  }

  @Test(
    "that have colours of their own define each role and ground themselves",
    arguments: ["assay-dark", "assay-light", "high-contrast"])
  func complete(name: String) throws {
    let theme = try #require(Self.library.theme(named: name))
    for role in Role.allCases { #expect(theme.ink(role).colour.rgb != nil, "\(role)") }
    for ground in Ground.allCases { #expect(theme.paper(ground).colour.rgb != nil, "\(ground)") }
  }

  /// Lines and areas are no text; what is switched off need not stand out (WCAG 2.2, 1.4.3).
  static let graphics: Set<Role> = [.border, .borderFocused, .gridline, .band]
  static let quiet: Set<Role> = [.disabled, .keyDisabled, .severityTrace]
  /// Inks made for one ground only.
  static let bound: [Role: Ground] = [
    .bannerDev: .bannerDev, .bannerStage: .bannerStage, .bannerProd: .bannerProd, .bannerOther: .bannerOther,
    .match: .match,
  ]

  private static func contrast(_ theme: Theme, _ role: Role, _ ground: Ground, _ depth: ColourDepth) -> Double {
    let style = theme.screenStyle(Style(role, on: ground), depth: depth)
    guard let ink = rgb(style.foreground), let paper = rgb(style.background) else { return 0 }
    return ink.contrast(with: paper)
  }

  private static func rgb(_ colour: ScreenColour) -> RGB? {
    switch colour {
    case .rgb(let rgb): rgb
    case .indexed(let index): XtermPalette.rgb(index)
    case .terminalDefault: nil
    }
  }

  @Test(
    "keep text readable on every ground, in truecolor and in 256 colours",
    arguments: ["assay-dark", "assay-light", "colour-blind", "high-contrast"], [ColourDepth.truecolour, .indexed256])
  func readable(name: String, depth: ColourDepth) throws {
    let theme = try #require(Self.library.theme(named: name))
    for role in Role.allCases where !Self.graphics.contains(role) {
      if let ground = Self.bound[role] {
        #expect(Self.contrast(theme, role, ground, depth) >= 4.5, "\(role) on \(ground)")
        continue
      }
      let least = Self.quiet.contains(role) ? 3 : 4.5
      for ground in [Ground.screen, .raised, .header, .footer, .input] {
        #expect(Self.contrast(theme, role, ground, depth) >= least, "\(role) on \(ground)")
      }
      for ground in [
        Ground.selection, .selectionUnfocused, .mark, .match, .textCursor, .heat0, .heat1, .heat2, .heat3, .heat4,
      ] {
        let least = Self.quiet.contains(role) ? 2.5 : 3.0
        #expect(Self.contrast(theme, role, ground, depth) >= least, "\(role) on \(ground)")
      }
    }
    #expect(Self.contrast(theme, .borderFocused, .screen, depth) >= 3)
  }

  @Test("reach 7:1 where they promise high contrast")
  func high() throws {
    let theme = try #require(Self.library.theme(named: "high-contrast"))
    for role in Role.allCases where Self.bound[role] == nil {
      #expect(Self.contrast(theme, role, .screen, .truecolour) >= 7, "\(role)")
    }
  }

  @Test("tell the states apart by more than green and red in the colour-blind one")
  func colourBlind() throws {
    let theme = try #require(Self.library.theme(named: "colour-blind"))
    let ok = try #require(theme.ink(.ok).colour.rgb)
    let late = try #require(theme.ink(.late).colour.rgb)
    #expect(ok.blue > ok.red && late.red > late.blue)
  }

  @Test("show no colour at all when mono, at any depth", arguments: ColourDepth.allCases)
  func mono(depth: ColourDepth) throws {
    let theme = try #require(Self.library.theme(named: "mono"))
    for role in Role.allCases {
      for ground in Ground.allCases {
        let style = theme.screenStyle(Style(role, on: ground), depth: depth)
        #expect(style.foreground == .terminalDefault && style.background == .terminalDefault)
      }
    }
    #expect(theme.screenStyle(Style(.text, on: .selection), depth: depth).attributes.contains(.reverse))
  }

  @Test(
    "leave a selection visible with sixteen and with eight colours", arguments: names,
    [ColourDepth.indexed16, .indexed8])
  func selection(name: String, depth: ColourDepth) throws {
    let theme = try #require(Self.library.theme(named: name))
    let plain = theme.screenStyle(.plain, depth: depth)
    for ground in [Ground.selection, .bannerProd, .textCursor] {
      let style = theme.screenStyle(Style(.text, on: ground), depth: depth)
      #expect(style.background != plain.background || style.attributes != plain.attributes, "\(ground)")
      #expect(style.foreground != style.background || style.foreground == .terminalDefault, "\(ground)")
    }
  }
}
