import Compatibility
import Documents
import JSONSchema
import SystemPackage
import TestSupport
import Testing

/// The pairs of jsonsubschema's own tests, with its verdicts.
@Suite(
  .enabled(
    if: Project.exists(Project.corpora.appending("contracts/jsonsubschema/pairs.json")),
    "the corpus stands beside a checkout on some machines only"))
struct CorpusTests {
  /// The pairs that jsonsubschema calls breaking, and why they are compatible.
  ///
  /// Where it is the other way round, the document that breaks settles it.
  static let proofs: [Int: String] = [
    354: "every multiple of 3 is ten times as many multiples of 0.3; in binary fractions it is not",
    566: "beside a $ref that asks for a string stands a type that asks for an integer: nothing is accepted",
  ]
  /// The pairs of which one is no schema.
  static let malformed: Set<Int> = [371, 372, 468, 568, 569]

  @Test(arguments: 0..<2)
  func `every pair is decided, and a document or a proof settles where jsonsubschema says something else`(
    part: Int
  ) throws {
    let path = Project.corpora.appending("contracts/jsonsubschema/pairs.json")
    // Some schemas hold what is no JSON; those pairs are left out.
    let text = try #require(Project.text(of: path)).replacing("NaN", with: "\"no number\"")
    let pairs = try #require(try Document.json(SourceText(Array(text.utf8))).root.array)
    var agreeing = 0
    var compared = 0
    for (number, pair) in pairs.enumerated() where number % 2 == part {
      guard !pair.json().contains("\"no number\""), let old = pair["s1"], let new = pair["s2"] else { continue }
      let schemas: (old: ComparedSchema, new: ComparedSchema)
      do throws(SchemaError) {
        schemas = try ComparedPair.compiled(draft: nil) { draft throws(SchemaError) in
          (try Self.compiled(old, draft), try Self.compiled(new, draft))
        }
      } catch {
        #expect(Self.malformed.contains(number), "\(number): \(error)")
        continue
      }
      compared += 1
      let expected = pair["isSubschema"]?.boolean
      switch Inclusion(writer: schemas.old, reader: schemas.new).verdict() {
      case .undecided(let reason): Issue.record("\(number) is undecided: \(reason)")
      case .compatible:
        #expect(expected != false || Self.proofs[number] != nil, "\(number)")
        if expected == true { agreeing += 1 }
      case .breaking(let document):
        // Some documents have millions of values, and were validated already.
        if document.tape.entries.count < 10_000 {
          #expect(try schemas.old.schema.isValid(document))
          #expect(try !schemas.new.schema.isValid(document))
        }
        if expected == false { agreeing += 1 }
      }
    }
    print("\(compared) pairs decided, of which jsonsubschema says the same of \(agreeing)")
    #expect(compared > 300)
    #expect(agreeing > 290)
  }

  private static func compiled(_ schema: Node, _ draft: Draft) throws(SchemaError) -> ComparedSchema {
    var resources = SchemaResources(defaultDraft: draft) { _ in nil }
    let location = try resources.add(schema, uri: "")
    return try ComparedSchema(at: location, in: resources)
  }
}
