import Foundation
import TestSupport
import Testing

/// The README's first minute, without a terminal.
@Suite struct DemoTests {
  @Test("the demo plays its days and is opened as it is the next time")
  func theDemoPlaysItsDaysAndIsOpenedAsItIsTheNextTime() throws {
    let folder = try TemporaryFolder()
    let assay = Binary(folder: folder.path)
    let first = try assay("demo", "shop")
    #expect(first.status == 0, "\(first.error)")
    #expect(first.output.contains("no file for") && first.output.contains("assay run"))
    try folder.write("mine\n", to: "shop/README.md")
    let again = try assay("demo", "shop")
    #expect(again.status == 0 && again.error.contains("--force"))
    #expect(try folder.read("shop/README.md") == "mine\n")
    let shop = Binary(folder: folder.path("shop"))
    #expect(try shop("status").status == 1)
    #expect(try shop("run").status == 0)
    // An alarm sees a period when it is over: the one on failed runs goes out with the minute of the good one.
    for alarm in ["run_failed", "shop"] { #expect(try shop("alarms", "mute", alarm, "--for", "1h").status == 0) }
    #expect(try shop("status").status == 0)

    // A score that is 100 for every row of a table says nothing; what was delivered has flaws in each.
    let quality = try #require(try shop("query", "--saved", "data_quality", "--json").json().arrayValue)
    #expect(quality.count == 6)
    for table in quality {
      #expect(table["flagged"]?.intValue ?? 0 > 0 && table["mean_score"]?.doubleValue ?? 100 < 100, "\(table)")
      #expect(table["flagged"]?.intValue ?? 0 < table["rows"]?.intValue ?? 0, "\(table)")
    }
  }
}
