import Compatibility
import Documents
import JSONSchema
import Testing

/// What ends within a second in a release build; no test asserts that, since a machine may have much else to do.
@Suite struct HostileTests {
  private static func branch(_ number: Int, least: Int) -> String {
    #"{"type":"object","required":["kind"],"properties":{"kind":{"const":"k\#(number)"},"n":{"minimum":\#(least)}}}"#
  }

  private static func union(_ keyword: String, _ branches: [String]) -> String {
    #"{"\#(keyword)":[\#(branches.joined(separator: ","))]}"#
  }

  @Test(arguments: ["oneOf", "anyOf"])
  func `unions of a thousand branches that a member tells apart are decided`(keyword: String) throws {
    let old = (0..<1_000).map { Self.branch($0, least: $0) }
    var new = old
    new[500] = Self.branch(500, least: 499)
    #expect(try verdict(Self.union(keyword, old), Self.union(keyword, new)) == "compatible")
    #expect(try verdict(Self.union(keyword, new), Self.union(keyword, old)) == "breaking")
    #expect(try verdict(Self.union(keyword, old), Self.union(keyword, Array(old.dropLast()))) == "breaking")
    let widened = (0..<1_000).map { Self.branch($0, least: $0 - 1) }
    #expect(try verdict(Self.union(keyword, old), Self.union(keyword, widened)) == "compatible")
  }

  @Test(arguments: ["oneOf", "anyOf"])
  func `unions of a thousand constants are decided`(keyword: String) throws {
    let old = (0..<1_000).map { #"{"const":"v\#($0)"}"# }
    let values = (0..<1_000).map { #""v\#($0)""# }.joined(separator: ",")
    #expect(try verdict(Self.union(keyword, old), #"{"enum":[\#(values)]}"#) == "compatible")
    #expect(try verdict(#"{"enum":[\#(values)]}"#, Self.union(keyword, old)) == "compatible")
    #expect(try verdict(Self.union(keyword, old), Self.union(keyword, Array(old.dropFirst()))) == "breaking")
  }

  @Test func `an exponential oneOf is decided where few branches count`() throws {
    var schema = #"{"properties":{"x":{"type":"string"}}}"#
    for number in 0..<14 { schema = #"{"oneOf":[\#(schema),{"properties":{"q\#(number)":{"type":"integer"}}}]}"# }
    #expect(try verdict(schema, #"{"properties":{"x":{"type":"string","maxLength":4}}}"#) == "breaking")
  }

  @Test(arguments: [
    (#"{"type":"string","minLength":1000000000}"#, #"{"pattern":"^a"}"#),
    (#"{"type":"array","minItems":1000000000}"#, #"{"items":{"type":"string"}}"#),
    (#"{"type":"array","minItems":1e30}"#, #"{"minItems":1e31}"#),
    (#"{"type":"object","minProperties":1000000000}"#, #"{"minProperties":1000000001}"#),
    (#"{"type":"array","contains":{"type":"null"},"minContains":1000000000}"#, #"{"maxItems":5}"#),
    (#"{"pattern":"^(a|b)*a(a|b){200}$"}"#, #"{"pattern":"^(a|b)*b(a|b){199}$"}"#),
    (#"{"pattern":"^(?=(a|b)*a(a|b){40}$)(?=(a|b)*b(a|b){39}$)"}"#, #"{"pattern":"^c"}"#),
    (#"{"type":"number","multipleOf":1e-300}"#, #"{"multipleOf":1e-299}"#),
  ])
  func `what would take too long is undecided`(writer: String, reader: String) throws {
    #expect(try verdict(writer, reader) == "undecided")
  }

  @Test func `recursion through three documents is decided`() throws {
    func compared(_ value: String) throws -> ComparedSchema {
      let documents = [
        "a": #"{"type":"object","properties":{"b":{"$ref":"b.json"}}}"#,
        "b": #"{"type":"object","properties":{"c":{"items":{"$ref":"c.json"}}}}"#,
        "c": #"{"type":"object","properties":{"a":{"$ref":"a.json"},"value":\#(value)}}"#,
      ]
      var roots: [String: Node] = [:]
      for (name, text) in documents {
        roots["https://example.com/\(name).json"] = try Document.json(SourceText(Array(text.utf8))).root
      }
      let loaded = roots
      var resources = SchemaResources { loaded[$0] }
      let root = try #require(roots["https://example.com/a.json"])
      let location = try resources.add(root, uri: "https://example.com/a.json")
      return try ComparedSchema(at: location, in: resources)
    }
    let (narrow, wide) = (try compared(#"{"maximum":3}"#), try compared(#"{"maximum":4}"#))
    guard case .compatible = Inclusion(writer: narrow, reader: wide).verdict() else {
      Issue.record("three documents that lead to one another accept more than they do")
      return
    }
    guard case .breaking(let document) = Inclusion(writer: wide, reader: narrow).verdict() else {
      Issue.record("a larger maximum breaks nobody")
      return
    }
    #expect(document.json() == #"{"b":{"c":[{"value":4}]}}"#)
  }
}
