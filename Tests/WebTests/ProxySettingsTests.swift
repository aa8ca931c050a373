import Testing
import Web

@Suite("A proxy") struct ProxySettingsTests {
  private static let environment = [
    "HTTPS_PROXY": "http://secure:3128", "http_proxy": "plain", "HTTP_PROXY": "http://other:1",
    "NO_PROXY": ".inside.example, exact.example,169.254.169.254,port.example:8443",
  ]

  @Test(
    "is the one for the scheme, in small letters first, but for the exceptions",
    arguments: [
      ("https://s3.amazonaws.com/", "secure:3128"), ("http://a.example/", "plain:80"),
      ("https://x.inside.example/", nil),
      ("https://inside.example/", nil), ("https://exact.example/", nil), ("https://sub.exact.example/", nil),
      ("https://notexact.example/", "secure:3128"), ("http://169.254.169.254/", nil),
      ("https://port.example:8443/", nil),
      ("https://port.example/", "secure:3128"),
    ] as [(String, String?)])
  func choice(_ address: String, _ proxy: String?) throws {
    let settings = ProxySettings(environment: Self.environment)
    #expect(settings.proxy(for: try #require(WebAddress(address))).map { "\($0)" } == proxy)
  }

  @Test(
    "is none where nothing says so, where all is excepted, or where it is spoken to by what is not known",
    arguments: [
      [:], ["HTTPS_PROXY": "http://p:1", "no_proxy": "*"], ["HTTPS_PROXY": "socks5://p:1"],
      ["HTTPS_PROXY": "https://p:1"],
      ["HTTPS_PROXY": ""], ["HTTPS_PROXY": "http://:x"],
    ])
  func none(_ environment: [String: String]) throws {
    let settings = ProxySettings(environment: environment)
    #expect(settings.proxy(for: try #require(WebAddress("https://h/"))) == nil)
  }

  @Test("shows no password") func hidden() throws {
    let settings = ProxySettings(environment: ["all_proxy": "http://me:p%40ss@p:9"])
    let proxy = try #require(settings.proxy(for: WebAddress(host: "h")))
    #expect(proxy.login == "me:p@ss" && "\(proxy)" == "p:9")
  }
}
