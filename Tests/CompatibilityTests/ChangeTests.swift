import Compatibility
import Documents
import JSONSchema
import Testing

@Suite struct ChangeTests {
  /// The changes between two schemas, each as `code pointer side`.
  private func changes(_ old: String, _ new: String) throws -> [String] {
    let schemas = try [old, new].map { try compared(try Document.json(SourceText(Array($0.utf8))).root) }
    return Comparison(old: schemas[0], new: schemas[1], mode: .full).changes.map {
      "\($0.code) \($0.pointer) \($0.breaks.rawValue)"
    }
  }

  @Test(arguments: [
    (#"{"type":["string","null"]}"#, #"{"type":"string"}"#, ["type-narrowed /type writers"]),
    (
      #"{"enum":["a","b"]}"#, #"{"enum":["b","c"]}"#,
      ["enum-value-removed /enum/0 writers", "enum-value-added /enum/1 readers"]
    ),
    (#"{"pattern":"^a"}"#, #"{"pattern":"^ab"}"#, ["pattern-narrowed /pattern writers"]),
    (#"{"pattern":"^(a|b)$"}"#, #"{"pattern":"^[ab]$"}"#, ["pattern-rewritten /pattern neither"]),
    (#"{"required":["a"]}"#, #"{"required":["a","b"]}"#, ["required-added /required/1 writers"]),
    (#"{"properties":{"a":{"type":"string"}}}"#, #"{"properties":{}}"#, ["property-removed /properties/a readers"]),
    (
      #"{"properties":{"a":{"minimum":1}}}"#, #"{"properties":{"a":{"minimum":2}}}"#,
      ["minimum-narrowed /properties/a/minimum writers"]
    ),
    (
      #"{"minimum":1,"maximum":9}"#, #"{"minimum":0,"maximum":8}"#,
      ["minimum-widened /minimum readers", "maximum-narrowed /maximum writers"]
    ),
    (#"{"additionalProperties":false}"#, "{}", ["additional-properties-widened /additionalProperties readers"]),
    (
      #"{"title":"a","default":1}"#, #"{"title":"b"}"#,
      ["title-changed /title neither", "default-changed /default neither"]
    ),
    (
      #"{"type":"integer","minimum":3}"#, #"{"type":"integer","exclusiveMinimum":2}"#,
      ["minimum-rewritten /exclusiveMinimum neither"]
    ),
  ])
  func `a change has a code, a place and those whom it breaks`(old: String, new: String, expected: [String]) throws {
    #expect(try changes(old, new) == expected)
  }

  @Test(arguments: [
    ##"{"$ref":"#/$defs/word","$defs":{"word":{"type":"string","minLength":1}}}"##,
    #"{"allOf":[{"type":"string"},{"minLength":1}]}"#,
    #"{"minLength":1,"type":["string"]}"#,
    ##"{"$ref":"#/$defs/other","$defs":{"other":{"allOf":[{"type":"string","pattern":"^[^]"}]}}}"##,
  ])
  func `the same in other words breaks nobody`(other: String) throws {
    let schema = #"{"type":"string","minLength":1}"#
    #expect(try verdict(schema, other) == "compatible")
    #expect(try verdict(other, schema) == "compatible")
    for change in try changes(schema, other) + changes(other, schema) { #expect(change.hasSuffix("neither")) }
  }

  @Test func `what a writer does not declare it does not send`() throws {
    let schemas = try [
      #"{"type":"object","properties":{"a":{"type":"string"}}}"#,
      #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}}}"#,
    ].map { try compared(try Document.json(SourceText(Array($0.utf8))).root) }
    #expect(Comparison(old: schemas[0], new: schemas[1]).verdict == .breaking)
    #expect(Comparison(old: schemas[0], new: schemas[1], content: .declared).verdict == .compatible)
    #expect(Comparison(old: schemas[1], new: schemas[0], content: .declared).verdict == .compatible)
  }
}
