import Canvas

/// A look with every rung of the colour ladder.
enum ProbeTheme {
  static let theme = Theme(
    name: "probe", title: "Probe", isLight: false,
    inks: [
      .ok: .init(Colour(RGB(0x2EA043), index256: 71, index16: 2)),
      .late: .init(Colour(RGB(0xD29922), index256: 178, index16: 3)),
      .failed: .init(Colour(RGB(0xF85149), index256: 203, index16: 1), .bold),
      .accent: .init(Colour(RGB(0x58A6FF), index256: 75, index16: 4), .bold),
    ],
    papers: [
      .raised: .init(Colour(RGB(0x1E3A5F), index256: 17, index16: 4)), .selection: .init(.terminalDefault, .reverse),
    ])
}
