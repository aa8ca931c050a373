import Clocks
import Foundation
import Web
import XML

extension S3Client {
  /// Uploads in parts that nobody ended, below a prefix.
  package func unfinished(_ prefix: String) throws(S3Failure) -> [S3Upload] {
    var (uploads, next) = ([S3Upload](), (key: String?.none, id: String?.none))
    repeat {
      var call = S3Call(
        method: "GET", key: "", query: [("uploads", ""), ("encoding-type", "url"), ("prefix", prefix)],
        operation: "list")
      if let key = next.key, let id = next.id { call.query += [("key-marker", key), ("upload-id-marker", id)] }
      let root = try document(send(call), call)
      let isEncoded = root["EncodingType"]?.text == "url"
      func name(_ text: String) -> String { isEncoded ? PercentCoding.decode(text.replacing("+", with: "%20")) : text }
      for entry in root.all("Upload") {
        guard let key = entry["Key"]?.text, let id = entry["UploadId"]?.text else { continue }
        // Some answer with all that there are.
        guard name(key).hasPrefix(prefix) else { continue }
        uploads.append(
          S3Upload(key: name(key), id: id, begun: entry["Initiated"].flatMap { Timestamp.parse($0.text) } ?? now))
      }
      let isCut = root["IsTruncated"]?.text == "true"
      let marker = (key: root["NextKeyMarker"].map { name($0.text) }, id: root["NextUploadIdMarker"]?.text)
      next = isCut && marker != next ? marker : (nil, nil)
    } while next.key != nil
    return uploads
  }
}
