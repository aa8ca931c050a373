import Clocks
import Foundation
import Hashes
import Signing
import Web
import XML

/// One request as the service understands it.
struct S3ServiceCall {
  let request: WebRequest
  let now: Date
  private let key: String
  private let query: [String: String]

  init(_ request: WebRequest, now: Date) {
    (self.request, self.now) = (request, now)
    let prefix = "/\(S3Service.bucket)/"
    let path = PercentCoding.decode(request.address.path)
    key = path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : ""
    let pairs = request.address.query.split(separator: "&").map { pair in
      let name = pair.prefix { $0 != "=" }
      return (PercentCoding.decode(String(name)), PercentCoding.decode(String(pair.dropFirst(name.count + 1))))
    }
    query = Dictionary(pairs) { first, _ in first }
  }

  static func error(_ status: Int, _ code: String, _ message: String = "", more: String = "") -> WebAnswer {
    let body = "<?xml version=\"1.0\"?>\n<Error><Code>\(code)</Code><Message>\(message)</Message>\(more)</Error>"
    return WebAnswer(status: status, headers: ["Content-Type": "application/xml"], body: Array(body.utf8))
  }

  private func document(_ name: String, _ content: String) -> WebAnswer {
    let body = "<\(name) xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(content)</\(name)>"
    return WebAnswer(status: 200, headers: ["Content-Type": "application/xml"], body: Array(body.utf8))
  }

  // MARK: Who asks

  /// Nil where the request is signed as it has to be.
  func refusal(_ state: S3Service.State) -> WebAnswer? {
    guard let given = request.headers["Authorization"], let date = request.headers["X-Amz-Date"] else {
      return Self.error(403, "AccessDenied", "unsigned")
    }
    guard let moment = Self.moment(date), abs(moment.timeIntervalSince(now)) <= 900 else {
      return Self.error(403, "RequestTimeTooSkewed", "The difference is too large")
    }
    guard given.contains("/\(state.region)/s3/aws4_request") else {
      return Self.error(400, "AuthorizationHeaderMalformed", "wrong region", more: "<Region>\(state.region)</Region>")
    }
    guard given.contains("Credential=\(state.key.id)/") else { return Self.error(403, "InvalidAccessKeyId") }
    guard request.headers["x-amz-content-sha256"] == RunningHash.text(of: request.body, .sha256) else {
      return Self.error(400, "XAmzContentSHA256Mismatch")
    }
    let signer = RequestSigner(key: state.key, region: state.region, service: "s3")
    let again = signer.signed(bare(given), at: moment).headers["Authorization"]
    return again == given ? nil : Self.error(403, "SignatureDoesNotMatch")
  }

  /// The request with only those headers that its signature names.
  private func bare(_ authorization: String) -> WebRequest {
    let names = authorization.components(separatedBy: "SignedHeaders=").last?.prefix { $0 != "," } ?? ""
    var bare = request
    bare.headers = [:]
    for field in request.headers.fields where names.split(separator: ";").contains(Substring(field.name.lowercased())) {
      bare.headers.append(field.name, field.value)
    }
    return bare
  }

  private static func moment(_ text: String) -> Date? {
    let digits = text.filter(\.isNumber)
    guard digits.count == 14 else { return nil }
    let parts = [0, 4, 6, 8, 10, 12, 14].map { digits.index(digits.startIndex, offsetBy: $0) }
    func part(_ number: Int) -> Substring { digits[parts[number]..<parts[number + 1]] }
    return Timestamp.parse("\(part(0))-\(part(1))-\(part(2))T\(part(3)):\(part(4)):\(part(5))Z")
  }

  // MARK: What is asked

  mutating func answer(_ state: inout S3Service.State) -> WebAnswer {
    if let owner = request.headers["x-amz-expected-bucket-owner"], owner != "111111111111" {
      return Self.error(403, "AccessDenied", "Access Denied")
    }
    switch (request.method, key.isEmpty) {
    case ("GET", true) where query["uploads"] != nil: return uploads(state)
    case ("GET", true): return listing(state)
    case ("POST", true) where query["delete"] != nil: return deleteMany(&state)
    case ("POST", false) where query["uploads"] != nil: return begin(&state)
    case ("POST", false) where query["uploadId"] != nil: return complete(&state)
    case ("PUT", false) where query["uploadId"] != nil:
      return request.headers["x-amz-copy-source"] == nil ? part(&state) : copyPart(&state)
    case ("PUT", false) where request.headers["x-amz-copy-source"] != nil: return copy(&state)
    case ("PUT", false): return put(&state)
    case ("HEAD", false): return get(state)
    case ("GET", false):
      let answer = get(state)
      if answer.isSuccess { state.given[key, default: 0] += answer.body.count }
      return answer
    case ("DELETE", false) where query["uploadId"] != nil:
      return state.uploads.removeValue(forKey: query["uploadId"] ?? "") == nil
        ? Self.error(404, "NoSuchUpload") : WebAnswer(status: 204)
    case ("DELETE", false):
      state.objects[key] = nil
      return WebAnswer(status: 204)
    default: return Self.error(405, "MethodNotAllowed")
    }
  }

