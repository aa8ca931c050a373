/// Which requests go by way of another machine, as `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say.
package struct ProxySettings: Sendable, Hashable {
  package struct Proxy: Sendable, Hashable {
    package let host: String
    package let port: Int
    /// `user:password` as it is sent to the proxy, and shown nowhere.
    package let login: String?
  }

  private var byScheme: [WebAddress.Scheme: Proxy] = [:]
  private var exceptions: [String] = []

  /// Every request goes straight.
  package static let none = ProxySettings(environment: [:])

  /// Small letters come first, as everywhere; a proxy that cannot be read, or is not spoken to by plain HTTP, is none.
  package init(environment: [String: String]) {
    func setting(_ name: String) -> String? {
      let value = environment[name.lowercased()] ?? environment[name]
      return value.flatMap { $0.isEmpty ? nil : $0 }
    }
    // A program that answers requests takes HTTP_PROXY from whoever asks ("httpoxy"); this one only ever asks.
    for scheme in [WebAddress.Scheme.http, .https] {
      byScheme[scheme] = (setting("\(scheme)_proxy".uppercased()) ?? setting("ALL_PROXY")).flatMap(Proxy.init)
    }
    exceptions = (setting("NO_PROXY") ?? "").split { $0 == "," || $0 == " " }.map { $0.lowercased() }
  }

  package func proxy(for address: WebAddress) -> Proxy? {
    guard let proxy = byScheme[address.scheme], !exceptions.contains(where: { Self.matches($0, address) }) else {
      return nil
    }
    return proxy
  }

  /// `*`, a host with or without its port, or a domain: `example.org` and `.example.org` are all hosts below it too.
  private static func matches(_ exception: String, _ address: WebAddress) -> Bool {
    if exception == "*" || exception == address.host || exception == "\(address.host):\(address.effectivePort)" {
      return true
    }
    let domain = exception.hasPrefix(".") ? exception : "." + exception
    return address.host.hasSuffix(domain) || "." + address.host == domain
  }
}

extension ProxySettings.Proxy {
  init?(_ text: String) {
    let plain = text.firstRange(of: "://").map { String(text[$0.upperBound...]) } ?? text
    guard !text.lowercased().hasPrefix("https://"), !text.lowercased().hasPrefix("socks") else { return nil }
    let login = plain.lastIndex(of: "@").map { String(plain[..<$0]) }
    let place = login.map { String(plain.dropFirst($0.count + 1)) } ?? plain
    guard let address = WebAddress("http://" + place) else { return nil }
    self.init(host: address.host, port: address.effectivePort, login: login.map(PercentCoding.decode))
  }
}

extension ProxySettings.Proxy: CustomStringConvertible {
  package var description: String { "\(host):\(port)" }
}
