import Canvas

/// Themes that need no file.
package enum BuiltInThemes {
  /// `themes/assay-dark.yml` as values; a test keeps both equal.
  package static let assayDark = Theme(
    name: "assay-dark", title: "Assay dark", isLight: false, inks: inks, papers: papers)

  private static func colour(_ rgb: UInt32, _ index256: UInt8, _ index16: UInt8) -> Colour {
    Colour(RGB(rgb), index256: index256, index16: index16)
  }

  private static let nightColour = colour(0x12161B, 233, 0)
  private static let slateColour = colour(0x1D232B, 235, 0)
  private static let lineColour = colour(0x485361, 240, 8)
  private static let faintColour = colour(0x2C343E, 237, 8)
  private static let ashColour = colour(0x7B8794, 245, 8)
  private static let mistColour = colour(0x97A3B0, 248, 7)
  private static let inkColour = colour(0xD7DEE6, 253, 7)
  private static let brightColour = colour(0xF5F8FB, 255, 15)
  private static let blueColour = colour(0x74BBFF, 75, 12)
  private static let deepColour = colour(0x1F3D5C, 237, 4)
  private static let duskColour = colour(0x27303A, 236, 8)
  private static let mossColour = colour(0x22352D, 236, 8)
  private static let greenColour = colour(0x5FCF95, 78, 10)
  private static let amberColour = colour(0xF2B93B, 214, 11)
  private static let redColour = colour(0xFF8A80, 210, 9)
  private static let violetColour = colour(0xC3A6F0, 183, 13)
  private static let bronzeColour = colour(0xD9A066, 179, 3)
  private static let silverColour = colour(0xC0C8D1, 251, 7)
  private static let goldColour = colour(0xF0CE5A, 221, 11)
  private static let wineColour = colour(0xA61B2B, 124, 1)
  private static let pineColour = colour(0x1E5C41, 22, 2)
  private static let ochreColour = colour(0xF2B93B, 214, 3)
  private static let heat0Colour = colour(0x182029, 234, 0)
  private static let heat1Colour = colour(0x1A2F42, 235, 0)
  private static let heat2Colour = colour(0x1D405C, 237, 4)
  private static let heat3Colour = colour(0x205176, 24, 4)
  private static let heat4Colour = colour(0x246390, 25, 6)

  private static let inks: [Role: Theme.Ink] = [
    .text: Theme.Ink(inkColour),
    .dim: Theme.Ink(mistColour),
    .accent: Theme.Ink(blueColour, .bold),
    .title: Theme.Ink(brightColour, .bold),
    .border: Theme.Ink(lineColour),
    .borderFocused: Theme.Ink(blueColour),
    .selection: Theme.Ink(brightColour),
    .disabled: Theme.Ink(ashColour),
    .ok: Theme.Ink(greenColour),
    .late: Theme.Ink(amberColour),
    .failed: Theme.Ink(redColour, .bold),
    .running: Theme.Ink(blueColour),
    .stale: Theme.Ink(violetColour),
    .unknown: Theme.Ink(mistColour),
    .key: Theme.Ink(blueColour),
    .keyLabel: Theme.Ink(inkColour),
    .keyDisabled: Theme.Ink(ashColour),
    .input: Theme.Ink(brightColour),
    .placeholder: Theme.Ink(mistColour),
    .header: Theme.Ink(inkColour),
    .footer: Theme.Ink(inkColour),
    .tab: Theme.Ink(mistColour),
    .tabActive: Theme.Ink(brightColour, .bold),
    .kpi: Theme.Ink(brightColour, .bold),
    .kpiLabel: Theme.Ink(mistColour),
    .unit: Theme.Ink(mistColour),
    .rise: Theme.Ink(greenColour),
    .fall: Theme.Ink(amberColour),
    .series1: Theme.Ink(blueColour),
    .series2: Theme.Ink(amberColour),
    .series3: Theme.Ink(greenColour),
    .series4: Theme.Ink(violetColour),
    .gridline: Theme.Ink(faintColour),
    .axis: Theme.Ink(mistColour),
    .threshold: Theme.Ink(redColour),
    .band: Theme.Ink(faintColour),
    .link: Theme.Ink(blueColour, .underline),
    .match: Theme.Ink(nightColour),
    .mark: Theme.Ink(amberColour),
    .danger: Theme.Ink(redColour, .bold),
    .severityDebug: Theme.Ink(mistColour),
    .severityTrace: Theme.Ink(ashColour),
    .bronze: Theme.Ink(bronzeColour),
    .silver: Theme.Ink(silverColour),
    .gold: Theme.Ink(goldColour),
    .bannerDev: Theme.Ink(brightColour, .bold),
    .bannerStage: Theme.Ink(nightColour, .bold),
    .bannerProd: Theme.Ink(brightColour, .bold),
    .bannerOther: Theme.Ink(brightColour, .bold),
  ]

  private static let papers: [Ground: Theme.Paper] = [
    .screen: Theme.Paper(nightColour),
    .raised: Theme.Paper(slateColour),
    .header: Theme.Paper(slateColour),
    .footer: Theme.Paper(slateColour),
    .selection: Theme.Paper(deepColour),
    .selectionUnfocused: Theme.Paper(duskColour),
    .mark: Theme.Paper(mossColour),
    .input: Theme.Paper(duskColour),
    .match: Theme.Paper(amberColour, ink: nightColour),
    .textCursor: Theme.Paper(brightColour, ink: nightColour),
    .bannerDev: Theme.Paper(pineColour, ink: brightColour),
    .bannerStage: Theme.Paper(ochreColour, ink: nightColour),
    .bannerProd: Theme.Paper(wineColour, ink: brightColour),
    .bannerOther: Theme.Paper(lineColour, ink: brightColour),
    .heat0: Theme.Paper(heat0Colour, ink: brightColour),
    .heat1: Theme.Paper(heat1Colour, ink: brightColour),
    .heat2: Theme.Paper(heat2Colour, ink: brightColour),
    .heat3: Theme.Paper(heat3Colour, ink: brightColour),
    .heat4: Theme.Paper(heat4Colour, ink: brightColour),
  ]
}
