import Canvas

extension Program {
  func paintIfDue() {
    guard isDirty, ending == nil, device.now >= nextFrame else { return }
    isDirty = false
    frames += 1
    let now = device.now
    (lastFrame, nextFrame) = (now, now.advanced(by: Self.framePause))
    device.present(frame())
    if restsAt == nil { rest(after: Self.unattendedPause) }
  }

  func rest(after pause: Duration) {
    if atRest != nil { restsAt = device.now.advanced(by: pause) }
  }

  /// What answers an input is not held back by a frame that data had painted just before.
  func hurry() {
    guard let lastFrame else { return }
    nextFrame = min(nextFrame, lastFrame.advanced(by: Self.answerPause))
  }

  /// The screen as it is now.
  package func frame() -> Surface {
    var surface = Surface(size: device.size, glyphs: device.glyphs)
    guard !isTooSmall else {
      drawSizeNeeded(&surface)
      return surface
    }
    let offers = stack.offers(actions)
    for entry in stack.entries {
      // A cursor in what a dialog covers would tell a screen reader the wrong place.
      if entry.layer.isModal { surface.cursor = nil }
      entry.layer.draw(
        into: &surface, in: surface.bounds, surroundings(isTop: entry.id == stack.top, offers: offers))
    }
    return surface
  }

  private func drawSizeNeeded(_ surface: inout Surface) {
    let size = device.size
    let lines = [
      "need \(minimumSize.width)x\(minimumSize.height)", "have \(size.width)x\(size.height)",
    ]
    let top = max(0, (size.height - lines.count) / 2)
    for (index, line) in lines.enumerated() {
      surface.write(line, in: surface.bounds, row: min(top + index, max(0, size.height - 1)), align: .center)
    }
  }
}
