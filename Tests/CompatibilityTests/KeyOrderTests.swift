import Compatibility
import Documents
import JSONSchema
import TestSupport
import Testing

/// The order of the keys of an object says nothing (RFC 8259, section 4), so no verdict depends on it.
@Suite struct KeyOrderTests {
  /// Schemas in which one keyword has no answer where another one has.
  static let schemas = [
    ##"{"not":{},"$ref":"#"}"##, ##"{"allOf":[{"$ref":"#"}],"type":"string","anyOf":[false]}"##,
    ##"{"oneOf":[{"$ref":"#"}],"not":{"not":{"type":"null"}}}"##,
    ##"{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b","not":{}},"b":{"$ref":"#/$defs/a"}}}"##,
    ##"{"if":{"$ref":"#"},"then":true,"not":{},"anyOf":[{"type":"string"}]}"##,
    ##"{"patternProperties":{"^(a+)+$":false,"^b":{"$ref":"#"},"^.":{"not":{}}},"required":["b"]}"##,
    ##"{"dependentSchemas":{"a":{"$ref":"#"},"b":{"not":{}}},"required":["a","b"],"type":"object"}"##,
    ##"{"const":{"a":1,"b":{"d":[],"c":null}},"enum":[{"b":{"c":null,"d":[]},"a":1}]}"##,
    ##"{"properties":{"a":{"$ref":"#"},"b":{"minimum":3}},"required":["b"],"additionalProperties":false,"$comment":""}"##,
    // A name that is given twice leads nowhere.
    ##"{"$ref":"#x","$defs":{"a":{"$anchor":"x","type":"string"},"b":{"$anchor":"x","type":"null"}}}"##,
    "true", "false", ##"{"type":"object"}"##, ##"{"type":"string"}"##,
  ]

  @Test(arguments: schemas.indices)
  func `a schema is compatible with another or not, however their keys are ordered`(index: Int) throws {
    var order = KeyOrder(SeededGenerator(seed: 20_260_105 &+ UInt64(index)))
    let writer = try Document.json(SourceText(Self.schemas[index])).root
    for text in Self.schemas {
      let reader = try Document.json(SourceText(text)).root
      let expected = word(writer, reader)
      for _ in 0..<12 {
        let (old, new) = (order.permuted(writer), order.permuted(reader))
        #expect(word(old, new) == expected, "\(old.json()) \(new.json())")
      }
    }
  }

  private func word(_ writer: Node, _ reader: Node) -> String {
    do {
      return try verdict(writer.json(), reader.json())
    } catch {
      return "no schema"
    }
  }

  @Test func `a name that is given twice is no schema to compare with`() throws {
    #expect(
      word(try Document.json(SourceText("true")).root, try Document.json(SourceText(Self.schemas[9])).root)
        == "no schema")
  }

  /// The tests run side by side, a part of the pairs in each.
  @Test(arguments: 0..<4)
  func `the verdict of two random schemas stays as it is when their keys are permuted`(part: Int) throws {
    var order = KeyOrder(SeededGenerator(seed: RandomPair.seed &+ UInt64(part)))
    var compared = 0
    for number in stride(from: part, to: 800 * RandomPair.runs, by: 4) {
      guard let pair = try RandomPair(number),
        let writer = try RandomPair.compared(order.permuted(pair.old), pair.draft),
        let reader = try RandomPair.compared(order.permuted(pair.new), pair.draft)
      else { continue }
      compared += 1
      // Few steps, so that many a proof is given up half way.
      for limits in [ProofLimits(), ProofLimits(steps: 300)] {
        let before = Inclusion(writer: pair.writer, reader: pair.reader, limits: limits).verdict()
        let after = Inclusion(writer: writer, reader: reader, limits: limits).verdict()
        #expect(before.word == after.word, "\(pair.text)")
      }
      for text in ["null", "{}", "[]", "\"a\"", "1", #"{"a":1,"b":[2]}"#] {
        let value = try Document.json(SourceText(text)).root
        #expect(RandomPair.isValid(value, pair.reader) == RandomPair.isValid(value, reader), "\(text): \(pair.text)")
      }
    }
    #expect(compared > 100)
  }
}

extension InclusionVerdict {
  fileprivate var word: String {
    switch self {
    case .compatible: "compatible"
    case .breaking: "breaking"
    case .undecided: "undecided"
    }
  }
}

/// Puts the members of objects in another order, at every depth.
struct KeyOrder<Generator: RandomNumberGenerator> {
  private var generator: Generator

  init(_ generator: Generator) { self.generator = generator }

  mutating func permuted(_ value: Node) -> Node {
    if let object = value.object {
      var members: [(String, Node)] = []
      for member in object { members.append((member.key, permuted(member.value))) }
      return .object(members.shuffled(using: &generator))
    }
    guard let items = value.array else { return value }
    var permuted: [Node] = []
    for item in items { permuted.append(self.permuted(item)) }
    return .array(permuted)
  }
}
