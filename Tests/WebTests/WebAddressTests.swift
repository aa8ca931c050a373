import Testing
import Web

@Suite("An address") struct WebAddressTests {
  @Test(
    "is read as it is written",
    arguments: [
      (
        "https://Bucket.s3.amazonaws.com/a%20b?list-type=2#x", "https", "bucket.s3.amazonaws.com", 443, "/a%20b",
        "list-type=2"
      ),
      ("http://127.0.0.1:9000", "http", "127.0.0.1", 9000, "/", ""),
      ("http://[::1]:9000/p", "http", "[::1]", 9000, "/p", ""), ("https://h?q", "https", "h", 443, "/", "q"),
      ("HTTP://h:80/", "http", "h", 80, "/", ""), ("https://h/a?b?c", "https", "h", 443, "/a", "b?c"),
    ])
  func parts(_ text: String, _ scheme: String, _ host: String, _ port: Int, _ path: String, _ query: String) throws {
    let address = try #require(WebAddress(text))
    #expect(address.scheme.rawValue == scheme && address.host == host && address.effectivePort == port)
    #expect(address.path == path && address.query == query)
    #expect(WebAddress(address.text) == address)
  }

  @Test(
    "is none",
    arguments: [
      "", "h", "ftp://h/", "http://", "http:///p", "http://h:x/", "http://h:70000/", "http://a b/",
      "https://me:secret@h/", "http://[::1",
    ])
  func none(_ text: String) { #expect(WebAddress(text) == nil) }

  @Test("is shown to people without what it asks, which may hold a signature")
  func shown() {
    #expect("\(WebAddress(host: "h", port: 8443, path: "/p", query: "X-Amz-Signature=abc"))" == "https://h:8443/p")
  }
}

@Suite("Bytes of an address") struct PercentCodingTests {
  @Test(
    "become percent and two digits but for what stands for itself",
    arguments: [
      ("a b+c=é%41.txt", "a%20b%2Bc%3D%C3%A9%2541.txt"), ("x/y", "x%2Fy"), ("-._~", "-._~"), ("", ""),
      ("\u{0}\n", "%00%0A"),
    ])
  func encode(_ text: String, _ encoded: String) {
    #expect(PercentCoding.encode(text) == encoded)
    #expect(PercentCoding.decode(encoded) == text)
  }

  @Test("keep their slashes where they are a path") func slashes() {
    #expect(PercentCoding.encode("a/b c/", slashes: .kept) == "a/b%20c/")
  }

  @Test("stay as they are where they are no code", arguments: ["100%", "%", "%4", "%zz", "a+b"])
  func noCode(_ text: String) { #expect(PercentCoding.decode(text) == text) }
}

@Suite("Headers") struct WebHeadersTests {
  @Test("are found whatever the case of their name, and replaced whole") func find() {
    var headers: WebHeaders = ["ETag": "1", "x": "2"]
    headers.append("etag", "3")
    #expect(headers["ETAG"] == "1")
    headers["Etag"] = "4"
    #expect(headers.fields.map(\.value) == ["2", "4"])
    headers["x"] = nil
    #expect(headers["X"] == nil && headers.fields.count == 1)
  }
}
