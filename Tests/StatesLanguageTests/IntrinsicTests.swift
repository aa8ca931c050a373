import JSON
import StatesLanguage
import Testing

@Suite("Functions of JSONPath states") struct IntrinsicTests {
  @Test(
    "each gives what AWS's gives",
    arguments: [
      ("States.Format('Hello {}, {}', $.name, 3)", #""Hello Ada, 3""#),
      (#"States.Format('it\'s \{\} {}', null)"#, #""it's {} null""#),
      (#"States.Format('a\\b \{{}\}\\', 1)"#, #""a\\b {1}\\""#),
      (#"States.Array('\{a\}', '\\')"#, #"["{a}","\\"]"#),
      ("States.Format('{}', $.list)", "States.IntrinsicFailure"),
      ("States.Format('{} {}', 1)", "States.IntrinsicFailure"),
      ("States.Format('none', 1)", "States.IntrinsicFailure"),
      ("States.StringToJson($.json)", #"{"a":[1.50]}"#),
      ("States.StringToJson('{')", "States.IntrinsicFailure"),
      ("States.JsonToString($.object)", #""{\"a\":1,\"b\":{\"c\":2}}""#),
      ("States.Array('a', 1, null, $.list)", #"["a",1,null,[1,2,3,3]]"#),
      ("States.Array()", "[]"),
      ("States.ArrayPartition($.list, 3)", "[[1,2,3],[3]]"),
      ("States.ArrayPartition($.list, 0)", "States.IntrinsicFailure"),
      ("States.ArrayContains($.list, 3)", "true"),
      ("States.ArrayContains($.list, '3')", "false"),
      ("States.ArrayRange(0, 10, 3)", "[0,3,6,9]"),
      ("States.ArrayRange(3, 1, -1)", "[3,2,1]"),
      ("States.ArrayRange(1, 3, 0)", "States.IntrinsicFailure"),
      ("States.ArrayRange(1, 2000, 1)", "States.IntrinsicFailure"),
      ("States.ArrayGetItem($.list, 1)", "2"),
      ("States.ArrayGetItem($.list, 9)", "States.IntrinsicFailure"),
      ("States.ArrayLength($.list)", "4"),
      ("States.ArrayLength($.name)", "States.IntrinsicFailure"),
      ("States.ArrayUnique($.list)", "[1,2,3]"),
      ("States.Base64Encode('Data to encode')", #""RGF0YSB0byBlbmNvZGU=""#),
      ("States.Base64Decode('RGVjb2RlZCBkYXRh')", #""Decoded data""#),
      ("States.Base64Decode('*')", "States.IntrinsicFailure"),
      ("States.Hash('abc', 'MD5')", #""900150983cd24fb0d6963f7d28e17f72""#),
      ("States.Hash('abc', 'SHA-1')", #""a9993e364706816aba3e25717850c26c9cd0d89d""#),
      ("States.Hash('abc', 'SHA-256')", #""ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad""#),
      (
        "States.Hash('abc', 'SHA-384')",
        #""cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7""#
      ),
      (
        "States.Hash('abc', 'SHA-512')",
        #""ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f""#
      ),
      ("States.Hash('abc', 'CRC')", "States.IntrinsicFailure"),
      ("States.JsonMerge($.object, $.other, false)", #"{"a":1,"b":3}"#),
      ("States.JsonMerge($.object, $.other, true)", "States.IntrinsicFailure"),
      ("States.MathRandom(5, 6)", "5"),
      ("States.MathRandom(6, 5)", "States.IntrinsicFailure"),
      ("States.MathAdd(111, -1)", "110"),
      ("States.MathAdd($.name, 1)", "States.IntrinsicFailure"),
      ("States.StringSplit('This.is+a,test=string', '.+,=')", #"["This","is","a","test","string"]"#),
      ("States.StringSplit(',,,,', ',')", "[]"),
      ("States.Format('{}', States.ArrayGetItem($.list, States.MathAdd(0, 1)))", #""2""#),
      ("States.Array($.none)", "States.ParameterPathFailure"),
    ])
  func functions(call: String, wanted: String) throws {
    let input: JSONValue = [
      "name": "Ada", "list": [1, 2, 3, 3], "json": #"{"a":[1.50]}"#, "object": ["a": 1, "b": ["c": 2]],
      "other": ["b": 3],
    ]
    #expect(try Played.call(call, input) == wanted)
  }

  @Test("a UUID is of version 4, and a seed gives the same number each time")
  func chance() throws {
    let uuid = try Played.call("States.UUID()")
    #expect(uuid.wholeMatch(of: /"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"/) != nil)
    let drawn = try Played.call("States.MathRandom(0, 1000000, 7)")
    #expect(try Played.call("States.MathRandom(0, 1000000, 7)") == drawn)
  }
}
