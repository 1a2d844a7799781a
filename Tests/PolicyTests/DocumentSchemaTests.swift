import Documents
import Findings
import Policy
import Testing

/// What a schema has against a document, in the words that people read.
@Suite struct DocumentSchemaTests {
  @Test(
    arguments: [
      (#"{ "type": "integer", "minimum": 1, "maximum": 9 }"#, "a: 10", "a is 10, expected a whole number from 1 to 9"),
      (#"{ "type": "integer", "minimum": 1 }"#, "a: x", "a is \"x\", expected a whole number of at least 1"),
      (#"{ "type": "boolean" }"#, "a: 1", "a is 1, expected true or false"),
      (#"{ "type": "string", "minLength": 1 }"#, "a: ''", "a is \"\", expected a text that is not empty"),
      (#"{ "type": ["string", "null"] }"#, "a: []", "a is an empty list, expected a text or null"),
      (#"{ "type": "string", "pattern": "^x+$" }"#, "a: y", "a is \"y\", expected a text that matches ^x+$"),
      (#"{ "title": "a row of x", "type": "string", "pattern": "^x+$" }"#, "a: 1", "a is 1, expected a row of x"),
      (
        #"{ "type": "string", "format": "date" }"#, "a: 2026-02-30",
        "a is \"2026-02-30\", expected a day, as in 2026-12-31"
      ),
      (#"{ "const": 1 }"#, "a: 2", "a is 2, expected 1"),
      (
        #"{ "type": "array", "items": { "type": "string" } }"#, "a: {}",
        "a is an empty mapping, expected a list of texts"
      ),
      (##"{ "type": "array", "items": { "$ref": "#/$defs/x" } }"##, "a: 1", "a is 1, expected a list, each an x"),
      (##"{ "type": "array", "items": { "$ref": "#/$defs/x" } }"##, "a: [x, y]", "a[1] is \"y\", expected an x"),
      (#"{ "type": "array", "minItems": 1 }"#, "a: []", "a is an empty list, expected a list that is not empty"),
      (#"{ "uniqueItems": true }"#, "a: [1, 1]", "a: the items 0 and 1 are equal"),
      (#"{ "required": ["b", "c"] }"#, "a: { c: 1 }", "a has no key \"b\""),
      (#"{ "not": {} }"#, "a: 1", "a: this fits what is excluded here"),
      ("false", "a: 1", "unknown key \"a\""),
    ] as [(String, String, String)])
  func `what stands there and what was expected is told in one sentence`(schema: String, text: String, message: String)
    throws
  {
    #expect(try Self.messages(schema, text) == [message])
  }

  @Test(
    arguments: [
      // An alternative of the right kind is closer than one of another kind.
      (##"{ "oneOf": [{ "type": "null" }, { "$ref": "#/$defs/x" }] }"##, "a: y", "a is \"y\", expected an x"),
      // Of two of the right kind that one is closer which fails further inside.
      (
        """
        { "anyOf": [
          { "type": "object", "required": ["kind"], "properties": { "kind": { "const": "cat" } } },
          { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } } ] }
        """, "a: { name: 1 }", "a.name is 1, expected a text"
      ),
      // Where none is closer, all of them speak, in one sentence.
      (
        #"{ "oneOf": [{ "type": "boolean" }, { "type": "integer" }] }"#, "a: x",
        "a is \"x\", expected true or false or a whole number"
      ),
      (
        #"{ "anyOf": [{ "required": ["b"] }, { "required": ["c"] }] }"#, "a: {}",
        "a has no key \"b\"; or a has no key \"c\""
      ),
      // More than one fits where exactly one should.
      (#"{ "oneOf": [{ "type": "string" }, { "minLength": 1 }] }"#, "a: x", "a: this fits 2 of the alternatives"),
    ] as [(String, String, String)])
  func `of alternatives the closest speaks, and no two of them`(schema: String, text: String, message: String) throws {
    let messages = try Self.messages(schema, text)
    #expect(messages.count == 1 && messages[0].hasPrefix(message), "\(messages)")
  }

  @Test func `an objection stands where its value stands, or its key where that is wrong`() throws {
    let text = "a:\n  - b: 1\n    colour: red\n  - { b: x }\n"
    let schema = DocumentSchema(
      Array(
        """
        { "properties": { "a": { "items": {
          "properties": { "b": { "type": "integer" }, "color": {} }, "additionalProperties": false } } } }
        """.utf8))
    let faults = schema.faults(of: try Document.yaml(SourceText(text)), path: "a.yml", help: "read on")
    #expect(faults.map { $0.place?.span.map { "\($0.start)" } } == ["3:5", "4:10"])
    #expect(faults.map(\.message) == ["unknown key \"colour\" in a[0]", "a[1].b is \"x\", expected a whole number"])
    #expect(faults.map(\.help) == ["did you mean color?", "read on"])
  }

  @Test func `a long text or name is cut`() throws {
    let long = String(repeating: "é", count: 500)
    let messages = try Self.messages(#"{ "type": "integer" }"#, "a: \(long)")
    #expect(messages == ["a is \"\(String(repeating: "é", count: 60))…\", expected a whole number"])
    #expect(try Self.messages("true", "\(long): 1")[0].unicodeScalars.count < 100)
  }

  @Test func `where a schema is none, every document is refused`() throws {
    let schema = DocumentSchema(Array("{ \"type\": \"text\" }".utf8))
    let messages = schema.objections(to: try Document.yaml(SourceText("a: 1"))).map(\.message)
    #expect(messages.count == 1 && messages[0].hasPrefix("the schema of this document cannot be used"), "\(messages)")
  }

  /// What is said of a document whose key `a` has a schema, and which has no other key.
  private static func messages(_ schema: String, _ text: String) throws -> [String] {
    let known = schema == "false" ? "{}" : "{ \"a\": \(schema) }"
    let whole = DocumentSchema(
      Array(
        """
        {
          "properties": \(known), "additionalProperties": false,
          "$defs": { "x": { "title": "an x", "type": "string", "pattern": "^x$" } }
        }
        """.utf8))
    return whole.objections(to: try Document.yaml(SourceText(text))).map(\.message)
  }
}
