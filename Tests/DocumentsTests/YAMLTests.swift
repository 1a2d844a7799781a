import Documents
import Testing

/// The core schema, anchors and the limits of YAML.
@Suite struct YAMLTests {
  static let scalars: [(text: String, json: String)] = [
    ("~", "null"), ("null", "null"), ("NULL", "null"), ("", "null"), ("# only a comment", "null"), ("nUll", "\"nUll\""),
    ("true", "true"), ("False", "false"), ("TRUE", "true"), ("yes", "\"yes\""), ("no", "\"no\""), ("on", "\"on\""),
    ("Off", "\"Off\""), ("y", "\"y\""), ("0", "0"), ("-0", "-0"), ("+12", "12"), ("012", "12"), ("0o17", "15"),
    ("0x1F", "31"), ("0x1G", "\"0x1G\""), ("0o18", "\"0o18\""), ("1_000", "\"1_000\""), ("-0x1F", "\"-0x1F\""),
    (".5", "0.5"), ("-.5", "-0.5"), ("1.", "1"), ("1e3", "1e3"), ("1.5E+10", "1.5E+10"), (".", "\".\""),
    ("+", "\"+\""), ("1.2.3", "\"1.2.3\""), ("12:30:45", "\"12:30:45\""), ("2026-11-18", "\"2026-11-18\""),
    ("1e", "\"1e\""), ("000.50", "0.50"), ("'12'", "\"12\""), ("\"true\"", "\"true\""), ("''", "\"\""),
    ("!!str 12", "\"12\""), ("! 12", "\"12\""), ("!!int \"12\"", "12"), ("!!float 1", "1"), ("!!null ''", "null"),
    ("!!bool true", "true"), ("|\n  a\n  b\n", "\"a\\nb\\n\""), (">-\n  a\n  b\n", "\"a b\""), ("a\n b", "\"a b\""),
    ("!!seq [1]", "[1]"), ("!!map {a: 1}", "{\"a\":1}"), ("\"\\u263A \\x41 \\/\"", "\"☺ A /\""),
    ("-.INFINITY", "\"-.INFINITY\""),
  ]

  @Test(arguments: scalars)
  func `a scalar means what the core schema says`(text: String, json: String) throws {
    #expect(try Document.yaml(SourceText(text)).root.json() == json)
  }

