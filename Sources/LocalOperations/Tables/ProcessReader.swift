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

/// Questions and answers as JSON. A question is one line; an answer goes to the end of the stream. Both say which version
/// of this shape they are in: a dashboard stays open over an upgrade, and then asks a newer program.
enum Wire {
  /// Goes up by one whenever a question, an answer or an error changes its shape.
  static let version = 2

  private struct Versioned: Decodable { var version: Int? }

  private struct Asked: Codable {
    var version = Wire.version
    var question: LakeQuestion
  }

  private struct Reply: Codable {
    var version = Wire.version
    var answer: LakeAnswer?
    var error: OperationsError?
  }

  private static let infinity = (positive: "inf", negative: "-inf", nan: "nan")

  static func line(_ question: LakeQuestion) throws(OperationsError) -> Data {
    guard let data = encode(Asked(question: question)) else { throw .failed("the question cannot be written") }
    return data + [UInt8(ascii: "\n")]
  }

  static func question(_ line: String) throws -> LakeQuestion {
    let (decoder, data) = (JSONDecoder(), Data(line.utf8))
    if let refusal = refusal(try decoder.decode(Versioned.self, from: data), "asked") { throw refusal }
    return try decoder.decode(Asked.self, from: data).question
  }

  /// Why a text of another version is not read; nil for one of ours. The version is looked at before the shape.
  private static func refusal(_ other: Versioned, _ deed: String) -> OperationsError? {
    guard other.version != version else { return nil }
    let theirs = other.version.map { "version \($0)" } ?? "a version without a number"
    return .unavailable(
      "the tables cannot be read: assay was replaced while this was open (it \(deed) in \(theirs) of the questions to "
        + "`assay reader`, and \(version) is known here); close the dashboard and open it again")
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
    if let versioned = try? decoder.decode(Versioned.self, from: data), let refusal = refusal(versioned, "answered") {
      return .failure(refusal)
    }
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
