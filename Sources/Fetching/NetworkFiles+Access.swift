import Credentials
import Lake
import Project
import S3

extension NetworkFiles {
  /// Whether a place can be read from, for people.
  package struct Access: Sendable, Hashable {
    package let works: Bool
    /// What lets in, or why nothing does.
    package let text: String
    /// The command that mends it.
    package let remedy: String?
  }

  /// Asks a bucket for its first object, and whose keys are taken. Web servers are not asked: they have no question that
  /// costs nothing.
  package func access(to place: RemotePlace) -> Access? {
    guard place.scheme == .s3 else { return nil }
    let chain = CredentialChain(surroundings)
    do throws(CredentialFailure) {
      let found = try chain.find()
      return listed(place, "\(found.key.id), of the \(found.origin)")
    } catch { return Access(works: false, text: "\(error)", remedy: error.remedy) }
  }

  private func listed(_ place: RemotePlace, _ whose: String) -> Access {
    do throws(LakeError) {
      let client = try client(place, surroundings)
      do throws(S3Failure) {
        let count = try client.list(place.prefix, limit: 1).objects.count
        return Access(
          works: true, text: "\(count == 0 ? "nothing there yet" : "can be listed"), with \(whose)", remedy: nil)
      } catch { return Access(works: false, text: "\(error) (asked with \(whose))", remedy: nil) }
    } catch { return Access(works: false, text: error.cause, remedy: nil) }
  }
}
