import Compatibility
import ConfluentCompatibility
import Documents
import JSONSchema
import Testing

@Suite struct RegistryTests {
  private func verdict(
    _ old: String, _ new: String, _ mode: ComparisonMode = .backward, _ profile: RegistryProfile = .strict
  ) throws -> RegistryVerdict {
    let pair = try comparedPair(old, new)
    return RegistryVerdict(old: pair.old, new: pair.new, mode: mode, profile: profile)
  }

  // MARK: Profiles

  /// What each profile says where a property comes or goes: added backward and forward, removed backward and forward.
  @Test(arguments: [
    ("optional", true, "breaking compatible compatible breaking", "compatible compatible compatible compatible"),
    ("required", true, "breaking compatible compatible breaking", "breaking compatible compatible breaking"),
    ("default", true, "breaking compatible compatible breaking", "compatible compatible compatible compatible"),
    ("optional", false, "compatible breaking breaking compatible", "compatible compatible compatible compatible"),
    ("required", false, "breaking breaking breaking breaking", "breaking compatible compatible breaking"),
    ("default", false, "compatible breaking breaking compatible", "compatible compatible compatible compatible"),
  ])
  func `a profile judges properties by need and openness`(
    need: String, isOpen: Bool, strict: String, lenient: String
  ) throws {
    let end = isOpen ? "" : #","additionalProperties":false"#
    let required = need == "optional" ? "" : #","required":["a"]"#
    let value = need == "default" ? #"{"type":"string","default":""}"# : #"{"type":"string"}"#
    let without = #"{"type":"object","properties":{}\#(end)}"#
    let with = #"{"type":"object","properties":{"a":\#(value)}\#(required)\#(end)}"#
    for (profile, expected) in [(RegistryProfile.strict, strict), (.lenient, lenient)] {
      let said =
        try [(without, with, ComparisonMode.backward), (without, with, .forward)]
        .map { try verdict($0.0, $0.1, $0.2, profile).outcome.rawValue }
        + [(with, without, ComparisonMode.backward), (with, without, .forward)]
        .map { try verdict($0.0, $0.1, $0.2, profile).outcome.rawValue }
      #expect(said.joined(separator: " ") == expected)
    }
  }

  @Test func `a lenient profile reaches into combinations`() throws {
    let old = ##"{"allOf":[{"$ref":"#/definitions/a"}],"definitions":{"a":{"type":"object","properties":{}}}}"##
    let new =
      ##"{"allOf":[{"$ref":"#/definitions/a"}],"definitions":{"a":{"type":"object","properties":{"b":{"type":"null"}}}}}"##
    #expect(try verdict(old, new).outcome == .breaking)
    #expect(try verdict(old, new, .backward, .lenient).outcome == .compatible)
  }

