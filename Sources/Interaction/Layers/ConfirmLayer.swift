import Canvas
import Widgets

/// A question before something happens: exactly what, with Cancel focused.
package struct ConfirmLayer<Message: Sendable>: Layer {
  private let title: String
  private let lines: [Dialog.Line]
  private let confirmLabel: String
  private let danger: Danger
  private let wantedText: String?
  private let message: Message
  private var typed = EditableText()
  private var focus: Focus

  private enum Focus: Int { case field, cancel, confirm }

  /// - Parameters:
  ///   - wantedText: must be typed before the question can be answered with yes: the name of a protected environment.
  ///   - message: sent to the opener when confirmed.
  package init(
    title: String, lines: [Dialog.Line], confirm label: String, danger: Danger = .careful, wantedText: String? = nil,
    message: Message
  ) {
    self.title = title
    self.lines = lines
    confirmLabel = label
    self.danger = danger
    self.wantedText = wantedText
    self.message = message
    focus = wantedText == nil ? .cancel : .field
  }

  package var isModal: Bool { true }
  package var isEditingText: Bool { focus == .field }

  package mutating func update(_ event: LayerEvent<Message>, _ surroundings: Surroundings) -> [Effect<Message>] {
    guard case .input(let input) = event else { return [] }
    switch input {
    case .key(let key): return receive(key)
    case .mouse(let mouse) where mouse.deed == .press:
      guard let button = dialog.button(at: mouse.at, in: Rect(size: surroundings.size)) else { return [] }
      return button == 0 ? [.close] : confirm()
    case .paste where focus == .field:
      _ = typed.receive(input)
      return []
    default: return []
    }
  }

  private mutating func receive(_ key: Key) -> [Effect<Message>] {
    switch key {
    case "esc", "ctrl-g": return [.close]
    case "tab", "down": focus = neighbour(1)
    case "shift-tab", "up": focus = neighbour(-1)
    case "right" where focus != .field: focus = .confirm
    case "left" where focus != .field: focus = .cancel
    case "enter":
      switch focus {
      case .cancel: return [.close]
      case .field: focus = isAnswered ? .confirm : .field
      case .confirm: return confirm()
      }
    default:
      if focus == .field { _ = typed.receive(.key(key)) }
    }
    return []
  }

  private func neighbour(_ step: Int) -> Focus {
    let all: [Focus] = wantedText == nil ? [.cancel, .confirm] : [.field, .cancel, .confirm]
    let place = (all.firstIndex(of: focus) ?? 0) + step
    return all[(place + all.count) % all.count]
  }

  private var isAnswered: Bool { wantedText == nil || typed.text == wantedText }

  private func confirm() -> [Effect<Message>] {
    guard isAnswered else { return [.notify(Notice("type \(wantedText ?? "") first", .warning))] }
    return [.send(message, to: .opener), .close]
  }

  private var dialog: Dialog {
    Dialog(
      title: title, lines: lines,
      field: wantedText.map { TextField(prompt: "type \($0): ", typed, isFocused: focus == .field) },
      buttons: [.init("Cancel"), .init(confirmLabel, isDangerous: danger >= .careful)],
      focusedButton: focus == .field ? nil : focus.rawValue - 1)
  }

  package func draw(into surface: inout Surface, in rect: Rect, _ surroundings: Surroundings) {
    dialog.draw(into: &surface, in: rect)
  }
}
