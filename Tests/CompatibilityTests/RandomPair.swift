import Compatibility
import Documents
import JSONSchema
import TestSupport

/// Two schemas that were made at random, the second nearly always out of the first.
struct RandomPair {
  let old: Node
  let new: Node
  let writer: ComparedSchema
  let reader: ComparedSchema
  let draft: Draft
  /// What a failed test says of it.
  let text: String
  var schemas: RandomSchema<SeededGenerator>

  static let seed = Soak.seed

  /// How many times as long as usual the tests with random pairs are.
  static let runs = Soak.count(1, full: 25)

  static func schemas(_ number: Int) -> RandomSchema<SeededGenerator> {
    RandomSchema(
      generator: SeededGenerator(seed: seed &+ UInt64(number) &* 7919),
      draft: Draft.allCases[number % Draft.allCases.count])
  }

  /// Makes a pair; nil for one of the few that lead nowhere.
  init?(_ number: Int) throws {
    schemas = Self.schemas(number)
    draft = schemas.draft
    old = schemas.schema()
    var new = schemas.chance(3) ? schemas.schema() : schemas.changed(old)
    if schemas.chance(3) { new = schemas.changed(new) }
    self.new = new
    text = "seed \(Self.seed), pair \(number), \(draft.name)\n\(old.json())\n\(new.json())"
    guard let writer = try Self.compared(old, draft), let reader = try Self.compared(new, draft) else { return nil }
    self.writer = writer
    self.reader = reader
  }

  /// A schema as one that is compared; nil for one that leads nowhere.
  static func compared(_ schema: Node, _ draft: Draft) throws -> ComparedSchema? {
    do throws(SchemaError) {
      var resources = SchemaResources(defaultDraft: draft) { _ in nil }
      let location = try resources.add(schema, uri: RandomSchema<SeededGenerator>.uri)
      return try ComparedSchema(at: location, in: resources)
    } catch {
      guard error.kind == .missingTarget || error.kind == .missingDocument else { throw error }
      return nil
    }
  }

  /// Nil where the validator gives up, as it does when a schema refers to itself without end.
  static func isValid(_ document: Node, _ schema: ComparedSchema) -> Bool? {
    do throws(EvaluationError) { return try schema.schema.isValid(document) } catch { return nil }
  }
}
