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

  /// xterm's own sixteen, as its manual gives them; a user may have others.
  static let sixteen: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]

  @Test(
    "keep every word of a chosen row readable with sixteen and with eight colours",
    arguments: ["assay-dark", "assay-light", "colour-blind", "high-contrast", "sixteen"],
    [ColourDepth.indexed16, .indexed8])
  func chosenRow(name: String, depth: ColourDepth) throws {
    let theme = try #require(Self.library.theme(named: name))
    for role in Role.allCases {
      let style = theme.screenStyle(Style(role, on: .selection), depth: depth)
      guard case .indexed(let ink) = style.foreground, case .indexed(let paper) = style.background else {
        Issue.record("\(role) has no colours on a selection")
        continue
      }
      let contrast = RGB(Self.sixteen[Int(ink)]).contrast(with: RGB(Self.sixteen[Int(paper)]))
      #expect(contrast >= 4.5, "\(role): \(ink) on \(paper)")
    }
  }

  @Test(
    "never write a colour on itself", arguments: names, [ColourDepth.indexed16, .indexed8])
  func nothingVanishes(name: String, depth: ColourDepth) throws {
    let theme = try #require(Self.library.theme(named: name))
    for role in Role.allCases {
      for ground in Ground.allCases {
        let style = theme.screenStyle(Style(role, on: ground), depth: depth)
        #expect(
          style.foreground != style.background || style.foreground == .terminalDefault, "\(role) on \(ground)")
      }
    }
  }

  @Test("never dim a reversed row", arguments: names, ColourDepth.allCases)
  func reversed(name: String, depth: ColourDepth) throws {
    let theme = try #require(Self.library.theme(named: name))
    for role in Role.allCases {
      let style = theme.screenStyle(Style(role, on: .selection), depth: depth)
      #expect(!style.attributes.isSuperset(of: [.reverse, .dim]), "\(role)")
    }
  }
}

extension RGB {
  /// Contrast ratio with another colour, 1…21 (WCAG 2.2, "contrast ratio").
  fileprivate func contrast(with other: RGB) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// Relative luminance, 0…1 (WCAG 2.2).
  private var luminance: Double {
    let linear = [red, green, blue].map { channel in
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return zip([0.2126, 0.7152, 0.0722], linear).map(*).reduce(0, +)
  }
}