  static let collections: [(text: String, json: String)] = [
    ("200: ok\nnull: n\n~: t\n1.0: f\ntrue: b", #"{"200":"ok","null":"n","~":"t","1.0":"f","true":"b"}"#),
    ("- a\n-\n- - b\n  - c", #"["a",null,["b","c"]]"#),
    ("a: {b: [1, 2], c: }\nd:\n- 1\n- 2", #"{"a":{"b":[1,2],"c":null},"d":[1,2]}"#),
    ("? a\n: 1\n? b", #"{"a":1,"b":null}"#),
    ("a: &x {k: [1]}\nb: *x\nc: [*x, *x]", #"{"a":{"k":[1]},"b":{"k":[1]},"c":[{"k":[1]},{"k":[1]}]}"#),
    ("&k 200: &v 300\n*k : *v\n", #"{"200":300}"#),
    ("- &a 0x10\n- {*a : *a}", #"[16,{"0x10":16}]"#),
    ("- &a 1\n- &a 2\n- *a", "[1,2,2]"),
    ("- &a [&a x]\n- *a", #"[["x"],"x"]"#),
    ("%YAML 1.2\n---\na: b\n...\n", #"{"a":"b"}"#),
    ("\u{FEFF}a: b", #"{"a":"b"}"#),
    ("a: 'it''s'\r\nb: \"x\\\r\n  y\"\r\n", #"{"a":"it's","b":"xy"}"#),
    ("{a, b: , \"c\":1}", #"{"a":null,"b":null,"c":1}"#),
  ]

  @Test(arguments: collections)
  func `collections, aliases and keys become JSON`(text: String, json: String) throws {
    #expect(try Document.yaml(SourceText(text)).root.json() == json)
  }

  static let invalid: [(text: String, kind: DocumentError.Kind, place: String, message: String)] = [
    ("a: b\n c: d", .syntax, "2:3", "a ':' cannot stand here"),
    ("a: b: c", .syntax, "1:5", "a ':' cannot stand here"),
    ("a:\n\t- b", .syntax, "2:1", "found a tab where YAML expects spaces"),
    ("a: [1, 2", .syntax, "1:9", "expected ',' or ']', found the end of the text"),
    ("a: {b: 1\nc: 2", .syntax, "2:2", "expected ',' or '}', found ':'"),
    ("a: 'b", .syntax, "1:6", "the quoted text is not closed"),
    ("ä: \"\\q\"", .syntax, "1:5", "YAML has no such escape"),
    ("a: @b", .syntax, "1:4", "no value can begin like this, found '@'"),
    ("a: 1\nb", .syntax, "2:2", "expected ':' after this key"),
    ("- a\nb: c", .syntax, "2:1", "expected a '-' entry, found 'b'"),
    ("a: 1\n- b", .syntax, "2:1", "expected a key, found '-'"),
    ("a: *b", .syntax, "1:4", "no anchor '&b' comes before this alias"),
    ("a: &x [*x]", .cyclicAlias, "1:8", "this alias is inside the node that '&x' marks, so it would never end"),
    ("a: .inf", .number, "1:4", "\".inf\" is a number that JSON does not have"),
    ("a: -.Inf", .number, "1:4", "\"-.Inf\" is a number that JSON does not have"),
    ("a: .nan", .number, "1:4", "\".nan\" is a number that JSON does not have"),
    ("a: 1e1234567890123456789", .number, "1:4", "this number is longer than those that are read"),
    ("a: !!binary aGk=", .unsupported, "1:4", "the tag \"!!binary\" has no meaning here"),
    ("a: !own x", .unsupported, "1:4", "the tag \"!own\" has no meaning here"),
    ("a: !!int x", .unsupported, "1:4", "\"x\" is no !!int"),
    ("a: !!set {b}", .unsupported, "1:4", "the tag \"!!set\" has no meaning here"),
    ("[a]: b", .unsupported, "1:1", "a sequence or mapping cannot be a key"),
    ("a: {{ b }}", .unsupported, "1:5", "a sequence or mapping cannot be a key"),
    ("a: &x [1]\n*x : b", .unsupported, "2:1", "a sequence or mapping cannot be a key"),
    ("a\n---\nb", .unsupported, "2:1", "a second document begins here, expected one"),
    ("ä: \u{1}", .encoding, "1:4", "found U+0001, a character that may not stand in YAML"),
  ]

  @Test(arguments: invalid)
  func `what cannot be read is named at its place`(
    text: String, kind: DocumentError.Kind, place: String, message: String
  ) throws {
    let error = try #require(throws: DocumentError.self) { try Document.yaml(SourceText(text)) }
    #expect(error.kind == kind)
    #expect(error.message == message)
    #expect(error.position.description == place)
  }

  @Test func `the documents of a stream are read one by one`() throws {
    let documents = try Document.yamlStream(SourceText("a: 1\n---\n- 2\n--- x\n...\n---\n"))
    #expect(documents.map { $0.root.json() } == [#"{"a":1}"#, "[2]", "\"x\"", "null"])
    #expect(try Document.yamlStream(SourceText("")).isEmpty)
  }

  @Test func `UTF-16 is refused`() throws {
    let error = try #require(throws: DocumentError.self) {
      try Document.yaml(SourceText([0xFF, 0xFE, 0x61, 0x00]))
    }
    #expect(error.kind == .encoding)
    #expect(error.message == "this file is UTF-16 by its byte order mark, expected UTF-8")
  }
}
