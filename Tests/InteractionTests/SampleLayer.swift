import Canvas
import Dispatch
import Widgets

@testable import Interaction

/// A screen with everything the program tests need: a list of what it got, work that a test controls, and dialogs.
struct SampleLayer: Layer {
  enum Message: Sendable, Hashable {
    case loaded(String)
    case confirmed
    case rang(Int)
    case announced(String)
  }

  var name = "root"
  var events: [String] = []
  var isEditing = false
  var text = EditableText()
  var saveIsOff = false
  /// What the work of `load` waits for before it answers with its number.
  var gates: [DispatchSemaphore] = []
  var loads = 0

  static func registry() throws -> ActionRegistry {
    try ActionRegistry([
      Action(.quit, "quit", keys: ["q"], in: .everywhere, group: "Program", prominence: 9),
      Action(.help, "help", keys: ["?"], in: .everywhere, group: "Program"),
      Action(.palette, "palette", keys: [":"], in: .everywhere, group: "Program"),
      Action(.save, "save", keys: ["s", "ctrl-s"], in: .sample, summary: "Save what is shown", prominence: 5),
      Action(.load, "load", keys: ["l"], in: .sample),
      Action(.look, "look", keys: ["o"], in: .sample, prominence: 0),
      Action(.edit, "edit", keys: ["/"], in: .sample),
      Action(.ask, "ask", keys: ["d"], in: .sample, danger: .destructive),
      Action(.askName, "ask with name", keys: ["D"], in: .sample, prominence: 0),
      Action(.timer, "timer", keys: ["t"], in: .sample, prominence: 0),
      Action(.copy, "copy", keys: ["y"], in: .sample, prominence: 0),
      Action(.child, "child", keys: ["c"], in: .sample, prominence: 0),
      Action(.swap, "swap", keys: ["w"], in: .sample, prominence: 0),
      Action(.still, "still", keys: ["."], in: .sample, prominence: 0),
      Action(.hidden, "hidden", keys: ["h"], in: .sample),
      Action(.stop, "stop", keys: ["z"], in: .sample, prominence: 0),
    ])
  }

  var scopes: [Scope] { name == "root" ? [.sample, .everywhere] : [.sample] }
  var isEditingText: Bool { isEditing }

  func availability(of action: ActionID) -> Availability {
    switch action {
    case .save where saveIsOff: .disabled(reason: "nothing has changed")
    case .hidden: .absent
    default: .enabled
    }
  }

  mutating func update(_ event: LayerEvent<Message>, _ surroundings: Surroundings) -> [Effect<Message>] {
    switch event {
    case .opened: events.append("opened")
    case .action(let action): return perform(action)
    case .message(let message):
      events.append("\(message)")
    case .surroundingsChanged: events.append("\(surroundings.size.width)x\(surroundings.size.height)")
    case .input(let input): return receive(input)
    }
    return []
  }

  private mutating func receive(_ input: Input) -> [Effect<Message>] {
    if isEditing {
      if input == .key("esc") || input == .key("enter") {
        isEditing = false
        return []
      }
      return text.receive(input) ? [] : [.pass]
    }
    guard name == "root" else { return [.pass] }
    events.append("\(input)")
    return []
  }

  private mutating func perform(_ action: ActionID) -> [Effect<Message>] {
    events.append(action.rawValue)
    switch action {
    case .quit: return [.quit(exitCode: 7)]
    case .help: return [.openOverOffers { HelpLayer(offers: $0) }]
    case .palette: return [.openOverOffers { PaletteLayer(offers: $0, destinations: [Self.destination]) }]
    case .load: return [load()]
    case .look: return [.watch(.look) { _ in .announced("seen") }]
    case .edit: isEditing = true
    case .ask, .askName:
      let wanted = action == .ask ? nil : "prod"
      return [
        .open(
          ConfirmLayer(
            title: "Delete?", lines: ["All of it."], confirm: "Delete", danger: .destructive, wantedText: wanted,
            message: Message.confirmed))
      ]
    case .timer: return [.after(.seconds(5), .timer, .rang(events.count))]
    case .copy: return [.copy("text")]
    case .child: return [.open(SampleLayer(name: "child"))]
    case .swap: return [.replace(SampleLayer(name: "root", events: ["swapped"]))]
    case .still: return [.keepFrame]
    case .stop: return [.cancel(.load), .cancel(.timer)]
    default: break
    }
    return []
  }

  private static let destination = PaletteLayer<Message>.Destination(
    PaletteEntry("Table orders", detail: "silver.orders"), .loaded("orders"))

  private mutating func load() -> Effect<Message> {
    let number = loads
    let gate = gates.indices.contains(number) ? gates[number] : nil
    loads += 1
    return .work(.load) { cancellation in
      gate?.wait()
      return .loaded("\(number)\(cancellation.isCancelled ? " unwanted" : "")")
    }
  }

  func draw(into surface: inout Surface, in rect: Rect, _ surroundings: Surroundings) {
    surface.fill(rect, style: .plain)
    surface.write(name + ": " + events.joined(separator: " "), in: rect)
    surface.write("text \(text.text)", in: rect, row: 1)
    if isEditing { surface.cursor = Point(x: 5 + text.cursor, y: 1) }
    KeyBar(surroundings.offers.footer(surroundings.glyphs), message: surroundings.notice?.text)
      .draw(into: &surface, in: rect.bottom(1))
  }
}

extension ActionID {
  static let save = ActionID("save")
  static let load = ActionID("load")
  static let look = ActionID("look")
  static let edit = ActionID("edit")
  static let ask = ActionID("ask")
  static let askName = ActionID("ask.name")
  static let timer = ActionID("timer")
  static let copy = ActionID("copy")
  static let child = ActionID("child")
  static let swap = ActionID("swap")
  static let still = ActionID("still")
  static let hidden = ActionID("hidden")
  static let stop = ActionID("stop")
}

extension Scope {
  static let sample = Scope("sample")
}

extension Slot {
  static let load = Slot("load")
  static let look = Slot("look")
  static let timer = Slot("timer")
}

extension ScriptedSession {
  /// Sends as a layer does with `.send(message, to: .everyone)`.
  func tellEveryone(_ message: Message) {
    for id in program.stack.topDown.prefix(1) { program.send(message, .everyone, from: id) }
  }
}
