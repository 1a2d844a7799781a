import Documents
import JSONSchema
import Testing

/// Identifiers, references, and the documents that they lead to.
@Suite struct ResourceTests {
  @Test(arguments: [
    // RFC 3986 §5.4.1 and §5.4.2.
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
    ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("", "http://a/b/c/d;p?q"),
    (";x", "http://a/b/c/;x"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
    ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../g", "http://a/g"),
    ("../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."),
    ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"),
    ("g/./h", "http://a/b/c/g/h"),
    ("g/../h", "http://a/b/c/h"), ("urn:a:b", "urn:a:b"),
  ])
  func `a relative reference is resolved as RFC 3986 says`(reference: String, target: String) {
    #expect(FileURI.resolve(reference, against: "http://a/b/c/d;p?q") == target)
  }

  @Test(arguments: ["/a/b.json", "/a b/ä%.json", "/x#y?z"])
  func `a path survives its URI`(path: String) {
    #expect(FileURI.path(of: FileURI.uri(ofPath: path)) == path)
  }

  @Test func `the URI of another machine's file, or of no file, has no path`() {
    #expect(FileURI.path(of: "file://host/a") == nil)
    #expect(FileURI.path(of: "https://example.com/a") == nil)
    #expect(FileURI.path(of: "file:///%FF") == nil)
  }

  @Test(arguments: Draft.allCases)
  func `a draft's metaschema is there, and fits itself`(draft: Draft) throws {
    let schema = try #require(draft.schema)
    let reference = try Schema(["$ref": .string(draft.metaschema)], defaultDraft: draft)
    #expect(try schema.isValid(["type": "object"]))
    #expect(try !schema.isValid(["type": "strin"]))
    #expect(try !reference.isValid(["properties": ["a": ["minLength": "1"]]]))
  }

  private static let files: [String: Node] = [
    "file:///shop/line.json": ["properties": ["price": ["$ref": "money/price.json#/$defs/price"]]],
    "file:///shop/money/price.json": ["$defs": ["price": ["$ref": "amount.json"]]],
    "file:///shop/money/amount.json": ["$id": "https://acme.example/amount", "type": "number"],
  ]

  private func resources(_ root: Node, _ uri: String) throws -> (SchemaResources, Location) {
    var resources = SchemaResources { Self.files[$0] }
    let location = try resources.add(root, uri: uri)
    return (resources, location)
  }

  @Test func `a bundle of files that name one another by their paths stands alone`() throws {
    let files = Self.files.merging(["file:///shop/money/amount.json": ["type": "number"]]) { $1 }
    var resources = SchemaResources { files[$0] }
    let root = try resources.add(["items": ["$ref": "line.json"]], uri: "file:///shop/order.json")
    let bundle = try resources.bundle(root)
    let schema = try Schema(bundle, uri: "file:///elsewhere/order.bundle.json")
    #expect(try schema.isValid([["price": 1]]))
    #expect(try !schema.isValid([["price": "1"]]))
    #expect(bundle["$defs"]?.object?.keys == ["line.json", "price.json", "amount.json"])
  }

  @Test func `a schema without references is its own bundle`() throws {
    var (resources, root) = try resources(["type": "object", "$defs": ["a": true]], "file:///a.json")
    #expect(try resources.bundle(root) == ["type": "object", "$defs": ["a": true]])
  }

  @Test func `up to draft-07 a reference at the root does not silence what is bundled`() throws {
    let root: Node = ["$schema": "http://json-schema.org/draft-07/schema#", "$ref": "b.json"]
    let other: Node = ["$schema": "http://json-schema.org/draft-07/schema#", "type": "integer"]
    var resources = SchemaResources { $0 == "file:///b.json" ? other : nil }
    let bundle = try resources.bundle(try resources.add(root, uri: "file:///a.json"))
    let schema = try Schema(bundle, uri: "file:///c.json")
    #expect(try schema.isValid(1))
    #expect(try !schema.isValid("1"))
  }

  @Test func `names that are given twice are noted, and the first counts`() throws {
    let (resources, _) = try resources(
      [
        "$defs": [
          "a": ["$anchor": "x", "$id": "https://acme.example/a"], "b": ["$id": "https://acme.example/a"],
          "c": ["$defs": ["d": ["$anchor": "y"], "e": ["$anchor": "y"]]],
        ]
      ], "file:///a.json")
    #expect(resources.problems.map(\.kind) == [.duplicateIdentifier, .duplicateIdentifier])
    #expect(resources.problems.map(\.pointer.description) == ["/$defs/b", "/$defs/c/$defs/e"])
  }

  @Test func `names that are equal as texts and not as bytes are two names`() throws {
    // An accent of its own, and one with its letter; Swift calls both the same.
    let documents: [(uri: [UInt8], node: Node)] = [
      (Array("file:///e\u{301}.json".utf8), ["minimum": 1]), (Array("file:///\u{e9}.json".utf8), ["minimum": 2]),
    ]
    var resources = SchemaResources { uri in documents.first { $0.uri == Array(uri.utf8) }?.node }
    let root = try resources.add(
      ["allOf": [["$ref": "e\u{301}.json"], ["$ref": "\u{e9}.json"]]], uri: "file:///a.json")
    #expect(root.document == 0)
    var minima: [Node?] = []
    for reference in resources.references.sorted(by: { $0.location.index < $1.location.index }) {
      let target = try resources.resolve(reference.text, at: reference.location)
      minima.append(resources.node(at: target)["minimum"])
    }
    #expect(minima == [1, 2])
  }

  @Test(arguments: [
    (
      #"{ "$id" : "https://a/b#", "properties": { "id": { "$id":"c" }, "$ref": {"x": 1} }, "valid": "x" }"#,
      ["https://a/b", "c"], []
    ),
    (
      ##"{"$schema":"m.json","items":{"$ref":"a.json#/x"},"not":{"$dynamicRef":"#d"}}"##, [],
      ["m.json", "a.json#/x", "#d"]
    ),
    (#"{"pattern":"^\\d\"$ref\"$","description":"\"$ref\": \"x\"","id":"i"}"#, ["i"], []),
  ])
  func `the names of a file stand in its text`(json: String, identifiers: [String], references: [String]) throws {
    #expect(SchemaNames.identifiers(inJSON: Array(json.utf8).span) == identifiers)
    #expect(SchemaNames.references(inJSON: Array(json.utf8).span) == references)
    let root = try Document.json(SourceText(json)).root
    #expect(Set(SchemaNames.identifiers(in: root)) == Set(identifiers))
    #expect(Set(SchemaNames.references(in: root)) == Set(references))
  }

  @Test func `an escape can hide a name, so the file is parsed`() throws {
    for json in [#"{"$r\u0065f":"a.json"}"#, #"{"$ref":"a\/b.json"}"#] {
      #expect(SchemaNames.references(inJSON: Array(json.utf8).span) == nil)
      #expect(SchemaNames.references(in: try Document.json(SourceText(json)).root).count == 1)
    }
  }

  @Test(arguments: [
    ("", SchemaNames.Lead.itself), ("#/$defs/a", .itself), ("a.json", .name("a.json")),
    ("../x/a%20b.json#c", .name("a b.json")),
    ("https://acme.example/a?v=2", .name("a")), ("urn:acme:a", .name("acme:a")), ("..", .anything), ("a/", .anything),
    ("?v=2", .anything), ("https://acme.example", .anything),
  ])
  func `a reference leads to the last segment of its path`(text: String, lead: SchemaNames.Lead) {
    #expect(SchemaNames.lead(of: text) == lead)
  }

  @Test(arguments: [
    (#"{"anyOf":[{"type":"string"},{"properties":{"a":{"type":"integer"}}}]}"#, #"{"a":"x"}"#, "/a"),
    (#"{"oneOf":[{"required":["a"]},{"required":["b"]}]}"#, "{}", ""),
    (#"{"unevaluatedProperties":false,"properties":{"a":{"type":"integer"}}}"#, #"{"a":"x"}"#, "/a"),
    (#"{"required":["a"],"properties":{"b":false}}"#, #"{"a":1,"b":1}"#, "/b"),
  ])
  func `what is told is the cause, and not what follows from it`(schema: String, instance: String, place: String) throws
  {
    let root = try Document.json(SourceText(schema)).root
    let evaluation = try Schema(root).evaluate(try Document.json(SourceText(instance)).root)
    #expect(evaluation.failures.map(\.instanceLocation.description) == [place])
  }

  @Test func `an error has the bytes of the value and of the keyword`() throws {
    let schema = SourceText(#"{ "properties": { "a": { "maxLength": 2 } } }"#)
    let instance = SourceText(#"{ "a": "long" }"#)
    let evaluation = try Schema(try Document.json(schema).root).evaluate(try Document.json(instance).root)
    let failure = try #require(evaluation.failures.first)
    #expect(instance.text(in: failure.instanceRange) == "\"long\"")
    #expect(schema.text(in: failure.schema.range) == "2")
    #expect(failure.schema.pointer.description == "/properties/a/maxLength")
    #expect(failure.message == "this has 4 characters, expected at most 2")
  }
}