  private static func tag(_ bytes: [UInt8]) -> String { "\"\(RunningHash.text(of: bytes, .md5))\"" }

  private func isKept(_ state: S3Service.State) -> Bool {
    state.honoursConditions && request.headers["If-None-Match"] == "*" && state.objects[key] != nil
  }

  private var metadata: [String: String] {
    let fields = request.headers.fields.filter { $0.name.lowercased().hasPrefix("x-amz-meta-") }
    return Dictionary(fields.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
  }

  private func put(_ state: inout S3Service.State) -> WebAnswer {
    if isKept(state) { return Self.error(412, "PreconditionFailed") }
    state.objects[key] = .init(bytes: request.body, metadata: metadata, headers: encryption, modified: now)
    return WebAnswer(status: 200, headers: ["ETag": Self.tag(request.body)])
  }

  private func copy(_ state: inout S3Service.State) -> WebAnswer {
    switch copied(state) {
    case .failure(let refusal): return refusal.answer
    case .success(var object):
      object.headers = encryption
      object.modified = now
      state.objects[key] = object
      return document("CopyObjectResult", "<ETag>\(XMLElement.escaped(Self.tag(object.bytes)))</ETag>")
    }
  }

  private func copyPart(_ state: inout S3Service.State) -> WebAnswer {
    guard let id = query["uploadId"], let number = query["partNumber"].flatMap({ Int($0) }), state.uploads[id] != nil
    else { return Self.error(404, "NoSuchUpload") }
    let given = request.headers["x-amz-copy-source-range"] ?? ""
    let range = given.dropFirst("bytes=".count).split(separator: "-").compactMap { Int($0) }
    switch copied(state) {
    case .failure(let refusal): return refusal.answer
    case .success(let object):
      guard range.count == 2, range[0] <= range[1], range[1] < object.bytes.count else {
        return Self.error(400, "InvalidArgument")
      }
      let bytes = Array(object.bytes[range[0]...range[1]])
      state.uploads[id]?.parts[number] = bytes
      return document("CopyPartResult", "<ETag>\(XMLElement.escaped(Self.tag(bytes)))</ETag>")
    }
  }

  private struct Refusal: Error { let answer: WebAnswer }

  private func copied(_ state: S3Service.State) -> Result<S3Service.Object, Refusal> {
    if let owner = request.headers["x-amz-source-expected-bucket-owner"], owner != "111111111111" {
      return .failure(Refusal(answer: Self.error(403, "AccessDenied", "Access Denied")))
    }
    let source = PercentCoding.decode(request.headers["x-amz-copy-source"] ?? "")
    guard let object = state.objects[String(source.dropFirst(S3Service.bucket.count + 2))] else {
      return .failure(Refusal(answer: Self.error(404, "NoSuchKey")))
    }
    if let wanted = request.headers["x-amz-copy-source-if-match"], wanted != Self.tag(object.bytes) {
      return .failure(Refusal(answer: Self.error(412, "PreconditionFailed")))
    }
    return .success(object)
  }

  private var encryption: [String: String] {
    let headers = request.headers.fields.filter { $0.name.hasPrefix("x-amz-server-side") }
    return Dictionary(headers.map { ($0.name, $0.value) }) { first, _ in first }
  }

  private func get(_ state: S3Service.State) -> WebAnswer {
    guard let object = state.objects[key] else { return Self.error(404, "NoSuchKey") }
    let tag = Self.tag(object.bytes)
    if let wanted = request.headers["If-Match"], wanted != tag { return Self.error(412, "PreconditionFailed") }
    var answer = WebAnswer(status: 200, body: object.bytes)
    answer.headers["ETag"] = tag
    answer.headers["Content-Length"] = String(object.bytes.count)
    answer.headers["Last-Modified"] = WebDate.text(object.modified)
    for (name, value) in object.metadata.merging(object.headers, uniquingKeysWith: { $1 }) {
      answer.headers[name] = value
    }
    guard let range = request.headers["Range"]?.dropFirst(6).split(separator: "-").map({ Int64($0) ?? 0 }) else {
      return answer
    }
    guard range[0] < object.bytes.count else { return Self.error(416, "InvalidRange") }
    let end = min(range[1], Int64(object.bytes.count) - 1)
    answer.status = 206
    answer.body = Array(object.bytes[Int(range[0])...Int(end)])
    answer.headers["Content-Length"] = String(answer.body.count)
    answer.headers["Content-Range"] = "bytes \(range[0])-\(end)/\(object.bytes.count)"
    return answer
  }
}

extension S3ServiceCall {
  private func listing(_ state: S3Service.State) -> WebAnswer {
    let (prefix, delimiter) = (query["prefix"] ?? "", query["delimiter"])
    var entries: [String: String] = [:]
    for (key, object) in state.objects where key.hasPrefix(prefix) {
      if let delimiter, let cut = key.dropFirst(prefix.count).firstRange(of: delimiter) {
        let folder = String(key[..<cut.upperBound])
        entries[folder] = "<CommonPrefixes><Prefix>\(Self.form(folder))</Prefix></CommonPrefixes>"
      } else {
        entries[key] =
          "<Contents><Key>\(Self.form(key))</Key><Size>\(object.bytes.count)</Size><ETag>\(Self.tag(object.bytes))</ETag>"
          + "<LastModified>\(Timestamp.text(object.modified))</LastModified></Contents>"
      }
    }
    let size = min(state.pageSize, query["max-keys"].flatMap { Int($0) } ?? 1000)
    let rest = entries.keys.sorted().filter {
      $0 > query["continuation-token"] ?? "" || query["continuation-token"] == nil
    }
    let page = rest.prefix(size)
    let cut =
      page.count < rest.count
      ? "<IsTruncated>true</IsTruncated><NextContinuationToken>\(XMLElement.escaped(page.last ?? ""))</NextContinuationToken>"
      : "<IsTruncated>false</IsTruncated>"
    return document(
      "ListBucketResult", "<EncodingType>url</EncodingType>\(cut)" + page.compactMap { entries[$0] }.joined())
  }

