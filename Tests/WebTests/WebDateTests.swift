import Foundation
import Testing
import Web

@Suite("A moment in a header") struct WebDateTests {
  @Test(
    "is written and read as HTTP says",
    arguments: [
      (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
      (1_800_000_000, "Fri, 15 Jan 2027 08:00:00 GMT"), (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
    ] as [(TimeInterval, String)])
  func both(_ seconds: TimeInterval, _ text: String) {
    #expect(WebDate.text(Date(timeIntervalSince1970: seconds)) == text)
    #expect(WebDate.parse(text) == Date(timeIntervalSince1970: seconds))
  }

  @Test(
    "is none",
    arguments: [
      "", "yesterday", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 32 Nov 1994 08:49:37 GMT",
      "Sun, 06 Nop 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 99999 08:49:37 GMT", "1994-11-06T08:49:37Z",
    ])
  func none(_ text: String) { #expect(WebDate.parse(text) == nil) }
}
