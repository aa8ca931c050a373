import Lake
import Project

/// Sources whose files are named by their address on a web server.
struct WebSource: SourceReader {
  let network: NetworkFiles

  var schemes: [PlaceScheme] { [.https, .http] }

  func bring(_ place: RemotePlace, reporter: any StepReporter) throws(LakeError) {
    let transport = network.surroundings.transport
    try WebFile(place: place, transport: transport, retries: network.retries, reporter: reporter).bring()
  }
}
