/// A state as an operator reads it: always a glyph and a word, with a colour on top.
package enum Status: String, CaseIterable, Sendable {
  case ok, late, failed, running, stale, waiting, stopped, skipped, unknown

  package var word: String {
    switch self {
    case .ok: "OK"
    case .late: "LATE"
    case .failed: "FAIL"
    case .running: "RUN"
    case .stale: "STALE"
    case .waiting: "WAIT"
    case .stopped: "STOP"
    case .skipped: "SKIP"
    case .unknown: "NONE"
    }
  }

  package var role: Role {
    switch self {
    case .ok: .ok
    case .late: .late
    case .failed: .failed
    case .running: .running
    case .stale: .stale
    case .stopped: .late
    case .waiting, .skipped: .dim
    case .unknown: .unknown
    }
  }

  package func glyph(_ glyphs: Glyphs) -> String {
    let (rich, ascii) = pair
    return glyphs.isASCII ? ascii : rich
  }

  /// Glyph and word: `✔ OK`; in ASCII the glyph of OK is its word already.
  package func text(_ glyphs: Glyphs) -> String {
    glyphs.isASCII && self == .ok ? word : glyph(glyphs) + " " + word
  }

  private var pair: (String, String) {
    switch self {
    case .ok: ("✔", "OK")
    case .late: ("▲", "!!")
    case .failed: ("✖", "XX")
    case .running: ("…", "..")
    case .stale: ("?", "??")
    case .waiting: ("○", "__")
    case .stopped: ("■", "##")
    case .skipped: ("–", "--")
    case .unknown: ("·", "::")
    }
  }
}
