import Calls
import Clocks
import Credentials
import Web

/// Glue and its logs, as the environment and the files of the AWS CLI say where they are.
package struct GlueAccess: Sendable {
  package let glue: GlueService
  package let logs: LogService

  /// - Parameter region: where a job is whose region nobody has named; nil is AWS's first.
  package init(
    _ surroundings: Surroundings, region: @autoclosure () -> String?, retries: Retries = Retries()
  ) throws(CredentialFailure) {
    let chain = CredentialChain(surroundings)
    let settings = try ServiceSettings(chain)
    let place = settings.region ?? region() ?? "us-east-1"
    let retries = settings.attempts.map { Retries(attempts: $0) } ?? retries
    let keys = CurrentKeys(chain)
    func service(_ name: String, _ id: String, _ target: String) throws(CredentialFailure) -> JSONService {
      let calls = SignedCalls(
        name, region: place, keys: keys, transport: surroundings.transport, clock: surroundings.clock, retries: retries)
      return JSONService(name, target: target, endpoint: try settings.address(of: id), calls: calls)
    }
    glue = GlueService(try service("glue", "glue", "AWSGlue"), retries: retries)
    logs = LogService(try service("logs", "cloudwatch_logs", "Logs_20140328"))
  }
}
