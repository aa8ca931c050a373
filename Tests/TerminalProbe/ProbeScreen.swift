import Canvas
import Foundation
import Glibc
import Interaction
import Terminal
import Widgets

enum ProbeMessage: Sendable {
  case confirmed
  case ticked
  case worked
}

struct ProbeScreen: Layer {
  typealias Message = ProbeMessage

  let facts: TerminalFacts
  private var counter = 0
  private var ticks = 0
  private var echoed = ""
  private var confirmed = 0

  init(facts: TerminalFacts) { self.facts = facts }

  static func actions() throws -> ActionRegistry {
    try ActionRegistry([
      Action(.quit, "quit", keys: ["q"], in: .everywhere, prominence: 9),
      Action(.help, "help", keys: ["?"], in: .everywhere),
      Action(.palette, "palette", keys: [":"], in: .everywhere),
      Action(.count, "count", keys: ["+", "space"], in: .probe),
      Action(.dialog, "dialog", keys: ["d"], in: .probe, danger: .careful),
      Action(.off, "off", keys: ["o"], in: .probe),
      Action(.copy, "copy", keys: ["y"], in: .probe),
      Action(.copyMuch, "copy much", keys: ["Y"], in: .probe, prominence: 0),
      Action(.tick, "tick", keys: ["t"], in: .probe, prominence: 0),
      Action(.release, "mouse off", keys: ["M"], in: .probe, prominence: 0),
      Action(.print, "print", keys: ["p"], in: .probe, prominence: 0),
      Action(.trap, "trap", keys: ["f1"], in: .probe, prominence: 0),
      Action(.segv, "segv", keys: ["f2"], in: .probe, prominence: 0),
      Action(.abort, "abort", keys: ["f3"], in: .probe, prominence: 0),
      Action(.exit, "exit", keys: ["f4"], in: .probe, prominence: 0),
      Action(.workerTrap, "worker trap", keys: ["f5"], in: .probe, prominence: 0),
      Action(.overflow, "stack overflow", keys: ["f6"], in: .probe, prominence: 0),
      Action(.hang, "hang", keys: ["f7"], in: .probe, prominence: 0),
    ])
  }

  var scopes: [Scope] { [.probe, .everywhere] }

  func availability(of action: ActionID) -> Availability {
    action == .off ? .disabled(reason: "it is off on purpose") : .enabled
  }

  mutating func update(_ event: LayerEvent<ProbeMessage>, _ surroundings: Surroundings) -> [Effect<ProbeMessage>] {
    switch event {
    case .action(let action): return perform(action)
    case .input(let input):
      echoed = "\(input)"
      return []
    case .message(.confirmed): confirmed += 1
    case .message(.ticked):
      ticks += 1
      return [.after(.milliseconds(200), .tick, .ticked)]
    case .message(.worked), .opened, .surroundingsChanged: break
    }
    return []
  }

  private mutating func perform(_ action: ActionID) -> [Effect<ProbeMessage>] {
    switch action {
    case .quit: return [.quit(exitCode: 0)]
    case .help: return [.openOverOffers { HelpLayer(offers: $0) }]
    case .palette: return [.openOverOffers { PaletteLayer(offers: $0) }]
    case .count: counter += 1
    case .dialog:
      return [
        .open(ConfirmLayer(title: "Sure?", lines: ["This counts."], confirm: "Do it", message: ProbeMessage.confirmed))
      ]
    case .copy: return [.copy("some text")]
    case .copyMuch: return [.copy(String(repeating: "x", count: 100_000))]
    case .tick: return [.after(.milliseconds(200), .tick, .ticked)]
    case .release: return [.captureMouse(false)]
    case .print:
      print("a library's chatter on stdout")
      let chatter = "a library's \u{1B}[31mchatter on stderr\n"
      _ = Array(chatter.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    default: return Disaster.strike(action)
    }
    return []
  }

  func draw(into surface: inout Surface, in rect: Rect, _ surroundings: Surroundings) {
    surface.frame(rect, surface.glyphs.focusedBorder, style: Style(.border))
    let inner = rect.inset(1)
    let lines = [
      "probe \(surroundings.size.width)x\(surroundings.size.height) as \(facts.openedAs) \(facts.colours) \(facts.glyphs)",
      "count \(counter) ticks \(ticks) confirmed \(confirmed)", "input \(echoed)",
      "focus \(surroundings.hasFocus) mouse \(surroundings.mouseIsCaptured)", "wide 日本 é … ok",
    ]
    for (row, line) in (lines + facts.notes).enumerated() { surface.write(line, in: inner, row: row) }
    for (index, role) in [Role.ok, .late, .failed, .accent].enumerated() {
      surface.write(
        "\(role)", in: inner.inset(left: index * 9), row: lines.count + facts.notes.count, style: Style(role))
    }
    if surroundings.isTop { surface.cursor = Point(x: inner.x, y: inner.y + 1) }
    KeyBar(surroundings.offers.footer(surroundings.glyphs), message: surroundings.notice?.text)
      .draw(into: &surface, in: inner.bottom(1))
  }
}

extension ActionID {
  static let count = ActionID("count")
  static let dialog = ActionID("dialog")
  static let off = ActionID("off")
  static let copy = ActionID("copy")
  static let copyMuch = ActionID("copy.much")
  static let tick = ActionID("tick")
  static let release = ActionID("release")
  static let print = ActionID("print")
  static let trap = ActionID("trap")
  static let segv = ActionID("segv")
  static let abort = ActionID("abort")
  static let exit = ActionID("exit")
  static let workerTrap = ActionID("worker.trap")
  static let overflow = ActionID("overflow")
  static let hang = ActionID("hang")
}

extension Scope {
  static let probe = Scope("probe")
}

extension Slot {
  static let tick = Slot("tick")
}
