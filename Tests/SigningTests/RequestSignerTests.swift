import Foundation
import Testing
import Web

@testable import Signing

@Suite("The signature of a request") struct RequestSignerTests {
  private static let moment = Date(timeIntervalSince1970: 1_800_000_000.9)

  private func request(_ path: String, _ query: String = "") -> WebRequest {
    WebRequest("GET", WebAddress(host: "b.example.org", port: 9000, path: path, query: query))
  }

  private func signer(_ service: String, token: String? = nil) -> RequestSigner {
    let key = AccessKey(id: "AKID", secret: Secret("hidden"), sessionToken: token.map(Secret.init))
    return RequestSigner(key: key, region: "eu-west-1", service: service)
  }

  private func lines(_ service: String, _ request: WebRequest) -> [String] {
    signer(service).canonical(request).text.components(separatedBy: "\n")
  }

  @Test(
    "shortens a path and encodes it once more, but for S3, whose keys stand as they are sent",
    arguments: [
      ("/a//b/../c", "/a/c", "/a//b/../c"), ("/", "/", "/"), ("/..", "/", "/.."), ("/./", "/", "/./"),
      ("/x/..", "/", "/x/.."), ("/a%20b%3Dc", "/a%2520b%253Dc", "/a%20b%3Dc"),
      ("/%E1%88%B4", "/%25E1%2588%25B4", "/%E1%88%B4"),
    ])
  func path(_ sent: String, _ shortened: String, _ asSent: String) {
    #expect(lines("glue", request(sent))[1] == shortened)
    #expect(lines("s3", request(sent))[1] == asSent)
  }

  @Test(
    "sorts what is asked by encoded name, then value, and gives a name without a value an empty one",
    arguments: [
      ("b=2&a=1", "a=1&b=2"), ("a=2&a=1", "a=1&a=2"), ("uploads", "uploads="), ("p=a%20b&p=a%2Bb", "p=a%20b&p=a%2Bb"),
      ("prefix=day=1/", "prefix=day%3D1%2F"), ("", ""), ("%e1%88%b4=1&A=2", "%E1%88%B4=1&A=2"), ("q=100%", "q=100%25"),
    ])
  func query(_ sent: String, _ canonical: String) { #expect(lines("s3", request("/", sent))[2] == canonical) }

  @Test("names the port of the host where it is not the scheme's own")
  func host() {
    #expect(lines("s3", request("/")).contains("host:b.example.org:9000"))
    let plain = WebRequest("GET", WebAddress(host: "b.example.org", port: 443))
    #expect(lines("s3", plain).contains("host:b.example.org"))
  }

  @Test("takes header values without needless blanks, repeated ones in their order")
  func headers() {
    var request = request("/")
    for (name, value) in [("X-B", "  2   3 "), ("x-a", "1"), ("X-b", "1\n  folded")] {
      request.headers.append(name, value)
    }
    let canonical = signer("s3").canonical(request)
    #expect(canonical.signedHeaders == "host;x-a;x-b")
    #expect(canonical.text.contains("\nx-a:1\nx-b:2 3,1 folded\n"))
  }

  @Test("carries the time, the session's token and, for S3, what it says of the body")
  func additions() {
    let signed = signer("s3", token: "session").signed(request("/k"), at: Self.moment)
    #expect(signed.headers["x-amz-date"] == "20270115T080000Z")
    #expect(signed.headers["x-amz-security-token"] == "session")
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect(signed.headers["x-amz-content-sha256"] == empty)
    let authorization = signed.headers["authorization"] ?? ""
    #expect(authorization.hasPrefix("AWS4-HMAC-SHA256 Credential=AKID/20270115/eu-west-1/s3/aws4_request, "))
    #expect(authorization.contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,"))
    let unsigned = signer("s3").signed(request("/k"), at: Self.moment, payload: .unsigned)
    #expect(unsigned.headers["X-Amz-Content-SHA256"] == "UNSIGNED-PAYLOAD")
    #expect(signer("sts").signed(request("/"), at: Self.moment).headers["x-amz-content-sha256"] == nil)
  }

  @Test("is another one for another body, time, region, method, path, query or secret, and the same for the same")
  func depends() {
    func signature(_ request: WebRequest, _ signer: RequestSigner, _ moment: Date) -> String? {
      signer.signed(request, at: moment).headers["authorization"]?.components(separatedBy: "Signature=").last
    }
    let plain = request("/k", "a=1")
    var (posted, other) = (plain, plain)
    posted.method = "PUT"
    other.body = [1]
    let same = signer("s3")
    let foreign = RequestSigner(key: AccessKey(id: "AKID", secret: Secret("other")), region: "eu-west-1", service: "s3")
    let elsewhere = RequestSigner(key: same.key, region: "us-east-1", service: "s3")
    let all = [
      signature(plain, same, Self.moment), signature(posted, same, Self.moment), signature(other, same, Self.moment),
      signature(request("/k2", "a=1"), same, Self.moment), signature(request("/k", "a=2"), same, Self.moment),
      signature(plain, foreign, Self.moment), signature(plain, elsewhere, Self.moment),
      signature(plain, same, Self.moment.addingTimeInterval(1)),
    ]
    #expect(Set(all).count == all.count)
    #expect(signature(plain, same, Self.moment) == all[0])
  }

  @Test("takes the place of one that was there: what is sent again is signed again")
  func again() {
    let once = signer("s3").signed(request("/k"), at: Self.moment)
    let twice = signer("s3").signed(request("/k"), at: Self.moment.addingTimeInterval(600))
    var stale = once
    stale.headers["Authorization"] = nil
    #expect(signer("s3").signed(stale, at: Self.moment.addingTimeInterval(600)) == twice)
  }
}

@Suite("A secret") struct SecretTests {
  private static let key = AccessKey(id: "AKID", secret: Secret("do-not-tell"), sessionToken: Secret("neither"))

  @Test(
    "is shown by nothing",
    arguments: [
      "\(key)", String(describing: key), String(reflecting: key), "\(key.secret)", String(reflecting: key.secret),
      "\(String(describing: key.sessionToken))", dumped(key),
    ])
  func hidden(_ text: String) {
    #expect(!text.contains("do-not-tell") && !text.contains("neither"))
    #expect(text.contains("secret"))
  }

  private static func dumped(_ value: some Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
  }
}
