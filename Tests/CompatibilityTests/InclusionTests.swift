import Compatibility
import Documents
import JSONSchema
import Testing

@Suite struct InclusionTests {
  @Test(arguments: [
    (#"{"type":"integer"}"#, #"{"type":"number"}"#),
    (#"{"type":"integer"}"#, #"{"multipleOf":1}"#),
    (#"{"type":"number","multipleOf":1}"#, #"{"type":"integer"}"#),
    (#"{"multipleOf":6,"type":"number"}"#, #"{"allOf":[{"multipleOf":2},{"multipleOf":3}]}"#),
    (#"{"allOf":[{"multipleOf":2},{"multipleOf":3}]}"#, #"{"multipleOf":6}"#),
    (#"{"type":"integer","minimum":1,"maximum":3}"#, #"{"enum":[1,2,3]}"#),
    (#"{"type":"integer","exclusiveMinimum":0,"exclusiveMaximum":2}"#, #"{"const":1}"#),
    (#"{"type":"boolean"}"#, #"{"enum":[true,false]}"#),
    (#"{"type":"string","pattern":"^[ab]{2}$"}"#, #"{"enum":["aa","ab","ba","bb"]}"#),
    (#"{"pattern":"^a+$"}"#, #"{"pattern":"a"}"#),
    (#"{"type":"string","pattern":"^(ab)*$","maxLength":3}"#, #"{"enum":["","ab"]}"#),
    (#"{"pattern":"\\p{L}"}"#, #"{"pattern":"\\p{L}"}"#),
    (#"{"type":"array","items":{"type":"boolean"},"uniqueItems":true}"#, #"{"maxItems":2}"#),
    (#"{"type":"array","prefixItems":[false]}"#, #"{"maxItems":0}"#),
    (
      #"{"type":"array","items":{"type":"integer"},"contains":{"minimum":3}}"#,
      #"{"minItems":1,"contains":{"minimum":2}}"#
    ),
    (#"{"required":["a"],"additionalProperties":false,"type":"object"}"#, "false"),
    (#"{"properties":{"a":false},"required":["a"],"type":"object"}"#, "false"),
    (#"{"maxProperties":0,"type":"object"}"#, #"{"const":{}}"#),
    (#"{"type":"object","propertyNames":{"maxLength":0}}"#, #"{"maxProperties":1}"#),
    (#"{"type":"object","patternProperties":{"^a":{"type":"integer"}}}"#, #"{"properties":{"ab":{"type":"number"}}}"#),
    (#"{"oneOf":[{"type":"string"},{"type":"integer"}]}"#, #"{"type":["integer","string"]}"#),
    (#"{"not":{"not":{"type":"string"}}}"#, #"{"type":"string"}"#),
    (
      #"{"if":{"properties":{"a":{"const":1}},"required":["a"]},"then":{"required":["b"]}}"#,
      #"{"anyOf":[{"required":["b"]},{"not":{"required":["a"],"properties":{"a":{"const":1}}}}]}"#
    ),
    (
      ##"{"$ref":"#/$defs/tree","$defs":{"tree":{"type":"object","properties":{"kids":{"items":{"$ref":"#/$defs/tree"}}}}}}"##,
      ##"{"type":"object","properties":{"kids":{"items":{"$ref":"#"}}}}"##
    ),
    (##"{"type":"object","required":["next"],"properties":{"next":{"$ref":"#"}}}"##, "false"),
    (
      #"{"anyOf":[{"required":["k"],"properties":{"k":{"const":"x"},"v":{"type":"integer"}}},{"required":["k"],"properties":{"k":{"const":"y"}}}]}"#,
      #"{"if":{"properties":{"k":{"const":"x"}}},"then":{"properties":{"v":{"type":"number"}}}}"#
    ),
    (#"{"minItems":1000000000,"type":"array"}"#, #"{"minItems":999999999}"#),
    (#"{"pattern":"^(?!.*foo).*$"}"#, #"{"not":{"type":"string","pattern":"^foo"}}"#),
    (#"{"pattern":"^((?!foo).)*$"}"#, #"{"not":{"type":"string","pattern":"foo.*bar"}}"#),
    (#"{"pattern":"^foo\\b"}"#, #"{"pattern":"^foo"}"#),
    (#"{"pattern":"^\\p{Lu}+$"}"#, #"{"pattern":"^\\p{L}+$"}"#),
    (#"{"pattern":"(?<!a)b"}"#, #"{"pattern":"^b|[^a]b"}"#),
    (#"{"oneOf":[{"type":"string"},{"type":"null"}]}"#, #"{"anyOf":[{"type":"string"},{"type":"null"}]}"#),
    (
      #"{"anyOf":[{"properties":{"a":{"const":1}},"required":["a"]},{"properties":{"b":{"const":2}}}],"unevaluatedProperties":false}"#,
      #"{"propertyNames":{"enum":["a","b"]}}"#
    ),
  ])
  func `a schema that accepts no more than another is compatible with it`(writer: String, reader: String) throws {
    #expect(try verdict(writer, reader) == "compatible")
  }

  @Test(arguments: [
    (#"{"type":"number"}"#, #"{"type":"integer"}"#),
    (#"{}"#, #"{"not":{"const":1}}"#),
    (#"{"multipleOf":0.3}"#, #"{"multipleOf":0.6}"#),
    (#"{"type":"integer"}"#, #"{"not":{"multipleOf":7}}"#),
    (#"{"enum":["é"]}"#, "{\"enum\":[\"e\u{301}\"]}"),
    (#"{"pattern":"a"}"#, #"{"pattern":"^a+$"}"#),
    (#"{"pattern":"^.{3,}$"}"#, #"{"maxLength":3}"#),
    (#"{"type":"string"}"#, #"{"pattern":"^.*$"}"#),
    (#"{"type":"array","items":{"enum":[1,2]},"uniqueItems":true}"#, #"{"maxItems":1}"#),
    (#"{"contains":{"const":1}}"#, #"{"contains":{"const":1},"maxContains":1}"#),
    (#"{"items":{"type":"integer"}}"#, #"{"uniqueItems":true}"#),
    (
      #"{"properties":{"a":{"type":"integer"}}}"#,
      #"{"properties":{"a":{"type":"integer"}},"additionalProperties":false}"#
    ),
    (#"{"required":["a"]}"#, #"{"required":["a","b"]}"#),
    (#"{"required":["a"]}"#, #"{"maxProperties":1}"#),
    (#"{"minProperties":1,"propertyNames":{"pattern":"^a"}}"#, #"{"properties":{"ab":false}}"#),
    (#"{"anyOf":[{"type":"integer"},{"minimum":3}]}"#, #"{"oneOf":[{"type":"integer"},{"minimum":3}]}"#),
    (#"{"dependentRequired":{"a":["b"]}}"#, #"{"dependentRequired":{"a":["b","c"]}}"#),
    (
      ##"{"type":"object","properties":{"next":{"$ref":"#"},"v":{"type":["integer","null"]}}}"##,
      ##"{"type":"object","properties":{"next":{"$ref":"#"},"v":{"type":"integer"}}}"##
    ),
    (
      #"{"properties":{"list":{"items":{"properties":{"deep":{"type":"string"}}}}}}"#,
      #"{"properties":{"list":{"items":{"properties":{"deep":{"type":"string","minLength":2}}}}}}"#
    ),
    (#"{"type":"string","pattern":"^foo"}"#, #"{"pattern":"^foo\\b"}"#),
    (#"{"type":"string","pattern":"^\\p{L}+$"}"#, #"{"pattern":"^\\P{Lu}+$"}"#),
    (#"{"type":"string","pattern":"^(?=.*[a-z])(?=.*[0-9])"}"#, #"{"pattern":"^(?=.*[a-z])(?=.*[0-9])(?=.*[A-Z])"}"#),
    (
      #"{"allOf":[{"anyOf":[{"properties":{"a":true}},{"properties":{"b":true}},{"properties":{"c":true}}]}],"unevaluatedProperties":false}"#,
      #"{"maxProperties":2}"#
    ),
    (#"{"type":"array","minItems":16000,"items":{"type":"number"}}"#, #"{"items":{"type":"integer"}}"#),
  ])
  func `a schema that accepts more than another breaks it, and a document shows how`(
    writer: String, reader: String
  ) throws {
    #expect(try verdict(writer, reader) == "breaking")
  }

  /// A tree whose nodes another schema may narrow, and one that does.
  private static func tree(_ name: String, value: String) -> String {
    let extended = #"{"$id":"more","$dynamicAnchor":"node","$ref":"tree","properties":{"value":\#(value)}}"#
    let tree =
      ##"{"$id":"tree","$dynamicAnchor":"node","type":"object","properties":{"kids":{"items":{"$dynamicRef":"#node"}}}}"##
    return #"{"$id":"https://example.com/","$ref":"\#(name)","$defs":{"more":\#(extended),"tree":\#(tree)}}"#
  }

  @Test func `a dynamic reference leads to the outermost schema of its name`() throws {
    let (narrow, wide) = (#"{"maximum":3}"#, #"{"maximum":4}"#)
    #expect(try verdict(Self.tree("more", value: narrow), Self.tree("more", value: wide)) == "compatible")
    #expect(try verdict(Self.tree("more", value: wide), Self.tree("more", value: narrow)) == "breaking")
    #expect(try verdict(Self.tree("tree", value: wide), Self.tree("tree", value: narrow)) == "compatible")
    #expect(try verdict(Self.tree("more", value: wide), Self.tree("tree", value: wide)) == "compatible")
    #expect(try verdict(Self.tree("tree", value: wide), Self.tree("more", value: wide)) == "breaking")
  }

  @Test func `an integer with a fraction of zero is none in draft 4`() throws {
    #expect(try verdict(#"{"type":"number","multipleOf":1}"#, #"{"type":"integer"}"#, .draft4) == "breaking")
    #expect(try verdict(#"{"type":"number","multipleOf":1}"#, #"{"type":"integer"}"#, .draft6) == "compatible")
  }

  @Test(arguments: [
    ("{\"$ref\":\"#\"}", "{\"type\":\"string\"}"),
    (#"{"type":"string","minLength":1000000000}"#, #"{"pattern":"^a"}"#),
    (#"{"pattern":"^(a+)b\\1$"}"#, #"{"pattern":"c"}"#),
  ])
  func `what is not found out is undecided`(writer: String, reader: String) throws {
    #expect(try verdict(writer, reader) == "undecided")
  }

  @Test func `hostile schemas end within their steps`() throws {
    let limits = ProofLimits(steps: 100_000)
    let branches = (0..<1000).map { #"{"properties":{"p\#($0)":{"const":\#($0)}},"required":["p\#($0 % 10)"]}"# }
    let union = #"{"oneOf":[\#(branches.joined(separator: ","))]}"#
    #expect(try verdict(union, #"{"type":"object"}"#, limits: limits) != "breaking")
    let explosive = #"{"pattern":"^(a|b)*a(a|b){18}$"}"#
    #expect(try verdict(explosive, #"{"pattern":"^(a|b)*b(a|b){17}$|^a"}"#, limits: limits) != "no proof")
    let deep = String(repeating: #"{"not":{"items":"#, count: 200) + "{}" + String(repeating: "}}", count: 200)
    #expect(try verdict(deep, "{}", limits: limits) != "breaking")
  }
}
