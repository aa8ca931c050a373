import Testing
import XML

@Suite("A document") struct XMLElementTests {
  @Test("is read with its texts, references, CDATA, comments and prefixes")
  func reading() throws {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?><!-- x -->
      <s:List xmlns:s="urn:a>b" kind='"/>'><Key>a&amp;b &lt;c&#x3E; &#233;<![CDATA[<raw>&amp;]]></Key><Empty/><Key>2</Key>
      <In><Deep a="1">x</Deep ></In></s:List>

      """
    let root = try XMLElement(parsing: "\u{FEFF}" + text)
    #expect(root.name == "List")
    #expect(root.all("Key").map(\.text) == ["a&b <c> é<raw>&amp;", "2"])
    #expect(root["Empty"]?.text == "" && root["Deep"] == nil)
    #expect(root.first("Deep")?.text == "x")
  }

  @Test(
    "is none",
    arguments: [
      "", "text", "<a>", "<a></b>", "<a><b></a></b>", "<a/><b/>", "<a>&unknown;</a>", "<a>&#xD800;</a>", "<a>&amp</a>",
      "<a b=\"1", "<a", "<", "</a>", "<a><![CDATA[x</a>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
      "{\"not\": \"xml\"}",
      "<html><body><br></body></html>", String(repeating: "<a>", count: 100_000),
    ])
  func none(_ text: String) { #expect(throws: XMLError.self) { try XMLElement(parsing: text) } }

  @Test("gives back what was escaped", arguments: ["a&b<c>\"d'", "é\r\n\t", ""])
  func escaping(_ text: String) throws {
    #expect(try XMLElement(parsing: "<a>\(XMLElement.escaped(text))</a>").text == text)
  }
}
