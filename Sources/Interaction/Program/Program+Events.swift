import Canvas

extension Program {
  func handle(_ event: DeviceEvent) {
    switch event {
    case .input(let input):
      hurry()
      rest(after: Self.restPause)
      dispatch(input)
    case .resized: tellAll()
    case .focus(let focus):
      hasFocus = focus
      tellAll()
    case .stopRequested: suspend()
    case .hungUp: ending = .hungUp
    case .ended(let signal): ending = .signal(signal)
    }
  }

  private func tellAll() {
    isDirty = true
    for id in stack.topDown { deliver(.surroundingsChanged, to: id) }
  }

  func suspend() {
    device.suspend()
    tellAll()
  }

  var isTooSmall: Bool { !device.size.holds(minimumSize) }

  /// Offers the input to the layers, from the top down.
  private func dispatch(_ input: Input) {
    for id in stack.topDown {
      guard let layer = stack[id]?.layer else { return }
      if offer(input, to: id, layer) || layer.isModal { return }
    }
  }

  /// True when the layer took it.
  private func offer(_ input: Input, to id: LayerID, _ layer: any Layer<Message>) -> Bool {
    guard case .key(let key) = input else { return !isTooSmall && deliver(.input(input), to: id) }
    if layer.isEditingText, !isTooSmall, deliver(.input(input), to: id) { return true }
    if let (action, availability) = meaning(of: key, in: layer) {
      guard availability == .enabled else {
        if case .disabled(let reason) = availability { show(Notice("\(action.name): \(reason)", .warning)) }
        return true
      }
      if deliver(.action(action.id), to: id) { return true }
    }
    return !layer.isEditingText && !isTooSmall && deliver(.input(input), to: id)
  }

  private func meaning(of key: Key, in layer: any Layer<Message>) -> (Action, Availability)? {
    for action in layer.scopes.flatMap(actions.actions(in:)) where action.keys.contains(key) {
      if isTooSmall && !allowedWhenTooSmall.contains(action.id) { continue }
      let availability = layer.availability(of: action.id)
      if availability != .absent { return (action, availability) }
    }
    return nil
  }

  /// Does an action wherever on the stack it belongs.
  func perform(_ id: ActionID) {
    guard let action = actions[id] else { return }
    for layerID in stack.topDown {
      guard let layer = stack[layerID]?.layer else { return }
      if layer.scopes.contains(action.scope) {
        switch layer.availability(of: id) {
        case .enabled: if deliver(.action(id), to: layerID) { return }
        case .disabled(let reason): return show(Notice("\(action.name): \(reason)", .warning))
        case .absent: break
        }
      }
      if layer.isModal { return }
    }
  }

  func show(_ text: Notice) {
    notice = (text, device.now.advanced(by: Self.noticeTime))
    isDirty = true
  }

  /// Lets a layer react, and carries out what it wants. True unless it passed.
  @discardableResult
  func deliver(_ event: LayerEvent<Message>, to id: LayerID) -> Bool {
    guard let effects = stack.update(id, event, surroundings(isTop: id == stack.top)) else { return false }
    var passed = false
    var keepsFrame = false
    for effect in effects {
      switch effect {
      case .pass: passed = true
      case .keepFrame: keepsFrame = true
      default: queue.append((id, effect))
      }
    }
    if !passed && !keepsFrame { isDirty = true }
    carryOut()
    return !passed
  }

  func surroundings(isTop: Bool, offers: [Offer] = []) -> Surroundings {
    Surroundings(
      now: device.now, size: device.size, glyphs: device.glyphs, hasFocus: hasFocus, mouseIsCaptured: mouseIsCaptured,
      isTop: isTop, notice: notice?.notice, offers: offers)
  }
}
