internal import Documents
internal import JSONSchema

/// Turns what the keywords of a schema say against a document into sentences for people.
///
/// Each says what stands where and what was expected. What was expected is the `title` of the schema that fails, where
/// it has one, and otherwise what its keywords ask for.
struct SchemaExplanation {
  /// Each once, in the order of the text.
  private(set) var objections: [Objection] = []

  let evaluation: Evaluation
  let schema: Node
  let instance: Node

  init(of evaluation: Evaluation, by schema: Node, on instance: Node) {
    self.evaluation = evaluation
    self.schema = schema
    self.instance = instance
    var told: Set<String> = []
    for objection in objections(of: evaluation.root).sorted(by: { $0.range.start < $1.range.start })
    where told.insert("\(objection.range.start) \(objection.message)").inserted {
      objections.append(objection)
    }
  }

  private func objections(of unit: OutputUnit) -> [Objection] {
    failures(of: unit).flatMap { failure in
      failure.alternatives.isEmpty ? [objection(failure.unit)] : [combined(failure.alternatives)]
    }
  }

  /// A keyword that fails by itself, or the alternatives none of which is closer than another.
  private struct Failure {
    let unit: OutputUnit
    var alternatives: [[Failure]] = []
  }

  private func failures(of unit: OutputUnit) -> [Failure] {
    guard !unit.isValid else { return [] }
    guard unit.error != nil else { return unit.children.flatMap(failures) }
    guard let branches = failingBranches(of: unit) else { return [Failure(unit: unit)] }
    let ranked = branches.map { (failures: $0, rank: rank(of: $0, at: unit.instanceLocation)) }
    guard let best = ranked.map(\.rank).max() else { return [Failure(unit: unit)] }
    let closest = ranked.filter { $0.rank == best }.map(\.failures)
    return closest.count == 1 ? closest[0] : [Failure(unit: unit, alternatives: closest)]
  }

  /// What is wrong with each alternative, where none fits; `nil` for all other keywords.
  private func failingBranches(of unit: OutputUnit) -> [[Failure]]? {
    guard ["anyOf", "oneOf"].contains(unit.keywordLocation.tokens.last) else { return nil }
    let count = schema[evaluation.place(of: unit).pointer]?.array?.count
    let failing = unit.children.filter { !$0.isValid }
    return failing.count == count ? failing.map(failures) : nil
  }

  /// How close an alternative comes: one of the right kind before others, then the one that is wrong deepest inside.
  private func rank(of failures: [Failure], at pointer: JSONPointer) -> Rank {
    let ownKeywords = failures.filter { $0.unit.instanceLocation == pointer }.map {
      $0.unit.keywordLocation.tokens.last
    }
    return Rank(
      isOfTheKind: !ownKeywords.contains { ["type", "const", "enum"].contains($0) },
      depth: failures.map { $0.unit.instanceLocation.tokens.count }.min() ?? 0, failures: failures.count)
  }

  private struct Rank: Comparable {
    let isOfTheKind: Bool
    let depth: Int
    let failures: Int

    static func < (left: Rank, right: Rank) -> Bool {
      if left.isOfTheKind != right.isOfTheKind { return right.isOfTheKind }
      return (left.depth, right.failures) < (right.depth, left.failures)
    }
  }

  /// One objection for several alternatives: what each of them expected.
  private func combined(_ alternatives: [[Failure]]) -> Objection {
    let told = alternatives.map { $0.map { $0.alternatives.isEmpty ? objection($0.unit) : combined($0.alternatives) } }
    let firsts = told.compactMap(\.first)
    guard let first = firsts.first else { return Objection(message: "this fits no alternative", at: instance) }
    let expectations = alternatives.compactMap { $0.count == 1 ? $0.first.flatMap { expectation(of: $0.unit) } : nil }
    var message = firsts.map(\.message).joined(separator: "; or ")
    if expectations.count == alternatives.count, let subject = subject(first.pointer) {
      message = "\(subject), expected \(expectations.joined(separator: " or "))"
    }
    return Objection(message: message, help: first.help, range: first.range, pointer: first.pointer)
  }
}
