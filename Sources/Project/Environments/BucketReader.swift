import Words
import YAML

/// Reads what an environment says of a lake in a bucket.
struct BucketReader {
  let section: YAMLSection

  private static let settings = ["encryption", "kms_key", "bucket_owner", "copies"]

  /// Nil where the lake cannot be there; the reason is a problem then.
  func read(_ address: String) -> LakeBucket? {
    do throws(LakeBucket.Failure) {
      var bucket = try LakeBucket(address)
      bucket.owner = owner()
      bucket.encryption = encryption()
      bucket.copies = section.size("copies")
      return bucket
    } catch {
      section.error(section.value("lake")?.position ?? section.position, error.description)
      return nil
    }
  }

  /// A lake in a folder has none of them: whoever wrote one would believe that it counts.
  func refuseSettings() {
    for name in Self.settings {
      guard let node = section.value(name) else { continue }
      section.error(
        node.position, "\(name) is of lakes in a bucket (lake: s3://BUCKET/PREFIX), and this one is a folder")
    }
  }

  private func owner() -> String? {
    guard let node = section.value("bucket_owner"), let text = section.string("bucket_owner") else { return nil }
    guard text.wholeMatch(of: /[0-9]{12}/) != nil else {
      section.error(node.position, "bucket_owner must be an account's number of 12 digits, in quotes")
      return nil
    }
    return text
  }

  private func encryption() -> LakeBucket.Encryption? {
    let key = section.string("kms_key")
    guard let node = section.value("encryption"), let text = section.string("encryption") else {
      if let key, !key.isEmpty { return .managedKey(key) }
      return nil
    }
    switch text {
    case "aws:kms": return .managedKey(key)
    case "AES256" where key == nil: return .aes256
    case "AES256":
      section.error(node.position, "AES256 uses no key of yours; with kms_key write encryption: aws:kms")
    default: section.error(node.position, "encryption must be AES256 or aws:kms, not '\(text)'")
    }
    return nil
  }
}
