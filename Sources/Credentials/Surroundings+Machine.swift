import Clocks
import Foundation
import Web

extension Surroundings {
  /// This machine as it is.
  package static func machine(
    environment: [String: String], home: String?, transport: any WebTransport, clock: any WallClock
  ) -> Surroundings {
    Surroundings(
      environment: environment, home: home, read: { try contents($0) },
      run: { try output(of: $0, environment: environment) }, transport: transport, clock: clock)
  }

  private static func contents(_ path: String) throws -> [UInt8]? {
    do { return Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch let error as CocoaError
      where error.code == .fileReadNoSuchFile
    { return nil }
  }

  /// What the program says on its standard error goes where this one's goes.
  private static func output(of command: [String], environment: [String: String]) throws -> ProgramAnswer {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["--"] + command
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return ProgramAnswer(status: process.terminationStatus, output: Array(output))
  }
}
