import Testing

@testable import DeltaLog

@Suite struct PathEncodingTests {
  @Test(
    "paths are encoded once and come back",
    arguments: [
      ("part-1.parquet", "part-1.parquet"),
      ("month=2024-01/part-1.parquet", "month=2024-01/part-1.parquet"),
      ("s=a%20b%2Fc/p.parquet", "s=a%2520b%252Fc/p.parquet"),
      ("s=a b/é.parquet", "s=a%20b/%C3%A9.parquet"),
      ("w?[1]#x", "w%3F%5B1%5D%23x"),
      ("it's,(a)+b&c;d", "it's,(a)+b&c;d"),
    ])
  func pathsAreEncodedOnceAndComeBack(onDisk: String, inLog: String) throws {
    #expect(PathEncoding.encode(onDisk) == inLog)
    #expect(try PathEncoding.decode(inLog) == onDisk)
  }

  @Test(
    "paths other writers leave bare are taken",
    arguments: [
      ("50%", "50%"), ("%zz", "%zz"), ("a%2", "a%2"), ("file:///x/a%20b", "/x/a b"), ("a b/é", "a b/é"),
      ("%c3%a9", "é"),
    ])
  func pathsOtherWritersLeaveBareAreTaken(inLog: String, onDisk: String) throws {
    #expect(try PathEncoding.decode(inLog) == onDisk)
  }

  @Test("a path that is no UTF8 is refused") func aPathThatIsNoUTF8IsRefused() {
    #expect(throws: DeltaFormatError.malformed("the path %FF is not UTF-8")) { try PathEncoding.decode("%FF") }
  }
}
