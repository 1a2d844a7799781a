internal import Compatibility
internal import Documents
internal import JSONSchema

/// The comparison of two schemas: a break has a witness that the validator confirms, no schema breaks itself, and the
/// order of keys changes no verdict.
enum CompareTarget {
  static func run(_ bytes: [UInt8]) throws(FuzzFinding) {
    guard let first = bytes.first else { return }
    let parts = bytes.dropFirst().split(separator: FuzzTarget.separator, maxSplits: 1)
    guard parts.count == 2, let old = json(parts[0]), let new = json(parts[1]) else { return }
    let draft = Draft.allCases[Int(first) % Draft.allCases.count]
    guard let writer = compared(old, draft), let reader = compared(new, draft) else { return }
    let verdict = try verdict(writer, reader)
    try require(try self.verdict(writer, writer) != .breaking, "a schema breaks itself")
    if let one = compared(reversed(old), draft), let other = compared(reversed(new), draft) {
      let turned = try self.verdict(one, other)
      try require(
        turned == verdict || turned == .undecided || verdict == .undecided,
        "\(verdict) becomes \(turned) where keys are written in another order")
    }
    _ = Comparison.changes(from: writer, to: reader, limits: limits)
  }

  private enum Verdict {
    case compatible
    case breaking
    case undecided
  }

  private static let limits = ProofLimits(steps: 20_000)

  private static func verdict(_ writer: ComparedSchema, _ reader: ComparedSchema) throws(FuzzFinding) -> Verdict {
    switch Inclusion(writer: writer, reader: reader, limits: limits).verdict() {
    case .compatible: return .compatible
    case .undecided: return .undecided
    case .breaking(let witness):
      let isSent = result { () throws(EvaluationError) in try writer.schema.isValid(witness) }
      let isRead = result { () throws(EvaluationError) in try reader.schema.isValid(witness) }
      try require(isSent == true && isRead == false, "\(witness.json()) proves nothing")
      return .breaking
    }
  }

  private static func compared(_ root: Node, _ draft: Draft) -> ComparedSchema? {
    result { () throws(SchemaError) in
      var resources = SchemaResources(
        defaultDraft: draft, limits: SchemaLimits(documents: 10, subschemas: 2000)
      ) { _ in nil }
      let location = try resources.add(root, uri: "")
      return try ComparedSchema(at: location, in: resources)
    }
  }

  /// The value with the keys of all objects in the opposite order.
  private static func reversed(_ node: Node) -> Node {
    if let array = node.array { return .array(array.map(reversed)) }
    guard let object = node.object else { return node }
    return .object(object.reversed().map { ($0.key, reversed($0.value)) })
  }
}
