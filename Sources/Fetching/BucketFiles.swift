import Foundation
import Lake
import Project
import S3

/// Objects of a bucket that fit a pattern, brought here one after another.
struct BucketFiles {
  let place: RemotePlace
  let client: S3Client
  let reporter: any StepReporter

  func bring() throws(LakeError) {
    let pattern: FileGlob
    do throws(FileGlob.Failure) { pattern = try FileGlob(place.copies) } catch {
      throw LakeError(.fileUnreadable, "\(error)")
    }
    let objects = try told { () throws(S3Failure) in try client.list(place.prefix).objects }
    let wanted = objects.filter { pattern.matches(place.folder + "/" + $0.key) }
    for (index, object) in wanted.enumerated() {
      try reporter.checkStopped()
      guard Self.isFileName(object.key) else {
        reporter.log(.warning, "\(place.address(object.key)) is left out: no file can have its name")
        continue
      }
      let file = LandingFile(path: place.folder + "/" + object.key)
      if file.isCopy(of: object.size, modified: object.modified) { continue }
      reporter.progress(Double(index) / Double(wanted.count), "fetching \(place.address(object.key))")
      try bring(object, file)
    }
  }

  private func bring(_ object: S3Object, _ file: LandingFile) throws(LakeError) {
    try file.makeFolder()
    let kept = try told { () throws(S3Failure) in try client.download(object.key, to: file.unfinished) }
    // What was listed may have been replaced since; the next run sees that it is another.
    try file.publish(modified: kept.tag == object.tag ? object.modified : kept.modified)
  }

  /// A key may hold what a path cannot: it would lie elsewhere than it says.
  private static func isFileName(_ key: String) -> Bool {
    !key.contains("\0")
      && key.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
        ![".", "..", ""].contains($0) && $0.utf8.count <= 250
      }
  }

  private func told<Result>(_ call: () throws(S3Failure) -> Result) throws(LakeError) -> Result {
    do throws(S3Failure) { return try call() } catch { throw LakeError(.fileUnreadable, "\(error)") }
  }
}
