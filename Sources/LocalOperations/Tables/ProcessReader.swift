import Foundation
import Operations
import Processes

/// Answers with an engine in another process, which lives as long as one question.
///
/// The dashboard asks this way: an engine takes some hundred megabytes that it never gives back, and a fault inside it
/// would take the terminal along. Starting the process costs some hundredths of a second.
package struct ProcessReader: LakeReader {
  /// The program, and the arguments that make it read a question and answer it.
  let executable: String
  let arguments: [String]

  package init(executable: String, arguments: [String]) {
    self.executable = executable
    self.arguments = arguments
  }

  package func answer(_ question: LakeQuestion, while isWanted: @Sendable () -> Bool) throws(OperationsError)
    -> LakeAnswer
  {
    let line = try Wire.line(question)
    var process: QuestionedProcess
    do { process = try QuestionedProcess.start(executable, arguments) } catch { throw Self.failure(error) }
    defer { process.end() }
    process.send(line)
    let reply: Data
    do { reply = try process.read(while: isWanted) } catch { throw Self.failure(error) }
    // Nothing, or half of it: the process did not come to its end, which tells more than the text does.
    guard let outcome = Wire.outcome(reply) else { throw .failed(Self.explain(process.wait())) }
    return try outcome.get()
  }

  private static func failure(_ failure: QuestionedProcess.Failure) -> OperationsError {
    if case .notStarted = failure { return .unavailable("the tables cannot be read: \(failure)") }
    return .failed("\(failure)")
  }

  private static func explain(_ ending: QuestionedProcess.Ending) -> String {
    switch ending {
    case .signal(let number):
      "the process that reads the tables was ended by signal \(number) (\(String(cString: strsignal(number))))"
    case .exit(let code): "the process that reads the tables ended without an answer (exit \(code))"
    }
  }
}

/// Answers the one question on standard input, as the other end of a `ProcessReader`.
package enum ReaderService {
  /// Reads the question, answers it on standard output, and returns. Whatever goes wrong is an answer too.
  ///
  /// Ends the process when whoever asked goes away: nobody would see the answer.
  package static func run(_ reader: () throws -> any LakeReader) {
    guard let line = readLine(strippingNewline: true) else { return }
    watchAsker()
    let outcome: Result<LakeAnswer, OperationsError>
    do {
      let question = try Wire.question(line)
      outcome = .success(try reader().answer(question, while: { true }))
    } catch {
      outcome = .failure(error as? OperationsError ?? OperationsError(error))
    }
    FileHandle.standardOutput.write(Wire.data(outcome))
  }

  private static func watchAsker() {
    let thread = Thread {
      // Not `readLine`: it waits with the lock of the stream, and a flush of all streams at the end would wait for it.
      var byte: UInt8 = 0
      var count = 1
      while count > 0 || (count < 0 && errno == EINTR) { count = Foundation.read(0, &byte, 1) }
      _exit(0)
    }
    thread.stackSize = 128 << 10
    thread.start()
  }
}

/// Questions and answers as JSON. A question is one line; an answer goes to the end of the stream.
enum Wire {
  private struct Reply: Codable {
    var answer: LakeAnswer?
    var error: OperationsError?
  }

  private static let infinity = (positive: "inf", negative: "-inf", nan: "nan")

  static func line(_ question: LakeQuestion) throws(OperationsError) -> Data {
    guard let data = encode(question) else { throw .failed("the question cannot be written") }
    return data + [UInt8(ascii: "\n")]
  }

  static func question(_ line: String) throws -> LakeQuestion {
    try JSONDecoder().decode(LakeQuestion.self, from: Data(line.utf8))
  }

  static func data(_ outcome: Result<LakeAnswer, OperationsError>) -> Data {
    let reply: Reply
    switch outcome {
    case .success(let answer): reply = Reply(answer: answer)
    case .failure(let error): reply = Reply(error: error)
    }
    return encode(reply) ?? Data()
  }

  /// Nil when it is no whole reply.
  static func outcome(_ data: Data) -> Result<LakeAnswer, OperationsError>? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: infinity.positive, negativeInfinity: infinity.negative, nan: infinity.nan)
    // What is wrong with half a reply is of no interest: the process that wrote it did not end well.
    guard let reply = try? decoder.decode(Reply.self, from: data) else { return nil }
    return reply.answer.map { .success($0) } ?? reply.error.map { .failure($0) }
  }

  private static func encode(_ value: some Encodable) -> Data? {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: infinity.positive, negativeInfinity: infinity.negative, nan: infinity.nan)
    // Values of our own types: with floats provided for, nothing is left that JSON could not hold.
    return try? encoder.encode(value)
  }
}
