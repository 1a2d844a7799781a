import Compatibility
import Documents
import Testing

/// Schemas of which little changes cost little, however large they are.
///
/// All of it ends well within a second in a release build; no test asserts that, since a machine may have much to do.
@Suite struct LargeSchemaTests {
  private static func comparison(
    _ old: Node, _ new: Node, mode: ComparisonMode = .backward, content: ContentModel = .open
  ) throws -> Comparison {
    Comparison(old: try compared(old), new: try compared(new), mode: mode, content: content)
  }

  private static func json(_ text: String) throws -> Node { try Document.json(SourceText(Array(text.utf8))).root }

  private static func object(_ count: Int, isClosed: Bool = false) -> Node {
    object(count, isClosed: isClosed) { _ in .object([("type", "string")]) }
  }

  private static func object(_ count: Int, isClosed: Bool = false, _ value: (Int) -> Node) -> Node {
    let members = (0..<count).map { ("p\($0)", value($0)) }
    let closed: [(String, Node)] = isClosed ? [("additionalProperties", false)] : []
    return .object([("type", "object"), ("properties", .object(members))] + closed)
  }

  private static func text(least: Int) -> Node { .object([("type", "string"), ("minLength", .number(Number(least)))]) }

  // MARK: Changes

  @Test func `of an enum of five thousand values only those that come or go are listed`() throws {
    let values = (0..<5_000).map { Node.string("value \($0)") }
    let old = Node.object([("enum", .array(values))])
    let new = Node.object([("enum", .array(Array(values[..<4_000]) + Array(values[4_001...]) + [1, 2]))])
    let comparison = try Self.comparison(old, new, mode: .full)
    #expect(comparison.verdict == .breaking)
    #expect(comparison.changes.map(\.code) == ["enum-value-removed", "enum-value-added", "enum-value-added"])
    #expect(comparison.changes.map(\.breaks) == [.writers, .readers, .readers])
    #expect(comparison.changes.first?.old?.value == "value 4000")
  }

