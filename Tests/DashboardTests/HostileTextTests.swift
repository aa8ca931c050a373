import Canvas
import Dashboard
import Foundation
import Interaction
import Operations
import TestSupport
import Testing

@Suite("Hostile text in every value")
struct HostileTextTests {
  static let attacks = [
    "\u{1B}]52;c;ZXZpbA==\u{07}", "\u{1B}]0;title\u{07}", "\u{1B}]8;;http://evil\u{1B}\\click\u{1B}]8;;\u{1B}\\",
    "\u{1B}[2J\u{1B}[H", "\u{1B}[6n", "\u{9B}31m", "\u{9D}0;x\u{9C}", "\u{1B}Ptmux;\u{1B}\u{1B}[c",
    "\u{1B}]unterminated",
    "a\rb", "a\nb\tc", "\u{08}\u{08}", "\u{7F}\0\u{85}", "\u{202E}gpj.exe", "\u{2066}x\u{2069}", "\u{2028}\u{2029}",
    "👨‍👩‍👧‍👦🇩🇪e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "日本語",
  ]
  /// All in one, so that one walk through the screens meets every one in every field.
  static let all = attacks.joined(separator: " ")

  @Test(
    "reaches no cell, whatever screen, dialog, help, palette or notice shows it",
    arguments: [GlyphLevel.braille, .ascii])
  func everyField(_ level: GlyphLevel) throws {
    var options = DashboardOptions()
    options.themes = [Theme(name: Self.all, title: Self.all, isLight: false, inks: [:], papers: [:])]
    let stage = try Stage(
      Hostile.world(Self.all), size: Size(width: 120, height: 40), glyphs: Glyphs(level), options: options)
    let walks: [[Key]] = [
      [], ["tab"], ["r"], ["esc", "enter"], ["enter"], ["enter"], ["2"], ["2"], ["enter", "tab"], ["z"], ["y"], ["3"],
      ["enter"],
      ["tab"], ["enter"], ["y", "esc"], ["tab"], ["right", "y"], ["enter"], ["y", "esc"], ["7"], ["down", "enter"],
      ["y"], ["enter"], ["y", "esc"], ["esc", "down", "enter"], ["enter"], ["esc"], [":"], ["esc", "?"],
      ["esc", "2", "esc", "r"],
      ["right", "enter"],
    ]
    for keys in walks {
      stage.press(keys)
      check(stage.session.screen)
    }
    for case .copied(let text) in stage.session.device.requests { checkPlain(text) }
  }

  @Test("of failures and refusals is as harmless", arguments: ["1", "2", "3", "7", "r"] as [Key])
  func failures(_ key: Key) throws {
    var world = Hostile.world(Self.all)
    for call in ["status", "report", "executions", "quality", "dashboards", "plan", "changeToken"] {
      world.failures[call] = .failed(Self.all)
    }
    let stage = try Stage(world)
    stage.press(key)
    stage.pass(seconds: 2)
    check(stage.session.screen)
  }

  @Test("goes as data into a CSV file, and harmless into a picture")
  func exports() throws {
    let folder = try TemporaryFolder()
    var options = DashboardOptions()
    options.exportFolder = folder.path
    let stage = try Stage(Hostile.world(Self.all), options: options)
    stage.press("2", "e", "enter", "e", "down", "enter", "3", "enter", "e", "enter")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count == 3)
    for name in names {
      #expect(name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
      guard name.hasSuffix(".txt") else { continue }
      checkPlain(try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8))
    }
  }

  private func check(_ surface: Surface) {
    for value in surface.cells.flatMap(\.scalars) {
      #expect(value >= 0x20 && !(0x7F...0x9F).contains(value))
      #expect(!(0x2028...0x202E).contains(value) && !(0x2066...0x2069).contains(value) && value != 0x200F)
    }
  }

  private func checkPlain(_ text: String) {
    for value in text.unicodeScalars.map(\.value) where value != 0x0A && value != 0x09 {
      #expect(value >= 0x20 && !(0x7F...0x9F).contains(value) && !(0x2028...0x202E).contains(value))
    }
  }
}
