import Credentials
import Foundation
import Lake
import Project
import S3
import Storage

extension NetworkFiles {
  /// What can be told of a lake's bucket by asking it.
  package struct LakeState: Sendable {
    package let access: PlaceAccess
    /// Whether everybody may read or write there; nil where the store does not say.
    package var isPublic: Bool?
    /// Uploads that nobody ended for a day; the next run removes them.
    package var leftOver = 0
  }

  /// Asks a bucket for what is in it, whether it keeps two writers apart, and who else gets in. Puts a small object there and
  /// removes it again: what stores say of themselves is no answer.
  package func look(at bucket: LakeBucket) -> LakeState {
    let chain = CredentialChain(surroundings)
    do throws(CredentialFailure) {
      let found = try chain.find()
      return ask(bucket, "\(found.key.id), of the \(found.origin)")
    } catch { return LakeState(access: PlaceAccess(works: false, text: "\(error)", remedy: error.remedy)) }
  }

  private func ask(_ bucket: LakeBucket, _ whose: String) -> LakeState {
    let prefix = bucket.prefix.isEmpty ? "" : bucket.prefix + "/"
    do throws(StorageError) {
      let client = try client(of: bucket)
      do throws(S3Failure) {
        let isEmpty = try client.list(prefix, limit: 1).objects.isEmpty
        try client.probeConditions(under: prefix)
        let what = isEmpty ? "nothing there yet" : "can be read"
        var state = LakeState(
          access: PlaceAccess(works: true, text: "\(bucket.address): \(what), and written, with \(whose)"))
        state.isPublic = client.isPublic()
        state.leftOver = try client.unfinished(prefix).count { client.now.timeIntervalSince($0.begun) > 86_400 }
        return state
      } catch {
        return LakeState(
          access: PlaceAccess(works: false, text: "\(bucket.address): \(error) (asked with \(whose))"))
      }
    } catch { return LakeState(access: PlaceAccess(works: false, text: error.description)) }
  }
}
