import Credentials
import Lake
import Project
import S3

extension NetworkFiles {
  /// Asks a bucket for its first object, and whose keys are taken.
  func listing(of place: RemotePlace) -> PlaceAccess {
    let chain = CredentialChain(surroundings)
    do throws(CredentialFailure) {
      let found = try chain.find()
      return listed(place, "\(found.key.id), of the \(found.origin)")
    } catch { return PlaceAccess(works: false, text: "\(error)", remedy: error.remedy) }
  }

  private func listed(_ place: RemotePlace, _ whose: String) -> PlaceAccess {
    do throws(LakeError) {
      let client = try client(place, surroundings)
      do throws(S3Failure) {
        let count = try client.list(place.prefix, limit: 1).objects.count
        return PlaceAccess(
          works: true, text: "\(count == 0 ? "nothing there yet" : "can be listed"), with \(whose)")
      } catch { return PlaceAccess(works: false, text: "\(error) (asked with \(whose))") }
    } catch { return PlaceAccess(works: false, text: error.cause) }
  }
}
