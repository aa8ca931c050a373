import Credentials
import Project
import S3
import Storage
import Web

extension NetworkFiles {
  /// Where an environment's lake is: files of this machine, or a bucket. Nothing is asked of a bucket before something is
  /// wanted of it.
  ///
  /// - Parameter age: for how long what a bucket answered counts, for who only looks; nil: not at all.
  package func store(of environment: EnvironmentSettings, remembering age: Duration? = nil) -> any ObjectStore {
    guard let bucket = environment.bucket else { return LocalStore() }
    return MirroredStore(
      folder: environment.lake, address: bucket.address, remembering: age, mayLend: { [self] in isPlain($0) }
    ) { [self] () throws(StorageError) in S3Store(try client(of: bucket)) }
  }

  /// An engine is told of no proxy, and of authorities of somebody's own only where the environment names them.
  private func isPlain(_ address: WebAddress) -> Bool {
    // Where files of the AWS CLI cannot be read nothing is known of them.
    guard let settings = try? ServiceSettings(CredentialChain(surroundings)) else { return false }
    let knowsAuthorities =
      settings.authorities.map { $0 == surroundings.environment["AWS_CA_BUNDLE"] } ?? true
    return (address.scheme == .http || knowsAuthorities) && settings.proxies.proxy(for: address) == nil
  }

  package func client(of bucket: LakeBucket) throws(StorageError) -> S3Client {
    do throws(CredentialFailure) {
      return try client(surroundings) { endpoint in
        Bucket(bucket.name, endpoint: endpoint, owner: bucket.owner, encryption: .init(bucket.encryption))
      }
    } catch { throw .remote(path: bucket.address, what: "cannot reach the lake \(bucket.address): \(error)") }
  }
}

extension Optional<Bucket.Encryption> {
  fileprivate init(_ encryption: LakeBucket.Encryption?) {
    switch encryption {
    case .aes256: self = .aes256
    case .managedKey(let key): self = .managedKey(key)
    case nil: self = nil
    }
  }
}
