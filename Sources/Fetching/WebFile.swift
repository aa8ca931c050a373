import Calls
import Foundation
import Lake
import Project
import S3
import Synchronization
import Web

/// A file of a web server, brought here when the server says that it is another than the copy.
struct WebFile {
  let place: RemotePlace
  let transport: any WebTransport
  let retries: Retries
  let reporter: any StepReporter

  private static let redirections = 5

  func bring() throws(LakeError) {
    let file = LandingFile(path: place.copies)
    guard var address = WebAddress(place.address(PercentCoding.encoded(path: place.path))) else {
      throw failure("it is no address")
    }
    try file.makeFolder()
    reporter.progress(nil, "fetching \(place.address(place.path))")
    for _ in 0...Self.redirections {
      let answer = try fetch(address, file)
      switch answer.status {
      case 200..<300:
        return try file.publish(modified: answer.headers["Last-Modified"].flatMap(WebDate.parse) ?? Date())
      case 304: return
      case 301, 302, 303, 307, 308: address = try next(answer, address)
      default: throw failure("the server answers with status \(answer.status)")
      }
    }
    throw failure("it was sent on more than \(Self.redirections) times")
  }

  private func fetch(_ address: WebAddress, _ file: LandingFile) throws(LakeError) -> WebAnswer {
    var attempt = 0
    while true {
      attempt += 1
      try reporter.checkStopped()
      let answer: WebAnswer
      do throws(WebFailure) {
        answer = try send(address, file)
      } catch {
        guard error.isPassing, attempt < retries.attempts else { throw failure("\(error)") }
        retries.wait(after: attempt, asked: nil)
        continue
      }
      guard answer.status == 429 || answer.status >= 500, attempt < retries.attempts else { return answer }
      retries.wait(after: attempt, asked: answer.headers["Retry-After"].flatMap { Double($0) })
    }
  }

  /// Begins the file anew: half of one try and half of another are no file.
  private func send(_ address: WebAddress, _ file: LandingFile) throws(WebFailure) -> WebAnswer {
    var request = WebRequest("GET", address)
    if let there = file.state { request.headers["If-Modified-Since"] = WebDate.text(there.modified) }
    let handle = Opened()
    let answer = try transport.send(request) { piece in try handle.append(piece, to: file.unfinished) }
    // A success without a byte is an empty file.
    do { if answer.isSuccess { try handle.finish(file.unfinished) } } catch {
      throw WebFailure(.notKept, address, detail: "\(error)")
    }
    return answer
  }

  private func next(_ answer: WebAnswer, _ address: WebAddress) throws(LakeError) -> WebAddress {
    guard let text = answer.headers["Location"] else { throw failure("it is sent on to nowhere") }
    if text.hasPrefix("/") {
      var next = address
      next.path = String(text.prefix { $0 != "?" })
      next.query = String(text.dropFirst(next.path.count).dropFirst())
      return next
    }
    guard let next = WebAddress(text) else { throw failure("it is sent on to where it cannot be read from") }
    guard address.scheme == .http || next.scheme == .https else {
      throw failure("it is sent on from https:// to http://, where anybody could change it")
    }
    return next
  }

  private func failure(_ why: String) -> LakeError {
    LakeError(.fileUnreadable, "cannot read \(place.address(place.path)): \(why)")
  }

  /// The file that pieces are written to, opened at the first one.
  private final class Opened: Sendable {
    private let handle = Mutex<FileHandle?>(nil)

    func append(_ piece: [UInt8], to path: String) throws {
      try handle.withLock { handle in
        let file = try handle ?? Self.begin(path)
        handle = file
        try file.write(contentsOf: piece)
      }
    }

    func finish(_ path: String) throws {
      try handle.withLock { handle in
        let file = try handle ?? Self.begin(path)
        handle = nil
        try file.close()
      }
    }

    private static func begin(_ path: String) throws -> FileHandle {
      try Data().write(to: URL(fileURLWithPath: path))
      return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }
  }
}

extension PercentCoding {
  /// A path as somebody wrote it: codes stay, all else that cannot stand there is encoded.
  fileprivate static func encoded(path: String) -> String {
    encode(decode(path), slashes: .kept)
  }
}
