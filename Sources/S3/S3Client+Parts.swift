import Foundation
import Storage
import Synchronization
import Web
import XML

/// Large objects, in parts of which several are under way at once.
extension S3Client {
  /// In bytes. What is no longer than one travels whole.
  static let partSize = 8 << 20
  /// No upload has more.
  static let mostParts = 10_000

  /// All bytes of an object.
  package func read(_ key: String, partSize: Int = S3Client.partSize) throws(S3Failure) -> [UInt8] {
    let first = try part(key, from: 0, count: partSize, tag: nil)
    guard let size = first.size, size > first.bytes.count else { return first.bytes }
    let starts = Array(stride(from: Int64(first.bytes.count), to: size, by: partSize))
    let box = Box([[UInt8]](repeating: [], count: starts.count))
    try Parallel.each(starts.count) { (number) throws(S3Failure) in
      let bytes = try whole(
        key, from: starts[number], upTo: min(starts[number] + Int64(partSize), size), tag: first.tag)
      box.value.withLock { $0[number] = bytes }
    }
    return box.value.withLock { first.bytes + $0.joined() }
  }

  /// Keeps an object as a file of this machine, which is whole and on the disk when this returns.
  ///
  /// - Returns: what was kept.
  package func download(_ key: String, to path: String, partSize: Int = S3Client.partSize) throws(S3Failure) -> S3Object
  {
    guard let object = try head(key) else { throw S3Failure(.noObject, "read", place(key)) }
    let file = try LocalFile(writing: path, at: place(key))
    let starts = Array(stride(from: 0, to: object.size, by: partSize))
    try Parallel.each(starts.count) { (number) throws(S3Failure) in
      let end = min(starts[number] + Int64(partSize), object.size)
      try file.write(try whole(key, from: starts[number], upTo: end, tag: object.tag), at: starts[number])
    }
    try file.sync()
    return object
  }

  private func whole(_ key: String, from start: Int64, upTo end: Int64, tag: String?) throws(S3Failure) -> [UInt8] {
    let bytes = try read(key, from: start, count: Int(end - start), tag: tag)
    guard bytes.count == end - start else { throw S3Failure(.changed, "read", place(key)) }
    return bytes
  }
}

extension S3Client {
  /// Puts a file of this machine.
  ///
  /// - Returns: false, and nothing is changed, where an object is there and may not be replaced.
  package func upload(
    _ path: String, to key: String, rule: PutRule = .replace, partSize: Int = S3Client.partSize
  ) throws(S3Failure) -> Bool {
    let file = try LocalFile(reading: path, at: place(key))
    return try put(file.size, at: key, rule: rule, partSize: partSize) { (start, count) throws(S3Failure) in
      try file.read(from: start, count: count)
    }
  }

  /// Puts an object of any size.
  ///
  /// - Parameter part: gives the bytes of a place, on any thread, as often as it is asked.
  func put(
    _ size: Int64, at key: String, rule: PutRule, metadata: [String: String] = [:], partSize: Int,
    part: @escaping @Sendable (Int64, Int) throws(S3Failure) -> [UInt8]
  ) throws(S3Failure) -> Bool {
    let length = max(Int64(partSize), (size + Int64(Self.mostParts) - 1) / Int64(Self.mostParts))
    guard size > length else { return try put(part(0, Int(size)), at: key, rule: rule, metadata: metadata) }
    return try assemble(size, at: key, rule: rule, metadata: metadata, partSize: length) {
      (piece, id) throws(S3Failure) in
      try send(part: piece.number, of: id, key, part(piece.range.lowerBound, piece.range.count))
    }
  }

  /// A part of an object that is put together; numbers begin at 1.
  struct Piece {
    let number: Int
    let range: Range<Int64>
  }

