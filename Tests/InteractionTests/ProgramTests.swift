import Canvas
import Dispatch
import Interaction
import Testing

@Suite struct ProgramTests {
  private typealias Session = ScriptedSession<SampleLayer.Message>

  private func session(
    _ layer: SampleLayer = SampleLayer(), width: Int = 60, minimumSize: Size = Size(width: 1, height: 1)
  ) throws -> Session {
    Session(
      root: layer, actions: try SampleLayer.registry(), size: Size(width: width, height: 8), minimumSize: minimumSize)
  }

  @Test("a key becomes its action and the picture follows") func aKeyBecomesItsActionAndThePictureFollows() throws {
    let session = try session()
    session.press("s")
    #expect(session.screen.line(0) == "root: opened save")
    session.press("ctrl-s")
    #expect(session.screen.line(0) == "root: opened save save")
  }

  @Test("a key without action reaches the layer as input") func aKeyWithoutActionReachesTheLayerAsInput() throws {
    let session = try session()
    session.press("left")
    #expect(session.screen.line(0) == "root: opened key(left)")
  }

  @Test("a disabled action tells its reason for a while and does nothing")
  func aDisabledActionTellsItsReasonForAWhileAndDoesNothing() throws {
    let session = try session(SampleLayer(saveIsOff: true))
    session.press("s")
    #expect(session.screen.line(7) == " save: nothing has changed")
    #expect(session.screen.line(0) == "root: opened")
    session.advance(by: .seconds(6))
    #expect(session.screen.line(7).contains("q quit"))
  }

  @Test("an absent action leaves its key free") func anAbsentActionLeavesItsKeyFree() throws {
    let session = try session()
    session.press("h")
    #expect(session.screen.line(0) == "root: opened key(h)")
    #expect(!session.picture.contains("hidden"))
  }

  @Test("while text is edited every printable key is text") func whileTextIsEditedEveryPrintableKeyIsText() throws {
    let session = try session()
    session.press("/")
    session.type("qs?:")
    session.press("left", "left", "backspace")
    session.paste("a\nb")
    #expect(session.screen.line(1) == "text qa b?:")
    #expect(session.screen.cursor == Point(x: 9, y: 1))
    session.press("ctrl-s")
    #expect(session.screen.line(0) == "root: opened edit save")
    session.press("esc", "q")
    #expect(session.ending == .quit(exitCode: 7))
  }

  @Test("work answers with its message") func workAnswersWithItsMessage() throws {
    let session = try session()
    session.press("l")
    #expect(session.screen.line(0) == "root: opened load loaded(\"0\")")
  }

