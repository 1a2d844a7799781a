import Compatibility
import Documents
import JSONSchema
import TestSupport
import Testing

@Suite struct RandomPairTests {
  /// The tests run side by side, a part of the pairs in each.
  private static let parts = Array(0..<4)
  private static func numbers(_ part: Int, of count: Int) -> StrideTo<Int> {
    stride(from: part, to: count * RandomPair.runs, by: parts.count)
  }

  @Test(arguments: Draft.allCases)
  func `the schemas that are made use every keyword of their draft`(draft: Draft) {
    var used: Set<Keyword> = []
    for number in 0..<400 {
      var schemas = RandomPair.schemas(number * Draft.allCases.count + draft.rawValue)
      Self.note(schemas.schema(), in: &used)
    }
    let missing = Keyword.allCases.filter { $0.drafts.contains(draft) && !used.contains($0) }
    // What was renamed in 2019-09 is seldom seen behind its new name.
    #expect(missing.filter { draft < .draft2019 || $0 != .definitions } == [])
  }

  private static func note(_ schema: Node, in used: inout Set<Keyword>) {
    for member in schema.object.map({ Array($0) }) ?? [] {
      guard let keyword = Keyword(name: member.key) else { continue }
      used.insert(keyword)
      SchemaResources.forEachSubschema(of: keyword, in: member.value) {
        note(Node(tape: member.value.tape, index: $0), in: &used)
      }
    }
  }

  @Test(arguments: parts)
  func `no document refutes what is called compatible, and a document proves what breaks`(part: Int) throws {
    var decided = 0
    var compared = 0
    var attacks = 0
    var proofs: [Node] = []
    var values = RandomValue(generator: SeededGenerator(seed: RandomPair.seed &+ UInt64(part)))
    let common = (0..<250).map { _ in values.value(depth: 3) }
    for number in Self.numbers(part, of: 2_000) {
      guard let pair = try RandomPair(number) else { continue }
      compared += 1
      switch Inclusion(writer: pair.writer, reader: pair.reader).verdict() {
      case .undecided(let reason):
        if Project.variable("COMPATIBILITY_UNDECIDED") != nil { print("\(reason): \(pair.text)") }
      case .breaking(let document):
        decided += 1
        proofs.append(document)
        #expect(try pair.writer.schema.isValid(document), "\(document) is not sent: \(pair.text)")
        #expect(try !pair.reader.schema.isValid(document), "\(document) is accepted: \(pair.text)")
      case .compatible:
        decided += 1
        var directed = DirectedDocument(random: pair.schemas.random, root: pair.old)
        let documents = common.suffix(100 + part) + proofs.suffix(40) + (0..<25).map { _ in directed.document() }
        for document in documents where RandomPair.isValid(document, pair.writer) == true {
          guard let isAccepted = RandomPair.isValid(document, pair.reader) else { continue }
          attacks += 1
          #expect(isAccepted, "\(document) refutes it: \(pair.text)")
        }
      }
    }
    print(
      "seed \(RandomPair.seed), part \(part): \(decided) of \(compared) pairs decided, \(attacks) documents attacked")
    #expect(attacks > 10_000 * RandomPair.runs)
    #expect(decided * 100 > compared * 95)
  }

  @Test(arguments: parts)
  func `a schema in other words breaks nobody`(part: Int) throws {
    var rewritings: [String: Int] = [:]
    for number in Self.numbers(part, of: 800) {
      guard let pair = try RandomPair(number) else { continue }
      var words = EquivalentSchema(random: pair.schemas.random, draft: pair.draft, root: pair.old)
      let other = words.rewritten()
      guard let rewritten = try RandomPair.compared(other, pair.draft) else { continue }
      for name in words.done { rewritings[name, default: 0] += 1 }
      for (writer, reader) in [(pair.writer, rewritten), (rewritten, pair.writer)] {
        if case .breaking(let document) = Inclusion(writer: writer, reader: reader).verdict() {
          Issue.record("\(document) breaks \(other.json()), by \(words.done): \(pair.text)")
        }
      }
    }
    #expect(rewritings.count >= 14, "\(rewritings)")
  }

  @Test(arguments: parts)
  func `what is compatible with what is compatible is compatible`(part: Int) throws {
    var chains = 0
    for number in Self.numbers(part, of: 400) {
      guard var pair = try RandomPair(number),
        let last = try RandomPair.compared(pair.schemas.changed(pair.new), pair.draft)
      else { continue }
      let schemas = [pair.writer, pair.reader, last]
      for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let (one, two, three) = (schemas[order[0]], schemas[order[1]], schemas[order[2]])
        guard case .compatible = Inclusion(writer: one, reader: two).verdict(),
          case .compatible = Inclusion(writer: two, reader: three).verdict()
        else { continue }
        chains += 1
        if case .breaking(let document) = Inclusion(writer: one, reader: three).verdict() {
          Issue.record("\(document) breaks a chain: \(pair.text)")
        }
      }
    }
    #expect(chains > 20)
  }

  @Test func `full is the same both ways`() throws {
    for number in 0..<200 * RandomPair.runs {
      guard let pair = try RandomPair(number) else { continue }
      let there = Comparison(old: pair.writer, new: pair.reader, mode: .full, listsChanges: false)
      let back = Comparison(old: pair.reader, new: pair.writer, mode: .full, listsChanges: false)
      #expect(there.verdict == back.verdict, "\(pair.text)")
    }
  }

  @Test(arguments: Draft.allCases)
  func `less is compatible with more`(draft: Draft) throws {
    for number in 0..<60 * RandomPair.runs {
      var schemas = RandomPair.schemas(number * Draft.allCases.count + draft.rawValue)
      // Without references both may stand inside of another schema.
      let (one, other) = (schemas.subschema(depth: 3), schemas.subschema(depth: 2))
      guard !one.json().contains("ef\":"), !other.json().contains("ef\":") else { continue }
      let both = Node.object([("allOf", .array([one, other]))])
      let either = Node.object([("anyOf", .array([one, other]))])
      for (writer, reader) in [(both, one), (one, either), (both, either), (both, other)] {
        guard let less = try RandomPair.compared(writer, draft), let more = try RandomPair.compared(reader, draft)
        else {
          continue
        }
        if case .breaking(let document) = Inclusion(writer: less, reader: more).verdict() {
          Issue.record("\(document) is in \(writer.json()) and not in \(reader.json()), \(draft.name)")
        }
      }
    }
  }
}
