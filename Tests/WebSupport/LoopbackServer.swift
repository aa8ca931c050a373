import Foundation
import Synchronization
import Web

/// A server on this machine's loopback that answers by a function: HTTP/1.1, a thread for each connection.
package final class LoopbackServer: Sendable {
  package enum Reply: Sendable {
    case answer(WebAnswer)
    /// Ends the connection behind so many bytes of the answer.
    case cut(WebAnswer, after: Int)
    /// Says nothing, and keeps the connection until the server is gone.
    case silence
    case raw([UInt8])
  }

  package let port: UInt16
  private let descriptor: Int32
  private let connections: Connections
  private let isStopped = Mutex(false)
  private let accepting = DispatchSemaphore(value: 0)

  package struct NoSocket: Error { let code: Int32 }

  package init(_ handler: @escaping @Sendable (WebRequest) -> Reply) throws {
    connections = Connections(handler)
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = descriptor
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(socket, raw, length) == 0 && listen(socket, 64) == 0 && getsockname(socket, raw, &length) == 0
      }
    }
    guard descriptor >= 0, bound else { throw NoSocket(code: errno) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [connections, accepting] in
      connections.accept(from: socket)
      close(socket)
      accepting.signal()
    }
  }

  package convenience init(answering handler: @escaping @Sendable (WebRequest) -> WebAnswer) throws {
    try self.init { .answer(handler($0)) }
  }

  deinit { stop() }

  /// Refuses whoever comes from now on, and ends what is open.
  package func stop() {
    // Closed by the thread that accepts: a number that is closed twice may be somebody else's by then.
    let isFirst = isStopped.withLock { stopped in
      defer { stopped = true }
      return !stopped
    }
    guard isFirst else { return }
    shutdown(descriptor, Int32(SHUT_RDWR))
    accepting.wait()
    connections.end()
  }

  package func address(_ target: String = "/") -> WebAddress {
    let path = target.prefix { $0 != "?" }
    return WebAddress(
      scheme: .http, host: "127.0.0.1", port: Int(port), path: String(path),
      query: String(target.dropFirst(path.count).dropFirst()))
  }

}

/// What serves those who came, without the server, so that the server can go.
private final class Connections: Sendable {
  private let open = Mutex<Set<Int32>>([])
  private let handler: @Sendable (WebRequest) -> LoopbackServer.Reply

  init(_ handler: @escaping @Sendable (WebRequest) -> LoopbackServer.Reply) { self.handler = handler }

  func accept(from socket: Int32) {
    while true {
      let connection = Glibc.accept(socket, nil, nil)
      if connection < 0 { return }
      Thread.detachNewThread { self.serve(connection) }
    }
  }

  func end() { for connection in open.withLock({ $0 }) { shutdown(connection, Int32(SHUT_RDWR)) } }

  private func serve(_ connection: Int32) {
    open.withLock { _ = $0.insert(connection) }
    defer {
      open.withLock { _ = $0.remove(connection) }
      close(connection)
    }
    var buffer: [UInt8] = []
    while let request = Self.request(connection, &buffer) {
      switch handler(request) {
      case .answer(let answer): Self.write(connection, Self.bytes(answer, request))
      case .cut(let answer, let count): return Self.write(connection, Array(Self.bytes(answer, request).prefix(count)))
      case .raw(let bytes): return Self.write(connection, bytes)
      case .silence:
        var byte = UInt8(0)
        while recv(connection, &byte, 1, 0) > 0 {}
        return
      }
    }
  }

  /// Nil where the other side has gone.
  private static func request(_ connection: Int32, _ buffer: inout [UInt8]) -> WebRequest? {
    let gap = Array("\r\n\r\n".utf8)
    while true {
      if let end = buffer.firstRange(of: gap) {
        let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let first = lines[0].split(separator: " ", omittingEmptySubsequences: false)
        guard first.count == 3 else { return nil }
        var headers: WebHeaders = [:]
        for line in lines.dropFirst() {
          let name = line.prefix { $0 != ":" }
          headers.append(String(name), String(line.dropFirst(name.count + 1)).trimmingCharacters(in: .whitespaces))
        }
        let length = headers["Content-Length"].flatMap { Int($0) } ?? 0
        if buffer.count >= end.upperBound + length {
          let body = Array(buffer[end.upperBound..<end.upperBound + length])
          buffer.removeSubrange(..<(end.upperBound + length))
          let target = String(first[1])
          // Who asks for a tunnel names a host and its port.
          let place =
            first[0] == "CONNECT"
            ? "http://" + target : target.hasPrefix("/") ? "http://\(headers["Host"] ?? "")" + target : target
          return WebAddress(place).map { WebRequest(String(first[0]), $0, headers: headers, body: body) }
        }
      }
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(connection, &piece, piece.count, 0)
      guard count > 0 else { return nil }
      buffer += piece[..<count]
    }
  }

  private static func bytes(_ answer: WebAnswer, _ request: WebRequest) -> [UInt8] {
    var text = "HTTP/1.1 \(answer.status) X\r\n"
    for field in answer.headers.fields where field.name.lowercased() != "content-length" {
      text += "\(field.name): \(field.value)\r\n"
    }
    let length = request.method == "HEAD" ? answer.headers["Content-Length"] ?? "0" : String(answer.body.count)
    if answer.status != 204 { text += "Content-Length: \(length)\r\n" }
    return Array((text + "\r\n").utf8) + (request.method == "HEAD" ? [] : answer.body)
  }

  private static func write(_ connection: Int32, _ bytes: [UInt8]) {
    var at = 0
    while at < bytes.count {
      let count = bytes.withUnsafeBytes {
        send(connection, $0.baseAddress?.advanced(by: at), $0.count - at, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      at += count
    }
  }
}
