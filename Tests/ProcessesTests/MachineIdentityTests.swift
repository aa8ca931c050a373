import Processes
import Testing

@Suite("A machine")
struct MachineIdentityTests {
  private let here = MachineIdentity(host: "a", boot: "1", namespace: "7")

  @Test("is written and read as one word")
  func text() {
    #expect(MachineIdentity("\(here)") == here)
    #expect(MachineIdentity("an-old.host") == nil)
    #expect(MachineIdentity("\(MachineIdentity.current)") == .current)
  }

  @Test("shares process numbers with itself under another name, with no container and with nobody after its next start")
  func processes() {
    #expect(here.sharesProcesses(with: MachineIdentity(host: "b", boot: "1", namespace: "7")))
    #expect(!here.sharesProcesses(with: MachineIdentity(host: "a", boot: "1", namespace: "8")))
    #expect(!here.sharesProcesses(with: MachineIdentity(host: "a", boot: "2", namespace: "7")))
  }
}
