import Documents
import Testing

@Suite struct JSONPointerTests {
  private static let example =
    #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#

  /// The table of RFC 6901, section 5.
  @Test(arguments: [
    ("/foo", #"["bar","baz"]"#), ("/foo/0", "\"bar\""), ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"), ("/e^f", "3"),
    ("/g|h", "4"), ("/i\\j", "5"), ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"),
  ])
  func `a pointer leads to its value and is written as it was`(text: String, json: String) throws {
    let root = try Document.json(SourceText(Self.example)).root
    let pointer = try JSONPointer(parsing: text)
    #expect(root[pointer]?.json() == json)
    #expect(pointer.description == text)
  }

  @Test func `the empty pointer is the root`() throws {
    let root = try Document.json(SourceText(Self.example)).root
    #expect(try root[JSONPointer(parsing: "")] == root)
  }

  @Test(arguments: [
    "/foo/2", "/foo/-", "/foo/00", "/foo/01", "/foo/1e0", "/foo/99999999999999999999", "/x", "/foo/0/0",
  ])
  func `a pointer that leads nowhere has no value`(text: String) throws {
    let root = try Document.json(SourceText(Self.example)).root
    #expect(try root[JSONPointer(parsing: text)] == nil)
  }

  @Test(arguments: ["foo", "/~", "/~2", "/a~", "#/foo"])
  func `what is no pointer is refused`(text: String) {
    #expect(throws: JSONPointerError.self) { try JSONPointer(parsing: text) }
  }

  @Test func `a pointer grows inwards`() {
    #expect(JSONPointer().appending("a/b").appending(0).appending("~").description == "/a~1b/0/~0")
  }
}
