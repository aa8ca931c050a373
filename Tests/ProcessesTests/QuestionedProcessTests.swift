import Foundation
import Processes
import Testing

@Suite("A process that is asked one question") struct QuestionedProcessTests {
  private func ask(_ script: String, _ question: String, while isWanted: () -> Bool = { true }) throws
    -> (Data, QuestionedProcess.Ending)
  {
    var process = try QuestionedProcess.start("/bin/sh", ["-c", script])
    defer { process.end() }
    process.send(Data((question + "\n").utf8))
    let answer = try process.read(while: isWanted)
    return (answer, process.wait())
  }

  @Test("gets the question and answers it to the end")
  func answers() throws {
    let (answer, ending) = try ask("read x; echo \"$x!\"; exit 3", "there?")
    #expect(String(decoding: answer, as: UTF8.self) == "there?!\n")
    #expect(ending == .exit(3))
  }

  @Test("that dies by a signal is told from one that ends")
  func signals() throws { #expect(try ask("kill -9 $$", "").1 == .signal(9)) }

  @Test("is left when nobody waits for the answer any more")
  func unwanted() {
    #expect(throws: QuestionedProcess.Failure.unwanted) { try ask("exec cat", "x", while: { false }) }
  }

  @Test("that is not there is told by its name")
  func missing() throws {
    let error = #expect(throws: QuestionedProcess.Failure.self) { _ = try QuestionedProcess.start("/no/such", []) }
    #expect(error?.description.contains("/no/such") == true)
  }
}