  @Test("the answer of older work in the same slot is dropped") func theAnswerOfOlderWorkInTheSameSlotIsDropped() throws
  {
    let gates = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]
    let device = ScriptedDevice(size: Size(width: 60, height: 8))
    let program = Program(root: SampleLayer(gates: gates), actions: try SampleLayer.registry(), device: device)
    program.feed(.key("l"))
    program.feed(.key("l"))
    gates[1].signal()
    turnUntil(program) { device.screen.line(0).contains("loaded") }
    gates[0].signal()
    while program.workInFlight > 0 { program.turn() }
    #expect(device.screen.line(0) == "root: opened load load loaded(\"1\")")
  }

  @Test("a watch answers while all other work waits")
  func watch() throws {
    let gate = DispatchSemaphore(value: 0)
    let device = ScriptedDevice(size: Size(width: 60, height: 8))
    let program = Program(
      root: SampleLayer(gates: [gate]), actions: try SampleLayer.registry(), device: device,
      workers: WorkerPool(threads: 1))
    program.feed(.key("l"))
    program.feed(.key("o"))
    turnUntil(program) { device.screen.line(0).contains("announced") }
    #expect(device.screen.line(0) == "root: opened load look announced(\"seen\")")
    gate.signal()
    while program.workInFlight > 0 { program.turn() }
    #expect(program.frame().line(0).hasSuffix("loaded(\"0\")"))
  }

  @Test("answers for a layer that is gone are dropped") func answersForALayerThatIsGoneAreDropped() throws {
    let gate = DispatchSemaphore(value: 0)
    let device = ScriptedDevice(size: Size(width: 60, height: 8))
    let program = Program(root: SampleLayer(gates: [gate]), actions: try SampleLayer.registry(), device: device)
    program.feed(.key("l"))
    program.feed(.key("w"))
    gate.signal()
    while program.workInFlight > 0 { program.turn() }
    #expect(program.frame().line(0) == "root: swapped opened")
  }

  @Test("a timer rings once and a newer one replaces it") func aTimerRingsOnceAndANewerOneReplacesIt() throws {
    let session = try session()
    session.press("t")
    session.advance(by: .seconds(4))
    session.press("t")
    session.advance(by: .seconds(4))
    #expect(session.screen.line(0) == "root: opened timer timer")
    session.advance(by: .seconds(1))
    #expect(session.screen.line(0) == "root: opened timer timer rang(3)")
    session.advance(by: .seconds(60))
    #expect(session.screen.line(0) == "root: opened timer timer rang(3)")
  }

  @Test("cancelling stops the timer") func cancellingStopsTheTimer() throws {
    let session = try session()
    session.press("t", "z")
    session.advance(by: .seconds(10))
    #expect(session.screen.line(0) == "root: opened timer stop")
  }

  @Test("what is sent to everyone reaches every layer") func whatIsSentToEveryoneReachesEveryLayer() throws {
    let session = try session()
    session.press("c")
    session.tellEveryone(.announced("news"))
    session.settle()
    #expect(session.screen.line(0) == "child: opened announced(\"news\")")
    #expect(session.program.frame().line(0) == "child: opened announced(\"news\")")
  }

  @Test("a layer passes what it does not know to the one below") func aLayerPassesWhatItDoesNotKnowToTheOneBelow()
    throws
  {
    let session = try session()
    session.press("c", "right", "q")
    #expect(session.ending == .quit(exitCode: 7))
  }

  @Test("nothing is painted when nothing changed") func nothingIsPaintedWhenNothingChanged() throws {
    let session = try session()
    let frames = session.program.frames
    session.press(".")
    session.advance(by: .seconds(60))
    #expect(session.program.frames == frames)
  }

  @Test("a burst of keys is painted once") func aBurstOfKeysIsPaintedOnce() throws {
    let device = BurstDevice(keys: Array(repeating: Key("s"), count: 50) + ["q"])
    let program = Program(root: SampleLayer(), actions: try SampleLayer.registry(), device: device)
    #expect(program.run() == .quit(exitCode: 7))
    #expect(device.frames <= 2)
    #expect(device.isClosed)
  }

  @Test("a keys answer waits for no frame but one of a moment ago") func aKeysAnswerWaitsForNoFrameButOneOfAMomentAgo()
    throws
  {
    let device = TimedDevice([(100, "s"), (102, "s"), (120, "s"), (300, "s"), (400, "q")])
    let program = Program(root: SampleLayer(), actions: try SampleLayer.registry(), device: device)
    #expect(program.run() == .quit(exitCode: 7))
    #expect(device.frames == [0, 100, 108, 120, 300])
  }

  @Test("rests once after its start and after keys, and five seconds after what was painted without one")
  func rests() throws {
    let device = TimedDevice([(700, "s"), (1000, "s"), (2000, "t"), (90_000, "q")])
    var rests: [Int] = []
    let program = Program(
      root: SampleLayer(), actions: try SampleLayer.registry(), device: device, atRest: { rests.append(device.time) })
    #expect(program.run() == .quit(exitCode: 7))
    // The timer that the third key has set rings after five seconds.
    #expect(rests == [500, 1500, 2500, 12_000])
  }

  @Test("a resize reaches the layers and the picture") func aResizeReachesTheLayersAndThePicture() throws {
    let session = try session()
    session.resize(to: Size(width: 40, height: 5))
    #expect(session.screen.size == Size(width: 40, height: 5))
    #expect(session.screen.line(0) == "root: opened 40x5")
  }

  @Test("below the minimum size only quitting works") func belowTheMinimumSizeOnlyQuittingWorks() throws {
    let session = try session(width: 20, minimumSize: Size(width: 60, height: 16))
    #expect(session.picture.contains("need 60x16"))
    #expect(session.picture.contains("have 20x8"))
    session.press("s", "left", "d")
    session.resize(to: Size(width: 60, height: 16))
    #expect(session.screen.line(0) == "root: opened 60x16")
    session.resize(to: Size(width: 5, height: 1))
    session.press("q")
    #expect(session.ending == .quit(exitCode: 7))
  }

  @Test(
    "the device can end the program",
    arguments: [(DeviceEvent.hungUp, Ending.hungUp), (.ended(signal: 15), .signal(15))])
  func theDeviceCanEndTheProgram(_ event: DeviceEvent, _ ending: Ending) throws {
    let session = try session()
    session.play([event])
    #expect(session.ending == ending)
  }

  @Test("copying says what was sent") func copyingSaysWhatWasSent() throws {
    let session = try session()
    session.press("y")
    #expect(session.device.requests == [.copied("text")])
    #expect(session.screen.line(7).contains("sent 4 bytes"))
  }
}