  @Test func `a value in another notation or order is no change of an enum`() throws {
    let (old, new) = (#"{"enum":[1,{"a":1,"b":2}]}"#, #"{"enum":[{"b":2,"a":1},1.0]}"#)
    #expect(try Self.comparison(try Self.json(old), try Self.json(new)).changes.isEmpty)
  }

  @Test func `at most a thousand changes are listed`() throws {
    let values = (0..<3_000).map { Node.number(Number($0)) }
    let comparison = try Self.comparison(.object([("enum", .array(values))]), .object([("enum", .array([-1]))]))
    #expect(comparison.verdict == .breaking)
    #expect(comparison.changes.count == 1_000)
  }

  @Test(arguments: [false, true])
  func `of each of many new properties it is said whom it breaks`(isClosed: Bool) throws {
    let (old, new) = (Self.object(150, isClosed: isClosed), Self.object(300, isClosed: isClosed))
    let comparison = try Self.comparison(old, new, mode: .full)
    #expect(comparison.verdict == .breaking)
    #expect(comparison.changes.count == 150)
    // An open object may have held anything under a new name; a closed one refuses it.
    #expect(comparison.changes.allSatisfy { $0.code == "property-added" })
    #expect(comparison.changes.allSatisfy { $0.breaks == (isClosed ? .readers : .writers) })
  }

  @Test func `a property that breaks is told from those beside it`() throws {
    func schema(_ names: [String]) throws -> Node {
      let properties = names.map { #""\#($0)":{"type":"string"}"# }.joined(separator: ",")
      let patterns = #"{"^x":{"type":"string"},"^y":{"type":"null"}}"#
      return try Self.json(#"{"properties":{\#(properties)},"required":["need"],"patternProperties":\#(patterns)}"#)
    }
    let comparison = try Self.comparison(
      schema(["need", "old"]), schema(["need", "xylem", "yak", "zoo"]), mode: .full)
    let found = comparison.changes.map { "\($0.code) \($0.pointer) \($0.breaks.rawValue)" }
    #expect(
      found == [
        "property-removed /properties/old readers", "property-added /properties/xylem neither",
        "property-added /properties/yak writers", "property-added /properties/zoo writers",
      ])
  }

  @Test func `what a count of members leaves no room for is no break`() throws {
    let old = #"{"type":"object","required":["a"],"maxProperties":1}"#
    let new = #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}"#
    let comparison = try Self.comparison(try Self.json(old), try Self.json(new))
    let added = comparison.changes.filter { $0.code == "property-added" }
    #expect(added.map { "\($0.pointer) \($0.breaks.rawValue)" } == ["/properties/a writers", "/properties/b neither"])
  }

  // MARK: Verdicts

  @Test(arguments: ["", #""type":"object","#])
  func `a oneOf of tagged objects is decided whatever its order, with a type and without`(type: String) throws {
    func branch(_ number: Int, least: Int = 1) -> String {
      let members = #""kind":{"const":"k\#(number)"},"n":{"minimum":\#(least)}"#
      return #"{\#(type)"required":["kind"],"properties":{\#(members)}}"#
    }
    func union(_ branches: [String]) -> String { #"{"oneOf":[\#(branches.joined(separator: ","))]}"# }
    let old = (0..<400).map { branch($0) }
    var (wider, narrower) = (old, old)
    wider[200] = branch(200, least: 0)
    narrower[200] = branch(200, least: 2)
    #expect(try verdict(union(old), union(old.reversed())) == "compatible")
    #expect(try verdict(union(old), union(wider)) == "compatible")
    #expect(try verdict(union(old), union(narrower)) == "breaking")
    // Without a type, whatever is no object is valid by all branches, and so by none.
    #expect(try verdict(union(old), #"{"type":"object"}"#) == "compatible")
    #expect(try verdict(union(old), union(old + [branch(400)])) == "compatible")
    #expect(try verdict(union(old), union(Array(old.dropLast()))) == "breaking")
  }

  @Test func `a oneOf of a thousand titled constants can get one more`() throws {
    let branches = (0...1_000).map { #"{"const":"c\#($0)","title":"C \#($0)"}"# }
    func union(_ branches: some Collection<String>) -> String { #"{"oneOf":[\#(branches.joined(separator: ","))]}"# }
    #expect(try verdict(union(branches.dropLast()), union(branches)) == "compatible")
    #expect(try verdict(union(branches), union(branches.dropLast())) == "breaking")
  }

  @Test func `one branch that takes all values of a kind leaves the others none of that kind`() throws {
    let few = (0..<10).map { #"{"const":"c\#($0)"}"# }.joined(separator: ",")
    let union = #"{"oneOf":[{"type":["string","null"]},\#(few)]}"#
    #expect(try verdict(union, #"{"type":["string","null"]}"#) == "compatible")
    #expect(try verdict(union, #"{"not":{"const":"c3"}}"#) == "compatible")
    #expect(try verdict(union, #"{"not":{"const":"c10"}}"#) == "breaking")
    #expect(try verdict(#"{"const":null}"#, union) == "compatible")
    #expect(try verdict(#"{"const":"c3"}"#, union) == "breaking")
  }

  @Test func `the same schema over again is compatible whatever it holds`() throws {
    let schema = #"{"pattern":"^(?=.*(a|b)\\1).*$","propertyNames":{"pattern":"(c)\\1"}}"#
    #expect(try verdict(schema, schema) == "compatible")
  }

  @Test(arguments: ["string", "integer"])
  func `a dynamic reference that several resources override is decided`(type: String) throws {
    func schema(_ type: String) -> String {
      func resource(_ name: String, _ type: String) -> String {
        let anchor = #"{"T":{"$dynamicAnchor":"T","type":"\#(type)"}}"#
        return #""\#(name)":{"$id":"\#(name)","$ref":"gen","$defs":\#(anchor)}"#
      }
      let general = ##"{"$id":"gen","type":"array","items":{"$dynamicRef":"#T"},"$defs":{"T":{"$dynamicAnchor":"T"}}}"##
      let properties = #"{"p":{"$ref":"sa"},"q":{"$ref":"sb"}}"#
      let definitions = #"{\#(resource("sa", "boolean")),\#(resource("sb", type)),"g":\#(general)}"#
      return #"{"$id":"https://x/r","properties":\#(properties),"$defs":\#(definitions)}"#
    }
    #expect(try verdict(schema(type), schema(type)) == "compatible")
    #expect(try verdict(schema(type), schema("null")) == "breaking")
    let expected = type == "integer" ? "compatible" : "breaking"
    #expect(try verdict(schema(type), schema("number")) == expected)
  }

  @Test(arguments: [(200, 400), (1_000, 1_100), (2_500, 2_501)])
  func `properties that declared content did not have are compatible`(old: Int, new: Int) throws {
    for isClosed in [false, true] {
      let (old, new) = (Self.object(old, isClosed: isClosed), Self.object(new, isClosed: isClosed))
      #expect(try Self.comparison(old, new, content: .declared).verdict == .compatible)
    }
    #expect(try Self.comparison(Self.object(old), Self.object(new)).verdict == .breaking)
  }

  @Test func `of two thousand properties a hundred can change`() throws {
    func schema(_ least: Int) -> Node { Self.object(2_000) { Self.text(least: $0 % 20 == 0 ? least : 3) } }
    for content in ContentModel.allCases {
      #expect(try Self.comparison(schema(5), schema(4), content: content).verdict == .compatible)
      #expect(try Self.comparison(schema(4), schema(5), content: content).verdict == .breaking)
    }
  }
}
