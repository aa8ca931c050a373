import Web
import XML

/// What an answer says went wrong, where it says it in XML; also one of status 200 may.
struct S3Error: Hashable {
  let code: String
  let message: String
  let region: String?

  init?(_ answer: WebAnswer) {
    // A success that begins with an error is short; objects may begin with anything.
    guard !answer.isSuccess || (answer.body.count < 4096 && answer.isXML) else { return nil }
    // Load balancers answer with pages: their status counts.
    guard let document = try? XMLElement(parsing: answer.body),
      let error = document.name == "Error" ? document : answer.isSuccess ? nil : document.first("Error"),
      let code = error["Code"]?.text
    else { return nil }
    (self.code, message, region) = (code, error["Message"]?.text ?? "", error["Region"]?.text)
  }
}

extension WebAnswer {
  fileprivate var isXML: Bool {
    headers["Content-Type"]?.contains("xml") == true && body.first { !" \r\n\t".utf8.contains($0) } == UInt8(ascii: "<")
  }
}
