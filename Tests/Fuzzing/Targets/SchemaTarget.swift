internal import Documents
internal import JSONSchema

/// JSON Schema: a schema and an instance, behind a byte that says which draft it is by default.
enum SchemaTarget {
  static func run(_ bytes: [UInt8]) throws(FuzzFinding) {
    guard let first = bytes.first else { return }
    let parts = bytes.dropFirst().split(separator: FuzzTarget.separator, maxSplits: 1)
    guard let schemaText = parts.first, let root = json(schemaText) else { return }
    let draft = Draft.allCases[Int(first) % Draft.allCases.count]
    let options = SchemaOptions(assertsFormats: first & 64 != 0, assertsContent: first & 128 != 0)
    guard let schema = compiled(root, draft, options) else { return }
    let instances = [parts.count > 1 ? json(parts[1]) : nil, root, .null].compactMap(\.self)
    for instance in instances {
      let limits = EvaluationLimits(steps: 20_000)
      let isValid = result { () throws(EvaluationError) in try schema.isValid(instance, limits: limits) }
      let evaluation = result { () throws(EvaluationError) in
        try schema.evaluate(instance, limits: limits, annotations: true, room: 1000)
      }
      guard let isValid, let evaluation else { continue }
      try require(isValid == evaluation.root.isValid, "the two ways to judge a value differ")
    }
  }

  private static func compiled(_ root: Node, _ draft: Draft, _ options: SchemaOptions) -> Schema? {
    result { () throws(SchemaError) in
      try Schema(root, defaultDraft: draft, options: options, limits: SchemaLimits(documents: 10, subschemas: 2000))
    }
  }
}

/// The value of a JSON text; `nil` where it is none.
func json(_ bytes: ArraySlice<UInt8>) -> Node? {
  result { () throws(DocumentError) in
    try Document.json(SourceText(Array(bytes)), limits: DocumentLimits(depth: 64)).root
  }
}