  /// Puts an object together of parts.
  ///
  /// - Parameter give: gives a part to the upload of a name, on any thread, and tells its tag.
  func assemble(
    _ size: Int64, at key: String, rule: PutRule, metadata: [String: String] = [:], partSize: Int64,
    give: @escaping @Sendable (Piece, _ upload: String) throws(S3Failure) -> String
  ) throws(S3Failure) -> Bool {
    if rule == .onlyIfAbsent, try head(key) != nil { return false }
    let name = UUID().uuidString
    let id = try begin(key, metadata.merging([Self.writer: name]) { $1 })
    do throws(S3Failure) {
      let starts = Array(stride(from: 0, to: size, by: Int(partSize)))
      let tags = Box([String](repeating: "", count: starts.count))
      try Parallel.each(starts.count) { (number) throws(S3Failure) in
        let range = starts[number]..<min(starts[number] + partSize, size)
        let tag = try give(Piece(number: number + 1, range: range), id)
        tags.value.withLock { $0[number] = tag }
      }
      return try complete(key, id, tags.value.withLock { $0 }, rule, name)
    } catch {
      // What cannot be given up now is swept later; why it failed counts.
      try? abort(S3Upload(key: key, id: id, begun: now))
      throw error
    }
  }

  private func begin(_ key: String, _ metadata: [String: String]) throws(S3Failure) -> String {
    var call = S3Call(method: "POST", key: key, query: [("uploads", "")], operation: "write")
    call.headers["Content-Type"] = "application/octet-stream"
    for (name, value) in metadata { call.headers["x-amz-meta-" + name] = value }
    addEncryption(&call)
    guard let id = try document(send(call), call)["UploadId"]?.text, !id.isEmpty else {
      throw S3Failure(.malformed("an upload without a name"), "write", place(key))
    }
    return id
  }

  private func send(part: Int, of id: String, _ key: String, _ bytes: [UInt8]) throws(S3Failure) -> String {
    let call = S3Call(
      method: "PUT", key: key, query: [("partNumber", String(part)), ("uploadId", id)], body: bytes,
      operation: "write")
    guard let tag = try send(call).headers["ETag"] else {
      throw S3Failure(.malformed("a part without a tag"), "write", place(key))
    }
    return tag
  }

  private func complete(
    _ key: String, _ id: String, _ tags: [String], _ rule: PutRule, _ name: String
  ) throws(S3Failure) -> Bool {
    var call = S3Call(method: "POST", key: key, query: [("uploadId", id)], operation: "write")
    let parts = tags.enumerated().map { number, tag in
      "<Part><PartNumber>\(number + 1)</PartNumber><ETag>\(XMLElement.escaped(tag))</ETag></Part>"
    }
    call.body = Array("<CompleteMultipartUpload>\(parts.joined())</CompleteMultipartUpload>".utf8)
    call.headers["Content-Type"] = "application/xml"
    if rule == .onlyIfAbsent { call.headers["If-None-Match"] = "*" }
    do throws(S3Failure) {
      _ = try send(call)
      return true
    } catch {
      switch error.reason {
      // An earlier try may have done it, and only its answer was lost.
      case .condition where rule == .onlyIfAbsent:
        if try isMine(key, name: name) { return true }
        try abort(S3Upload(key: key, id: id, begun: now))
        return false
      case .refused(404, "NoSuchUpload", _), .busy, .unanswered:
        if let mine = try? isMine(key, name: name), mine { return true }  // Else the first failure says it.
        throw error
      default: throw error
      }
    }
  }
}

/// An upload in parts that was begun.
package struct S3Upload: Sendable, Hashable {
  package let key: String
  package let id: String
  package let begun: Date
}

extension S3Client {
  /// Gives an upload up: its parts, which cost money and are seen by nobody, go.
  package func abort(_ upload: S3Upload) throws(S3Failure) {
    let call = S3Call(method: "DELETE", key: upload.key, query: [("uploadId", upload.id)], operation: "give up")
    do throws(S3Failure) { _ = try send(call) } catch {
      guard case .refused(404, _, _) = error.reason else {
        if error.reason == .noObject { return }
        throw error
      }
    }
  }
}

/// A mutex that several threads hold.
final class Box<Value: Sendable>: Sendable {
  let value: Mutex<Value>

  init(_ value: Value) { self.value = Mutex(value) }
}
