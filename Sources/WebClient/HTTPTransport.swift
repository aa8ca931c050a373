import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization
import Web

/// Requests sent by async-http-client: connections are kept open and shared by all threads.
///
/// HTTP/1.1, since S3 speaks nothing else; no redirections, no decompression: bytes come as they are stored.
package final class HTTPTransport: WebTransport {
  private struct Kind: Hashable {
    let patience: WebPatience
    let proxy: ProxySettings.Proxy?
  }

  private let clients = Mutex<[Kind: HTTPClient]>([:])
  private let proxies: ProxySettings
  private let authorities: String?

  /// - Parameter authorities: the path of a file of authorities (PEM) that are trusted in place of the system's.
  package init(proxies: ProxySettings = .none, authorities: String? = nil) {
    self.proxies = proxies
    self.authorities = authorities
  }

  deinit {
    // Where this runs may be a thread of the client itself, which must not wait for its own end.
    for client in clients.withLock({ $0.values.map(\.self) }) { client.shutdown(queue: .global()) { _ in } }
  }

  package func send(_ request: WebRequest, into sink: WebSink?) throws(WebFailure) -> WebAnswer {
    try checkAuthorities(request.address)
    let client = client(for: request)
    do {
      let sent = try Self.translated(request)
      return try client.execute(request: sent, delegate: AnswerCollector(sink)).wait()
    } catch { throw Self.failure(error, request.address) }
  }

  /// The client would only say that no connection came about in time.
  private func checkAuthorities(_ address: WebAddress) throws(WebFailure) {
    guard let authorities, address.scheme == .https else { return }
    do {
      if try !NIOSSLCertificate.fromPEMFile(authorities).isEmpty { return }
    } catch { throw WebFailure(.authorities, address, detail: authorities) }
    throw WebFailure(.authorities, address, detail: authorities)
  }

  private func client(for request: WebRequest) -> HTTPClient {
    let proxy = request.patience.route == .direct ? nil : proxies.proxy(for: request.address)
    let kind = Kind(patience: request.patience, proxy: proxy)
    return clients.withLock { clients in
      if let known = clients[kind] { return known }
      let client = HTTPClient(configuration: configuration(kind))
      clients[kind] = client
      return client
    }
  }

  private func configuration(_ kind: Kind) -> HTTPClient.Configuration {
    var security = TLSConfiguration.makeClientConfiguration()
    if let authorities { security.trustRoots = .file(authorities) }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: security, redirectConfiguration: .disallow,
      timeout: .init(
        connect: TimeAmount(kind.patience.connecting), read: TimeAmount(kind.patience.silence),
        write: TimeAmount(kind.patience.silence)),
      proxy: kind.proxy.map(Self.translated), decompression: .disabled)
    configuration.httpVersion = .http1Only
    // Whoever asks tries again, and knows when not to.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
    return configuration
  }

  private static func translated(_ proxy: ProxySettings.Proxy) -> HTTPClient.Configuration.Proxy {
    guard let login = proxy.login else { return .server(host: proxy.host, port: proxy.port) }
    let credentials = Data(login.utf8).base64EncodedString()
    return .server(host: proxy.host, port: proxy.port, authorization: .basic(credentials: credentials))
  }

  private static func translated(_ request: WebRequest) throws -> HTTPClient.Request {
    var headers = HTTPHeaders(request.headers.fields.map { ($0.name, $0.value) })
    headers.replaceOrAdd(name: "Host", value: request.address.authority)
    return try HTTPClient.Request(
      url: request.address.text, method: HTTPMethod(rawValue: request.method), headers: headers,
      body: request.body.isEmpty ? nil : .byteBuffer(ByteBuffer(bytes: request.body)))
  }
}

extension HTTPTransport {
  private static func failure(_ error: any Error, _ address: WebAddress) -> WebFailure {
    switch error {
    case let failure as AnswerCollector.Failure: WebFailure(failure.reason, address, detail: failure.detail)
    case let error as HTTPClientError: failure(error, address)
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: handshakeFailure("\(error)", address)
    case HTTPParserError.invalidEOFState: WebFailure(.cut, address)
    case is HTTPParserError: WebFailure(.malformed, address, detail: "\(error)")
    case let error as NIOConnectionError: WebFailure(.unreachable, address, detail: cause(error))
    case let error as ChannelError where error == .ioOnClosedChannel: WebFailure(.cut, address)
    case is ChannelError: WebFailure(.timedOut, address)
    case let error as IOError where Self.isUnreachable(error):
      WebFailure(.unreachable, address, detail: String(cString: strerror(error.errnoCode)))
    case let error as IOError: WebFailure(.cut, address, detail: String(cString: strerror(error.errnoCode)))
    default: WebFailure(.unreachable, address, detail: "\(error)")
    }
  }

  /// What is wrong stands in the middle of a trace of the library's own places.
  private static func handshakeFailure(_ trace: String, _ address: WebAddress) -> WebFailure {
    if trace.contains("WRONG_VERSION_NUMBER") || trace.contains("HTTP_REQUEST") {
      return WebFailure(.malformed, address, detail: "nobody speaks TLS there")
    }
    if trace.contains("CERTIFICATE_VERIFY_FAILED") { return WebFailure(.untrusted, address) }
    if trace.contains("failedToValidateHostname") || trace.contains("ostname") {
      return WebFailure(.untrusted, address, detail: "it is another name's")
    }
    let reasons = trace.split { !$0.isUppercase && $0 != "_" }.filter { $0.contains("_") && $0.count > 8 }
    return WebFailure(.untrusted, address, detail: reasons.last.map(String.init) ?? String(trace.prefix(200)))
  }

  private static func failure(_ error: HTTPClientError, _ address: WebAddress) -> WebFailure {
    switch error {
    case .readTimeout, .writeTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout:
      WebFailure(.timedOut, address)
    case .connectTimeout, .httpProxyHandshakeTimeout:
      WebFailure(.unreachable, address, detail: "no connection in time")
    case .remoteConnectionClosed, .uncleanShutdown: WebFailure(.cut, address)
    case .tlsHandshakeTimeout: WebFailure(.timedOut, address, detail: error.shortDescription)
    default: WebFailure(.malformed, address, detail: error.shortDescription)
    }
  }

  private static func isUnreachable(_ error: IOError) -> Bool {
    [ECONNREFUSED, ENETUNREACH, EHOSTUNREACH, ETIMEDOUT, ENETDOWN, EADDRNOTAVAIL].contains(error.errnoCode)
  }

  /// The first address that was tried says enough.
  private static func cause(_ error: NIOConnectionError) -> String {
    if let first = error.connectionErrors.first?.error {
      return (first as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "no connection in time"
    }
    return "the name \(error.host) is not known"
  }
}

extension TimeAmount {
  fileprivate init(_ duration: Duration) {
    let parts = duration.components
    self = .seconds(parts.seconds) + .nanoseconds(parts.attoseconds / 1_000_000_000)
  }
}
