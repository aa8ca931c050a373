import CNcurses
import Canvas
import Glibc
import Interaction

extension NcursesDevice {
  /// A paste whose end does not come is given up after this.
  private static var pastePatience: Duration { .seconds(1) }

  package func wait(for request: WaitRequest) -> [DeviceEvent] {
    guard !isClosed, !isHungUp else { return [.hungUp] }
    var watched = [line, signals, alarm].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let pasteEnd = pasteSince?.advanced(by: Self.pastePatience)
    let deadline = [request.deadline, pasteEnd].compactMap { $0 }.min()
    poll(&watched, 3, takenSignals.isEmpty ? Self.timeout(until: deadline) : 0)
    if watched[2].revents != 0 { cn_wake_drain(alarm) }
    var events = takeSignals()
    events += readLine(watched[0].revents)
    return events
  }

  /// Milliseconds for poll, rounded up so that the deadline has passed when it returns; -1 for ever.
  static func timeout(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let left = ContinuousClock.now.duration(to: deadline)
    guard left > .zero else { return 0 }
    let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
    return Int32(clamping: milliseconds + 1)
  }

  private func readLine(_ state: Int16) -> [DeviceEvent] {
    if state & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { return hangUp() }
    guard state & Int16(POLLIN) != 0 else {
      if let pasteSince, pasteSince.advanced(by: Self.pastePatience) <= .now {
        self.pasteSince = nil
        return decoder.abandonPaste()
      }
      return []
    }
    let (events, count) = readKeys()
    // Readable and yet empty, again and again: the other end is gone, and polling it would spin.
    emptyReads = count == 0 ? emptyReads + 1 : 0
    if count == 0, emptyReads > 3 || cn_hung_up(line) { return events + hangUp() }
    return events
  }

  private func hangUp() -> [DeviceEvent] {
    isHungUp = true
    return [.hungUp]
  }

  private func readKeys() -> ([DeviceEvent], Int) {
    var events: [DeviceEvent] = []
    var count = 0
    // Not wget_wch: it keeps an invalid byte and lets it spoil the keys after it.
    while case let value = wgetch(pad), value != ERR {
      count += 1
      for raw in bytes.next(value) { events += decoder.next(raw) }
    }
    events += decoder.pause()
    pasteSince = decoder.isPasting ? .now : nil
    return (events, count)
  }

  private func takeSignals() -> [DeviceEvent] {
    let signals = takenSignals + pendingSignals()
    takenSignals = []
    return signals.flatMap(event)
  }

  func pendingSignals() -> [Int32] {
    var numbers: [Int32] = []
    while case let number = cn_signals_take(), number != 0 { numbers.append(number) }
    return numbers
  }

  private func event(of signal: Int32) -> [DeviceEvent] {
    switch signal {
    case SIGWINCH: return adoptSize() ? [.resized] : []
    case SIGTSTP: return [.stopRequested]
    case SIGCONT:
      // Continued after a stop that could not be caught: the shell has had the terminal meanwhile.
      endwin()
      resume()
      return [.resized]
    default: return [.ended(signal: signal)]
    }
  }

  /// Takes over the terminal's size. True when it is another.
  @discardableResult
  func adoptSize() -> Bool {
    let newSize = Self.currentSize(line)
    guard newSize != size else { return false }
    size = newSize
    resizeterm(Int32(newSize.height), Int32(newSize.width))
    invalidate()
    return true
  }
}
