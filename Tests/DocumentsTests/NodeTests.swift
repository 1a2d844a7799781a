import Documents
import Testing

@Suite struct NodeTests {
  private func json(_ text: String) throws -> Node { try Document.json(SourceText(text)).root }

  @Test(arguments: [
    ("1.0", "1", true), ("9007199254740993", "9007199254740992", false), ("[1,2]", "[2,1]", false),
    (#"{"a":1,"b":2}"#, #"{"b":2.0,"a":1e0}"#, true), (#"{"a":1}"#, #"{"a":1,"b":2}"#, false),
    (#"{"a":null}"#, #"{"b":null}"#, false), ("null", "false", false), ("0", "false", false), ("\"1\"", "1", false),
    ("\"\\u00e9\"", "\"é\"", true), ("\"e\\u0301\"", "\"\\u00e9\"", false), ("[[],{}]", "[[],{}]", true),
    ("[]", "{}", false), (#"{"a":{"b":[1,{"c":2}]}}"#, #"{"a":{"b":[1.0,{"c":2.0}]}}"#, true),
  ])
  func `equality is JSON's`(one: String, other: String, equal: Bool) throws {
    #expect(try (json(one) == json(other)) == equal)
    #expect(try (json(other) == json(one)) == equal)
    if equal { #expect(try json(one).hashValue == json(other).hashValue) }
  }

  @Test func `the hash takes in all of a value`() throws {
    let texts = [
      "[]", "{}", "[[]]", "[1]", "[2]", "[1,2]", "[2,1]", "{\"a\":1}", "{\"a\":2}", "{\"b\":1}", "\"a\"", "null",
    ]
    #expect(Set(try texts.map(json)).count == texts.count)
    let many = try (0..<40).map { number in
      try json("{\(((0..<40).map { "\"k\($0)\":[\($0 == number ? 1 : 0)]" }).joined(separator: ","))}")
    }
    #expect(Set(many.map(\.hashValue)).count == 40)
  }

  @Test(arguments: [2, 40])
  func `keys are looked up by their bytes`(count: Int) throws {
    let others = (0..<count).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let object = try #require(
      try json("{\(others),\"\\u00e9\":\"composed\",\"e\\u0301\":\"decomposed\",\"\":0}").object)
    #expect(object["\u{E9}"]?.string == "composed")
    #expect(object["e\u{301}"]?.string == "decomposed")
    #expect(object[""]?.number == 0)
    #expect(object["k1"]?.number == 1)
    #expect(object["k"] == nil)
    #expect(object.count == count + 3)
  }

  @Test func `a duplicate key is a defect with both places, and the last counts`() throws {
    let document = try Document.json(SourceText(#"{"a":1,"b":{"c":1,"c":2},"\u0061":3}"#))
    #expect(document.root == ["a": 3, "b": ["c": 2]])
    #expect(document.root.object?.keys == ["b", "a"])
    #expect(document.defects.map(\.kind) == [.duplicateKey, .duplicateKey])
    #expect(document.defects.map(\.range) == [SourceRange(18, 21), SourceRange(25, 33)])
    #expect(document.defects.map(\.earlier) == [SourceRange(12, 15), SourceRange(1, 4)])
    #expect(document.defects.last?.message == "duplicate key `a` (first defined at line 1)")
    let error = #expect(throws: DocumentError.self) { try document.requireNoDefects() }
    #expect(error?.kind == .defective)
    try document.requireNoDefects(except: [.duplicateKey])
  }

  @Test func `YAML's duplicate and merge keys are defects, too`() throws {
    let document = try Document.yaml(SourceText("1: a\n\"1\": b\nc:\n  <<: {d: 1}\n"))
    #expect(document.root == ["1": "b", "c": ["<<": ["d": 1]]])
    #expect(document.defects.map(\.kind) == [.duplicateKey, .mergeKey])
    #expect(document.defects.map { document.source.position(at: Int($0.range.start)).description } == ["2:1", "4:3"])
    #expect(throws: DocumentError.self) { try document.requireNoDefects(except: [.mergeKey]) }
  }

  @Test(arguments: [#""\ud800""#, #""\udc00x""#, #""\ud800\ud800\udc00""#, #"{"\ud83d":1}"#, #""\ud800\u0041""#])
  func `half of a surrogate pair is a defect`(text: String) throws {
    let document = try Document.json(SourceText(text))
    #expect(document.defects.map(\.kind) == [.loneSurrogate])
  }

  @Test func `a program writes the same values`() throws {
    let part: Node = ["x": [1, 2.number, "three"], "none": .null]
    let node: Node = ["name": "a\"b", "part": part, "again": [part, true], "count": .number(7)]
    let text =
      #"{"name":"a\"b","part":{"x":[1,2,"three"],"none":null},"again":[{"x":[1,2,"three"],"none":null},true],"count":7}"#
    #expect(node.json() == text)
    #expect(try node == json(text))
    let large = Node.object((0..<100).map { ("k\($0)", Node.number(Number($0))) })
    #expect(Node.array([large, large]).array?[1]?["k77"]?.number == 77)
    #expect(Node.object([("a", 1), ("a", 2)]).json() == #"{"a":2}"#)
  }

  @Test func `elements are found by their place`() throws {
    let array = try #require(try json("[0,[1,1],2,{\"a\":[3]},4]").array)
    #expect((0..<6).map { array[$0]?.json() } == ["0", "[1,1]", "2", "{\"a\":[3]}", "4", nil])
    #expect(array[-1] == nil)
    #expect(Array(array).count == 5)
  }
}

extension Int {
  fileprivate var number: Node { .number(Number(self)) }
}
