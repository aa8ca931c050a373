import Canvas
import Dispatch
import Synchronization

/// A device without a terminal, for tests: plays inputs, keeps frames, and has a clock that only the test moves.
package final class ScriptedDevice: Device {
  /// What a program asked of it besides frames.
  package enum Request: Hashable, Sendable {
    case copied(String)
    case bell, suspended, invalidated, closed
    case mouse(captured: Bool)
    case theme(String)
  }

  package private(set) var size: Size
  package let glyphs: Glyphs
  package private(set) var now = ContinuousClock.now
  package let wake: @Sendable () -> Void
  /// The newest frame; empty before the first.
  package private(set) var screen: Surface
  package private(set) var requests: [Request] = []
  /// True after a wait that had nothing to report: all inputs are played and nothing is under way.
  package private(set) var isIdle = false
  private var script: [DeviceEvent] = []
  private let alarm = DispatchSemaphore(value: 0)

  package init(size: Size = Size(width: 80, height: 24), glyphs: Glyphs = .braille) {
    self.size = size
    self.glyphs = glyphs
    screen = Surface(size: size, glyphs: glyphs)
    let alarm = alarm
    wake = { alarm.signal() }
  }

  package func play(_ events: [DeviceEvent]) {
    script += events
    isIdle = false
  }

  package func resize(to size: Size) {
    self.size = size
    play([.resized])
  }

  /// Moves the clock; timers that are due ring in the next turn.
  package func advance(by time: Duration) {
    now = now.advanced(by: time)
    isIdle = false
  }

  package func wait(for request: WaitRequest) -> [DeviceEvent] {
    // Painting and answers come first, so that each input meets the screen a patient person would see.
    if let frame = request.frame {
      now = max(now, frame)
    } else if request.workInFlight > 0 {
      // A wake-up may be left over from a letter that was taken already; the loop then asks again.
      _ = alarm.wait(timeout: .now() + .seconds(30))
    } else if !script.isEmpty {
      return [script.removeFirst()]
    } else if request.deadline.map({ $0 > now }) ?? true {
      isIdle = alarm.wait(timeout: .now()) == .timedOut
    }
    return []
  }

  package func present(_ surface: Surface) { screen = surface }
  package func invalidate() { requests.append(.invalidated) }
  package func suspend() { requests.append(.suspended) }
  package func use(_ theme: Theme) { requests.append(.theme(theme.name)) }
  package func bell() { requests.append(.bell) }
  package func captureMouse(_ captured: Bool) { requests.append(.mouse(captured: captured)) }
  package func close() { requests.append(.closed) }

  package func copy(_ text: String) -> CopyResult {
    requests.append(.copied(text))
    return .sent(bytes: text.utf8.count)
  }
}
