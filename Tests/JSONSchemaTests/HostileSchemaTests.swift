import Documents
import JSONSchema
import Testing

/// What a hostile schema or instance may do: become an error or an answer, in bounded time and memory.
@Suite struct HostileSchemaTests {
  private static func node(_ text: String, depth: Int = 512) throws -> Node {
    try Document.json(SourceText(text), limits: DocumentLimits(depth: depth)).root
  }

  private static func nested(_ open: String, _ close: String, _ inner: String, _ count: Int) -> String {
    String(repeating: open, count: count) + inner + String(repeating: close, count: count)
  }

  @Test func `10,000 levels of schemas compile, and a value that goes as deep is given up`() throws {
    let text = Self.nested(#"{"properties":{"a":"#, "}}", "true", 10_000)
    let schema = try Schema(try Self.node(text, depth: 30_000))
    #expect(try schema.isValid(["a": ["a": 1]]))
    let instance = try Self.node(Self.nested(#"{"a":"#, "}", "1", 10_000), depth: 30_000)
    let error = #expect(throws: EvaluationError.self) { try schema.isValid(instance) }
    #expect(error?.kind == .depth)
  }

  @Test func `a recursive schema judges a value of 500 levels`() throws {
    let schema = try Schema(["properties": ["a": ["$ref": "#"]], "additionalProperties": false])
    let instance = try Self.node(Self.nested(#"{"a":"#, "}", "1", 500))
    #expect(try schema.isValid(instance))
    let wrong = try Self.node(Self.nested(#"{"a":"#, "}", #"{"b":1}"#, 500))
    let evaluation = try schema.evaluate(wrong)
    #expect(evaluation.failures.count == 1)
    #expect(evaluation.failures.first?.instanceLocation.tokens.count == 501)
  }

  @Test func `50,000 definitions compile, also with identifiers and as many references`() throws {
    var text = #"{"$id":"https://example.com/","$defs":{"#
    text += (0..<50_000).map { #""d\#($0)":{"$id":"d\#($0)","const":\#($0)}"# }.joined(separator: ",")
    text += #"},"anyOf":["# + (0..<50_000).map { #"{"$ref":"d\#($0)"}"# }.joined(separator: ",") + "]}"
    let schema = try Schema(try Self.node(text))
    #expect(try schema.isValid(49_999))
    #expect(try !schema.isValid(50_000))
  }

  @Test(arguments: ["allOf", "anyOf", "oneOf"])
  func `combinations that double at each of 64 levels are given up`(keyword: String) throws {
    var text = ##"{"$ref":"#/$defs/d0","$defs":{"##
    for level in 0..<64 {
      let next = ##"{"$ref":"#/$defs/d\##(level + 1)"}"##
      // Of alternatives each has to fail, so that all of them are asked.
      text += #""d\#(level)":{"\#(keyword)":[\#(next),\#(next)]},"#
    }
    text += #""d64":\#(keyword == "allOf")}}"#
    let schema = try Schema(try Self.node(text))
    let limits = EvaluationLimits(steps: 100_000)
    let error = #expect(throws: EvaluationError.self) { try schema.isValid(1, limits: limits) }
    #expect(error?.kind == .steps)
    #expect(throws: EvaluationError.self) { try schema.evaluate(1, limits: limits) }
  }

  @Test(arguments: [
    ##"{"$ref":"#"}"##, ##"{"anyOf":[{"$ref":"#"}]}"##, ##"{"$dynamicRef":"#a","$dynamicAnchor":"a"}"##,
    ##"{"not":{"$ref":"#"}}"##, ##"{"if":{"$ref":"#"}, "then": true}"##,
    ##"{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"allOf":[{"$ref":"#/$defs/a"}]}}}"##,
  ])
  func `a reference without progress is an error of the evaluation, and found before`(text: String) throws {
    let root = try Self.node(text)
    let error = #expect(throws: EvaluationError.self) { try Schema(root).isValid(1) }
    #expect(error?.kind == .depth)
    #expect(throws: EvaluationError.self) { try Schema(root).evaluate(1) }
    var resources = SchemaResources { _ in nil }
    _ = try resources.add(root, uri: "")
    #expect(!resources.endlessReferences(of: 0).isEmpty)
  }

  @Test func `a pattern with catastrophic backtracking is an error, and no mismatch`() throws {
    let schema = try Schema(["pattern": "^(a+)+$"])
    let error = #expect(throws: EvaluationError.self) {
      try schema.isValid(.string(String(repeating: "a", count: 50) + "!"))
    }
    #expect(error?.kind == .pattern)
    #expect(try schema.isValid("aaa"))
  }

  @Test func `many slow matches together are given up`() throws {
    // Each takes more than a little effort and less than the most.
    let schema = try Schema(["items": ["not": ["pattern": "^(a|aa)*b"]]])
    let instance = Node.array((0..<5_000).map { _ in .string(String(repeating: "a", count: 24)) })
    let error = #expect(throws: EvaluationError.self) { try schema.isValid(instance) }
    #expect(error?.kind == .steps)
  }

  @Test func `numbers of a million digits are compared and divided exactly`() throws {
    let digits = String(repeating: "7", count: 1_000_000)
    let number = try Self.node(digits)
    #expect(try Schema(["multipleOf": 7]).isValid(number))
    #expect(try !Schema(["multipleOf": 8]).isValid(number))
    #expect(try Schema(["exclusiveMaximum": try Self.node(digits + "0")]).isValid(number))
    #expect(try Schema(["type": "integer", "const": try Self.node(digits + ".0")]).isValid(number))
    #expect(try !Schema(["maximum": try Self.node(digits.dropLast() + "6")]).isValid(number))
    let huge = try Schema(["multipleOf": number])
    #expect(throws: EvaluationError.self) { try huge.isValid(try Self.node(digits + "7")) }
  }

  @Test(arguments: [
    ("9007199254740993", "9007199254740992", false), ("9007199254740992.0", "9007199254740992", true),
    ("1e400", "1E+400", true), ("0.1", "0.10", true), ("-0", "0", true),
  ])
  func `equality of numbers is exact`(one: String, other: String, isEqual: Bool) throws {
    let schema = try Schema(["const": try Self.node(one)])
    let found = try schema.isValid(try Self.node(other))
    #expect(found == isEqual)
  }

  @Test(arguments: [
    ("0.1", "0.3", true), ("0.01", "19.99", true), ("1e-400", "1e400", true), ("1e400", "1e399", false),
    ("123456789012345678901234567890", "246913578024691357802469135780", true),
    ("123456789012345678901234567890", "246913578024691357802469135781", false), ("0.5", "1e17", true),
    ("4294967296", "4294967296000", true), ("3", "1e17", false), ("0.0001", "0.00075", false),
  ])
  func `multiples are exact decimals`(divisor: String, value: String, isMultiple: Bool) throws {
    let schema = try Schema(["multipleOf": try Self.node(divisor)])
    let found = try schema.isValid(try Self.node(value))
    #expect(found == isMultiple)
  }

  @Test func `an array of 100,000 items is held to be unique, and one that is not is told of`() throws {
    let schema = try Schema(["uniqueItems": true])
    var items = (0..<100_000).map { Node.number(Number($0)) }
    #expect(try schema.isValid(.array(items)))
    items[99_999] = 0
    let evaluation = try schema.evaluate(.array(items))
    #expect(evaluation.failures.first?.message == "the items 0 and 99999 are equal")
  }

  @Test func `100,000 errors are kept in part`() throws {
    let schema = try Schema(["items": ["type": "string"]])
    let evaluation = try schema.evaluate(.array((0..<100_000).map { .number(Number($0)) }), room: 100)
    #expect(evaluation.isTruncated)
    #expect((90...100).contains(evaluation.failures.count))
  }

  @Test func `references that lead nowhere say where they stand`() throws {
    for (text, kind) in [
      ("other.json", SchemaError.Kind.missingDocument), ("#/a/b", .missingTarget), ("#anchor", .missingTarget),
      ("#/%zz", .missingTarget), ("https://example.com/", .missingDocument), ("#/a~2", .missingTarget),
    ] {
      let error = #expect(throws: SchemaError.self) {
        try Schema(["items": ["$ref": .string(text)]], uri: "file:///a.json")
      }
      #expect(error?.kind == kind, "\(text)")
      #expect(error?.pointer.description == "/items/$ref")
    }
  }

  @Test(arguments: [
    ##"{"type":"strin"}"##, ##"{"minimum":"1"}"##, ##"{"required":"a"}"##, ##"{"properties":[]}"##, ##"{"items":1}"##,
    ##"{"multipleOf":0}"##, ##"{"maxLength":-1}"##, ##"{"allOf":[]}"##, ##"{"pattern":"["}"##, ##"{"$ref":1}"##, "[]",
    ##"{"enum":1}"##, ##"{"$schema":"http://json-schema.org/draft-03/schema#"}"##, ##"{"minItems":1.5}"##,
    ##"{"patternProperties":{"(":{}}}"##, ##"{"dependentRequired":{"a":1}}"##, "1", "null", ##"{"uniqueItems":1}"##,
  ])
  func `a wrong schema is an error, and no crash`(text: String) throws {
    let root = try Self.node(text)
    #expect(throws: SchemaError.self) { try Schema(root) }
  }
}
