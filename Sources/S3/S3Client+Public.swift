import XML

extension S3Client {
  /// Whether everybody may read or write here, by the bucket's policy or by its access control list: true, false, or nil where
  /// the store tells neither.
  package func isPublic() -> Bool? {
    let ways = [isPublicByPolicy, isPublicByList]
    if ways.contains(true) { return true }
    return ways.contains(false) ? false : nil
  }

  private var isPublicByPolicy: Bool? {
    let call = S3Call(method: "GET", key: "", query: [("policyStatus", "")], operation: "look at")
    do throws(S3Failure) {
      return try document(send(call), call)["IsPublic"].map { $0.text.lowercased() == "true" }
    } catch {
      // Without a policy nobody has got in by one.
      if case .refused(404, "NoSuchBucketPolicy", _) = error.reason { return false }
      return nil
    }
  }

  /// Groups that everybody is in, or can be by opening an account (Amazon S3, access control list overview).
  private static let open = ["AllUsers", "AuthenticatedUsers"].map { "http://acs.amazonaws.com/groups/global/" + $0 }

  private var isPublicByList: Bool? {
    let call = S3Call(method: "GET", key: "", query: [("acl", "")], operation: "look at")
    do throws(S3Failure) {
      guard let grants = try document(send(call), call)["AccessControlList"]?.all("Grant") else { return nil }
      return grants.contains { grant in Self.open.contains { grant["Grantee"]?["URI"]?.text == $0 } }
    } catch { return nil }
  }
}