  /// As forms write names: a blank is `+`.
  private static func form(_ text: String) -> String {
    PercentCoding.encode(text, slashes: .kept).replacing("%20", with: "+")
  }

  private func deleteMany(_ state: inout S3Service.State) -> WebAnswer {
    guard request.headers["Content-MD5"] == Data(RunningHash.of(request.body, .md5)).base64EncodedString(),
      let root = try? XMLElement(parsing: request.body)  // Refused below.
    else { return Self.error(400, "InvalidDigest") }
    var errors = ""
    for key in root.all("Object").compactMap({ $0["Key"]?.text }) {
      if key.hasSuffix("!locked") {
        errors += "<Error><Key>\(XMLElement.escaped(key))</Key><Code>AccessDenied</Code></Error>"
      } else {
        state.objects[key] = nil
      }
    }
    return document("DeleteResult", errors)
  }

  private func begin(_ state: inout S3Service.State) -> WebAnswer {
    let id = "upload+\(state.uploads.count + 1)/="
    state.uploads[id] = .init(key: key, metadata: metadata, begun: now)
    return document("InitiateMultipartUploadResult", "<UploadId>\(id)</UploadId>")
  }

  private func part(_ state: inout S3Service.State) -> WebAnswer {
    guard let id = query["uploadId"], let number = query["partNumber"].flatMap({ Int($0) }), state.uploads[id] != nil
    else {
      return Self.error(404, "NoSuchUpload")
    }
    state.uploads[id]?.parts[number] = request.body
    return WebAnswer(status: 200, headers: ["ETag": Self.tag(request.body)])
  }

  private func complete(_ state: inout S3Service.State) -> WebAnswer {
    guard let id = query["uploadId"], let upload = state.uploads[id] else { return Self.error(404, "NoSuchUpload") }
    if isKept(state) { return Self.error(412, "PreconditionFailed") }
    let named = (try? XMLElement(parsing: request.body))?.all("Part") ?? []  // None are refused.
    let parts = named.compactMap { part in part["PartNumber"].flatMap { Int($0.text) }.flatMap { upload.parts[$0] } }
    guard parts.count == upload.parts.count, !parts.isEmpty,
      zip(named, parts).allSatisfy({ $0["ETag"]?.text == Self.tag($1) })
    else { return Self.error(400, "InvalidPart") }
    state.objects[key] = .init(bytes: Array(parts.joined()), metadata: upload.metadata, modified: now)
    state.uploads[id] = nil
    return document("CompleteMultipartUploadResult", "<ETag>x</ETag>")
  }

  private func uploads(_ state: S3Service.State) -> WebAnswer {
    let all = state.uploads.filter { $0.value.key.hasPrefix(query["prefix"] ?? "") }.map { id, upload in
      "<Upload><Key>\(Self.form(upload.key))</Key><UploadId>\(id)</UploadId><Initiated>\(Timestamp.text(upload.begun))</Initiated></Upload>"
    }
    return document("ListMultipartUploadsResult", "<EncodingType>url</EncodingType>" + all.joined())
  }
}
