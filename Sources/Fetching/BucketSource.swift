import Lake
import Project

/// Sources whose files are objects of a bucket.
struct BucketSource: SourceReader {
  let network: NetworkFiles

  var schemes: [PlaceScheme] { [.s3] }

  func bring(_ place: RemotePlace, reporter: any StepReporter) throws(LakeError) {
    try BucketFiles(place: place, client: network.client(place, network.surroundings), reporter: reporter).bring()
  }

  func access(to place: RemotePlace) -> PlaceAccess { network.listing(of: place) }
}
