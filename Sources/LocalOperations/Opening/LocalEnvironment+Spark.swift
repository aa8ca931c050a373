import Credentials
import Fetching
import GlueCompute
import Lake
import Project
import S3
import SparkCompute

extension LocalEnvironment {
  /// Spark for the models that go there; nil where none does.
  var spark: SparkCompute? {
    SparkCompute(workspace) { [workspace, network] settings in
      guard let store = workspace.store as? MirroredStore, let bucket = project.environment.bucket else { return nil }
      if let job = settings.glue {
        return GlueLauncher(job, conf: settings.conf, bucket: bucket, store: store) {
          region throws(CredentialFailure) in
          try network.glue(region)
        }
      }
      guard settings.exchange == .bucket else { return nil }
      let spill = SpillFolders(workspace)
      return SubmitLauncher(settings, exchange: { try BucketExchange.begin(in: store) }) { spill.path() }
    }
  }
}