  @Test func `both directions count in full`() throws {
    let (narrow, wide) = (#"{"type":"integer"}"#, #"{"type":"number"}"#)
    #expect(try verdict(narrow, wide).outcome == .compatible)
    #expect(try verdict(narrow, wide, .forward).outcome == .breaking)
    let full = try verdict(narrow, wide, .full)
    #expect(full.outcome == .breaking)
    #expect(full.differences.map(\.direction) == [.backward, .forward])
    #expect(full.differences.map(\.isBreaking) == [false, true])
  }

  // MARK: Recursion

  /// An order and an offer that each hold a basket, and a basket that may hold an order.
  private func trade(orders: String, offers: String) -> String {
    func thing(_ key: String, holds other: String) -> String {
      ##"{"type":"object","properties":{"key":{"type":"\##(key)"},"held":{"anyOf":[{"$ref":"#/definitions/\##(other)"}]}}}"##
    }
    return ##"{"anyOf":[{"$ref":"#/definitions/order"},{"$ref":"#/definitions/offer"}],"##
      + #""definitions":{"order":\#(thing(orders, holds: "basket")),"offer":\#(thing(offers, holds: "basket")),"#
      + #""basket":\#(thing("null", holds: "order"))}}"#
  }

  @Test func `a break is not masked by a pair that leads back to itself`() throws {
    let before = trade(orders: "string", offers: "array")
    #expect(try verdict(before, trade(orders: "array", offers: "object")).outcome == .breaking)
    #expect(try verdict(before, before).differences.isEmpty)
    let counted = trade(orders: "integer", offers: "integer")
    #expect(try verdict(counted, trade(orders: "number", offers: "number")).outcome == .compatible)
  }

  @Test(arguments: [
    (##"{"$ref":"#"}"##, ##"{"$ref":"#"}"##),
    (##"{"anyOf":[{"$ref":"#"}]}"##, ##"{"anyOf":[{"$ref":"#"}]}"##),
    (##"{"not":{"properties":{"a":{"$ref":"#"}}}}"##, ##"{"not":{"properties":{"a":{"$ref":"#"}}}}"##),
    (##"{"items":{"$ref":"#"}}"##, ##"{"properties":{"a":{"$ref":"#"}}}"##),
  ])
  func `a schema that leads to itself ends`(old: String, new: String) throws {
    do {
      let pair = try comparedPair(old, new)
      let verdict = RegistryVerdict(old: pair.old, new: pair.new, mode: .full, profile: .strict)
      #expect(verdict.outcome != .error)
    } catch let error as SchemaError {
      // A schema that is nothing but a way back to itself is refused before anybody compares it.
      #expect(old.hasPrefix(##"{"$ref""##) || old.hasPrefix(##"{"anyOf""##), "\(error)")
    }
  }

  @Test func `unions of things that hold all the others are compared once for each pair`() throws {
    let union = (0..<40).map { ##"{"$ref":"#/definitions/T\##($0)"}"## }.joined(separator: ",")
    let things = (0..<40).map {
      #""T\#($0)":{"type":"object","properties":{"kind":{"const":\#($0)},"#
        + #""a":{"oneOf":[\#(union)]},"b":{"oneOf":[\#(union)]}}}"#
    }
    let schema = #"{"oneOf":[\#(union)],"definitions":{\#(things.joined(separator: ","))}}"#
    let verdict = try verdict(schema, schema, .full)
    #expect(verdict.outcome == .compatible)
    #expect(verdict.differences.isEmpty)
  }

  // MARK: Hostile schemas

  @Test func `shared parts that double at each step end in bounded work`() throws {
    func chain(_ last: String) -> String {
      let links = (0..<60).map {
        ##""d\##($0)":{"properties":{"a":{"$ref":"#/definitions/d\##($0 + 1)"},"b":{"$ref":"#/definitions/d\##($0 + 1)"}}}"##
      }
      return
        ##"{"$ref":"#/definitions/d0","definitions":{"d60":{"type":"\##(last)"},\##(links.joined(separator: ","))}}"##
    }
    let verdict = try verdict(chain("string"), chain("number"))
    #expect(verdict.outcome == .breaking)
    #expect(verdict.differences.count == 500)
    #expect(verdict.differences.allSatisfy { $0.type == "TYPE_CHANGED" })
  }

  @Test func `unions of many branches are compared`() throws {
    func union(_ offset: Int) -> String {
      let branches = (0..<300).map { #"{"type":"string","maxLength":\#($0 + offset)}"# }
      return #"{"anyOf":[\#(branches.joined(separator: ","))]}"#
    }
    #expect(try verdict(union(0), union(0)).outcome == .compatible)
    #expect(try verdict(union(0), union(1)).outcome == .compatible)
    #expect(try verdict(union(1), union(0)).outcome == .breaking)
  }

  @Test(arguments: ["not", "items", "additionalProperties"])
  func `what is nested deep is compared to its end`(keyword: String) throws {
    func nested(_ type: String) -> String {
      String(repeating: #"{"\#(keyword)":"#, count: 400) + #"{"type":"\#(type)"}"# + String(repeating: "}", count: 400)
    }
    #expect(try verdict(nested("string"), nested("string")).outcome == .compatible)
    #expect(try verdict(nested("string"), nested("number")).outcome == .breaking)
  }

  @Test func `a long chain of references is followed to its end`() throws {
    func chain(_ type: String) -> String {
      let links = (0..<2_000).map { ##""d\##($0)":{"items":{"$ref":"#/definitions/d\##($0 + 1)"}}"## }
      return
        ##"{"$ref":"#/definitions/d0","definitions":{"d2000":{"type":"\##(type)"},\##(links.joined(separator: ","))}}"##
    }
    #expect(try verdict(chain("string"), chain("string")).outcome == .compatible)
    #expect(try verdict(chain("string"), chain("number")).outcome == .breaking)
  }

  // MARK: What it fails on

  @Test(arguments: [
    (#"{"minimum":1,"exclusiveMinimum":true}"#, #"the registry expects a number behind "exclusiveMinimum""#),
    (#"{"maxLength":2.0}"#, #"the registry expects a 32-bit integer without a fraction behind "maxLength""#),
    (#"{"maxItems":1e2}"#, #"the registry expects a 32-bit integer without a fraction behind "maxItems""#),
    (
      #"{"$schema":"https://json-schema.org/draft/2020-12/schema","const":null}"#,
      "the registry fails on the const null of draft 2019-09 and later"
    ),
  ])
  func `a schema that the registry cannot take is an error`(schema: String, reason: String) throws {
    let verdict = try verdict(schema, schema)
    #expect(verdict.outcome == .error)
    #expect(verdict.reason == reason)
    #expect(verdict.differences.isEmpty)
  }
}