extension ProgramTests {
  private func turnUntil(_ program: Program<SampleLayer.Message>, _ isDone: () -> Bool) {
    while !isDone() { program.turn() }
  }
}

/// Plays keys at their milliseconds, and notes when it was painted.
private final class TimedDevice: Device {
  private var keys: [(at: Int, key: Key)]
  private(set) var frames: [Int] = []
  private let start = ContinuousClock.now
  private(set) var now: ContinuousClock.Instant
  let size = Size(width: 40, height: 4)
  let glyphs = Glyphs.braille
  let wake: @Sendable () -> Void = {}

  init(_ keys: [(at: Int, key: Key)]) {
    self.keys = keys
    now = start
  }

  func wait(for request: WaitRequest) -> [DeviceEvent] {
    guard let next = keys.first else { return [.hungUp] }
    let moment = start.advanced(by: .milliseconds(next.at))
    if let deadline = request.deadline, deadline < moment {
      now = max(now, deadline)
      return []
    }
    now = moment
    keys.removeFirst()
    return [.input(.key(next.key))]
  }

  /// Milliseconds since it began.
  var time: Int { Int((now - start) / .milliseconds(1)) }
  func present(_ surface: Surface) { frames.append(time) }
  func invalidate() {}
  func suspend() {}
  func use(_ theme: Theme) {}
  func copy(_ text: String) -> CopyResult { .unavailable }
  func bell() {}
  func captureMouse(_ captured: Bool) {}
  func close() {}
}

/// Reports all its keys at once, as a fast typist on a slow line does.
private final class BurstDevice: Device {
  private var keys: [Key]
  private(set) var frames = 0
  private(set) var isClosed = false
  let size = Size(width: 40, height: 4)
  let glyphs = Glyphs.braille
  let now = ContinuousClock.now
  let wake: @Sendable () -> Void = {}

  init(keys: [Key]) { self.keys = keys }

  func wait(for request: WaitRequest) -> [DeviceEvent] {
    defer { keys = [] }
    return keys.map { .input(.key($0)) }
  }

  func present(_ surface: Surface) { frames += 1 }
  func invalidate() {}
  func suspend() {}
  func use(_ theme: Theme) {}
  func copy(_ text: String) -> CopyResult { .unavailable }
  func bell() {}
  func captureMouse(_ captured: Bool) {}
  func close() { isClosed = true }
}
