import Clocks
import Foundation
import Web

/// All that finding credentials looks at: nothing of the machine is asked but through this.
package struct Surroundings: Sendable {
  package let environment: [String: String]
  /// Nil where nobody has one.
  package let home: String?
  /// The bytes of a file; nil where there is none. Throws why one that is there cannot be read.
  package let read: @Sendable (_ path: String) throws -> [UInt8]?
  /// Runs a program without a shell and waits for it.
  package let run: @Sendable (_ command: [String]) throws -> ProgramAnswer
  package let transport: any WebTransport
  package let clock: any WallClock

  package struct ProgramAnswer: Sendable {
    package let status: Int32
    package let output: [UInt8]

    package init(status: Int32, output: [UInt8]) { (self.status, self.output) = (status, output) }
  }

  package init(
    environment: [String: String], home: String?, read: @escaping @Sendable (String) throws -> [UInt8]?,
    run: @escaping @Sendable ([String]) throws -> ProgramAnswer, transport: any WebTransport, clock: any WallClock
  ) {
    (self.environment, self.home, self.read, self.run) = (environment, home, read, run)
    (self.transport, self.clock) = (transport, clock)
  }
}

extension Surroundings {
  /// An empty variable is none.
  func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

  func isTrue(_ name: String) -> Bool { variable(name)?.lowercased() == "true" }

  func path(named variable: String, otherwise name: String) -> String {
    expanded(self.variable(variable) ?? "~/.aws/" + name)
  }

  func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/") else { return path }
    return (home ?? "") + path.dropFirst()
  }

  func contents(of path: String) throws(CredentialFailure) -> [UInt8]? {
    do { return try read(path) } catch { throw .init(.unreadable(path: path, line: nil, what: "\(error)")) }
  }

  func ask(_ request: WebRequest, _ who: String) throws(CredentialFailure) -> WebAnswer {
    do { return try transport.send(request) } catch { throw .init(.unanswered(who: who, why: "\(error)")) }
  }
}
