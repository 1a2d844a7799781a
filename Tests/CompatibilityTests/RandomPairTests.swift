import Compatibility
import Documents
import JSONSchema
import TestSupport
import Testing

@Suite struct RandomPairTests {
  /// `COMPATIBILITY_SEED` repeats a run; `COMPATIBILITY_PAIRS` makes one longer.
  private static let seed = Project.variable("COMPATIBILITY_SEED").flatMap { UInt64($0) } ?? 20_261_121
  private static let pairs = Project.variable("COMPATIBILITY_PAIRS").flatMap { Int($0) } ?? 1_500
  /// How many documents attack each pair that is called compatible.
  private static let documents = 100

  private struct Pair {
    let number: Int
    let writer: ComparedSchema
    let reader: ComparedSchema
    let text: String
    var random: RandomSchema<SeededGenerator>
  }

  /// A pair that can be compared; nil for one of the few that lead nowhere.
  private static func pair(_ number: Int) throws -> Pair? {
    let draft = Draft.allCases[number % Draft.allCases.count]
    var random = RandomSchema(generator: SeededGenerator(seed: seed &+ UInt64(number) &* 7919), draft: draft)
    let old = random.schema()
    var new = random.chance(3) ? random.schema() : random.changed(old)
    if random.chance(3) { new = random.changed(new) }
    do throws(SchemaError) {
      var resources = (
        SchemaResources(defaultDraft: draft) { _ in nil }, SchemaResources(defaultDraft: draft) { _ in nil }
      )
      let places = (try resources.0.add(old, uri: ""), try resources.1.add(new, uri: ""))
      let text = "seed \(seed), pair \(number), \(draft.name)\n\(old.json())\n\(new.json())"
      return Pair(
        number: number, writer: try ComparedSchema(at: places.0, in: resources.0),
        reader: try ComparedSchema(at: places.1, in: resources.1), text: text, random: random)
    } catch {
      guard error.kind == .missingTarget else { throw error }
      return nil
    }
  }

  /// Nil where the validator gives up, as it does when a schema leads to itself without end.
  private static func isValid(_ document: Node, _ schema: ComparedSchema) -> Bool? {
    do throws(EvaluationError) { return try schema.schema.isValid(document) } catch { return nil }
  }

  @Test func `no document refutes what is called compatible, and a document proves what breaks`() throws {
    var decided = 0
    var compared = 0
    var attacks = 0
    var directed: [Node] = []
    for number in 0..<Self.pairs {
      guard var pair = try Self.pair(number) else { continue }
      compared += 1
      switch Inclusion(writer: pair.writer, reader: pair.reader).verdict() {
      case .undecided: continue
      case .breaking(let document):
        decided += 1
        directed.append(document)
        #expect(try pair.writer.schema.isValid(document), "\(document) is not sent: \(pair.text)")
        #expect(try !pair.reader.schema.isValid(document), "\(document) is accepted: \(pair.text)")
      case .compatible:
        decided += 1
        let documents = (0..<Self.documents).map { _ in pair.random.value(depth: 3) } + directed.suffix(20)
        for document in documents where Self.isValid(document, pair.writer) == true {
          guard let isAccepted = Self.isValid(document, pair.reader) else { continue }
          attacks += 1
          #expect(isAccepted, "\(document) refutes it: \(pair.text)")
        }
      }
    }
    print("seed \(Self.seed): \(decided) of \(compared) pairs decided, \(attacks) documents attacked")
    #expect(attacks > Self.pairs)
    #expect(decided * 100 > compared * 90)
  }

  @Test func `a schema is compatible with itself in other words`() throws {
    for number in 0..<Self.pairs / 5 {
      guard let pair = try Self.pair(number) else { continue }
      let root = pair.writer.resources.node(at: pair.writer.location)
      guard let members = root.object, members["$ref"] == nil else { continue }
      let draft = Draft.allCases[number % Draft.allCases.count]
      let isDefinition: (String) -> Bool = { ["$defs", "definitions"].contains($0) }
      let definitions = members.filter { isDefinition($0.key) }.map { ($0.key, $0.value) }
      let rest = Node.object(members.filter { !isDefinition($0.key) }.map { ($0.key, $0.value) })
      let twice = Node.object([("not", .object([("not", rest)]))] + definitions)
      let whole = Node.object([("allOf", [rest, .object([])])] + definitions)
      let either = Node.object([("anyOf", [rest, rest])] + definitions)
      for other in [root, twice, whole, either] {
        let rewritten = try CompatibilityTests.compared(other, draft)
        for (writer, reader) in [(pair.writer, rewritten), (rewritten, pair.writer)] {
          if case .breaking(let document) = Inclusion(writer: writer, reader: reader).verdict() {
            Issue.record("\(document) breaks \(other.json()), which is \(root.json()) of \(draft.name)")
          }
        }
      }
    }
  }
}
