import Calls
import Clocks
import Credentials
import Files
import Foundation
import Lake
import Project
import S3
import Synchronization
import Web
import WebClient

/// Files of buckets and web servers, brought here over the network, as the environment and the files of the AWS CLI say.
///
/// Nothing is read, and no connection opened, before the first file is wanted.
package final class NetworkFiles: RemoteFiles {
  private let opened = Mutex<Surroundings?>(nil)
  private let open: @Sendable () -> Surroundings
  let retries: Retries
  private let others: [any SourceReader]

  package convenience init(environment: [String: String], clock: any WallClock) {
    self.init(retries: Retries()) { Self.surroundings(environment, clock) }
  }

  /// - Parameter others: kinds of sources besides buckets and web servers; where both read a scheme, these do.
  package init(
    retries: Retries, others: [any SourceReader] = [], open: @escaping @Sendable () -> Surroundings
  ) {
    (self.retries, self.others, self.open) = (retries, others, open)
  }

  private static func surroundings(_ environment: [String: String], _ clock: any WallClock) -> Surroundings {
    let proxies = ProxySettings(environment: environment)
    func surroundings(_ transport: any WebTransport) -> Surroundings {
      .machine(environment: environment, home: environment["HOME"], transport: transport, clock: clock)
    }
    let plain = surroundings(HTTPTransport(proxies: proxies))
    // Files that cannot be read are told where credentials are looked for.
    guard let authorities = try? ServiceSettings(CredentialChain(plain)).authorities else { return plain }
    return surroundings(HTTPTransport(proxies: proxies, authorities: authorities))
  }

  var surroundings: Surroundings {
    opened.withLock { opened in
      let found = opened ?? open()
      opened = found
      return found
    }
  }

  package func bring(_ place: RemotePlace, reporter: any StepReporter) throws(LakeError) {
    guard let reader = reader(of: place) else {
      throw LakeError(.sourceMissing, "\(place.address(place.path)): \(Self.unread(place))")
    }
    try reader.bring(place, reporter: reporter)
  }

  /// Whether a place can be read from, as its kind can tell without bringing anything.
  package func access(to place: RemotePlace) -> PlaceAccess {
    reader(of: place)?.access(to: place) ?? PlaceAccess(works: false, text: Self.unread(place))
  }

  private func reader(of place: RemotePlace) -> (any SourceReader)? {
    readers.first { $0.schemes.contains(place.scheme) }
  }

  private static func unread(_ place: RemotePlace) -> String { "nothing here reads \(place.scheme.name)://" }

  /// One for each kind of source.
  private var readers: [any SourceReader] { others + [BucketSource(network: self), WebSource(network: self)] }

  func client(_ place: RemotePlace, _ surroundings: Surroundings) throws(LakeError) -> S3Client {
    do throws(CredentialFailure) { return try client(surroundings) { Bucket(place.host, endpoint: $0) } } catch {
      throw LakeError(.fileUnreadable, "cannot read \(place.address(place.path)): \(error)")
    }
  }

  /// A client as the environment and the files of the AWS CLI say.
  ///
  /// - Parameter bucket: which, at the endpoint that is meant.
  func client(
    _ surroundings: Surroundings, _ bucket: (WebAddress?) -> Bucket
  ) throws(CredentialFailure) -> S3Client {
    let chain = CredentialChain(surroundings)
    let settings = try ServiceSettings(chain)
    return S3Client(
      bucket(try settings.address(of: "s3")), region: settings.region, keys: CurrentKeys(chain),
      transport: surroundings.transport,
      clock: surroundings.clock, retries: settings.attempts.map { Retries(attempts: $0) } ?? retries)
  }
}
