import Testing
import Words

@Suite struct NearestNameTests {
  @Test(
    "a slip of the fingers finds its word",
    arguments: [
      ("formt", "format"), ("ofrmat", "format"), ("paht", "path"), ("FORMAT", "format"),
      ("partitionby", "partition_by"),
      ("part", "partition_by"),
    ])
  func aSlipOfTheFingersFindsItsWord(text: String, expected: String) {
    #expect(NearestName.closest(to: text, among: ["path", "format", "partition_by", "x"]) == expected)
  }

  @Test("nothing near is nothing", arguments: ["colour", "", "ab", "pathological"])
  func nothingNearIsNothing(text: String) {
    #expect(NearestName.closest(to: text, among: ["path", "format"]) == nil)
  }

  @Test("equals are decided by the alphabet") func equalsAreDecidedByTheAlphabet() {
    #expect(NearestName.closest(to: "bat", among: ["cat", "bar", "hat"]) == "bar")
  }
}
