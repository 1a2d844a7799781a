package import Documents
package import Findings
package import JSONSchema

/// A contract that is a JSON Schema, with all that was found out about it: what the rules about schemas look at.
package struct ContractSchema: Sendable {
  /// The path as it is shown.
  package let path: String

  package let document: Document

  /// What the policy asks of it.
  let policy: SchemaPolicy

  /// Whether the change leaves the file as it is, and only what it refers to differs.
  package let isUnchanged: Bool

  /// Whether the file is a new one.
  package var isAdded = true

  /// What keeps its draft from being known.
  package let dialectProblem: SchemaError?

  /// Where it does not fit the metaschema of its draft.
  package var failures: [SchemaFailure] = []

  /// The schema itself and those inside of it, in the order of the text; none where its draft is not known.
  package var subschemas: [Subschema] = []

  /// References that lead to nothing.
  package var unresolved: [SchemaError] = []

  /// Identifiers that are given twice.
  package var duplicates: [SchemaError] = []

  /// References that lead back to themselves, each with what is on the circle.
  package var endless: [(reference: Node, circle: [String])] = []

  /// The innermost schemas that no value fits, by a proof.
  package var empty: Set<Location> = []

  /// The schema and those inside of it, compiled; nil where something is wrong with them.
  package var compiled: Schema?

  /// What keeps it from being compiled, and where in this document.
  package var compilationProblem: SchemaError?

  /// Whether it means nothing to a validator.
  var isInvalid: Bool { dialectProblem != nil || !failures.isEmpty || !unresolved.isEmpty || compilationProblem != nil }

  package init(
    path: String, document: Document, policy: SchemaPolicy, isUnchanged: Bool = false,
    dialectProblem: SchemaError? = nil
  ) {
    self.path = path
    self.document = document
    self.policy = policy
    self.isUnchanged = isUnchanged
    self.dialectProblem = dialectProblem
  }

  /// The place of some bytes of the file.
  package func place(_ range: SourceRange, message: String? = nil) -> Place {
    Place(range, of: document.source, path: path, message: message)
  }

  /// The place of a value: of an array or object its opening bracket, since the whole would be most of the file.
  package func place(of node: Node, message: String? = nil) -> Place {
    place(node.mark, message: message)
  }

  /// What removes a member; `nil` where a reference may name what is in it.
  func removal(ofMember index: Int, named name: String, in object: Node) -> Fix? {
    document.source.removal(ofMember: index, in: object).map { Fix("Remove `\(name)`", [$0]) }
  }

  /// The place of a keyword, or of its schema where it has none such.
  package func place(of keyword: Keyword, in schema: Subschema, message: String? = nil) -> Place {
    let range = schema.node.object?.member(keyword.rawValue)?.keyRange
    return range.map { place($0, message: message) } ?? place(of: schema.node, message: message)
  }
}

extension Node {
  /// The bytes to point at.
  var mark: SourceRange {
    switch kind {
    case .array, .object: SourceRange(Int(range.start), min(Int(range.start) + 1, Int(range.end)))
    default: range
    }
  }
}

extension ContractChange {
  /// What a rule says of each schema that the change adds or edits.
  func eachSchema(_ schemas: (ContractSchema) -> [Finding]) -> [Finding] {
    self.schemas.filter { !$0.isUnchanged }.flatMap(schemas)
  }

  /// What a rule says of each schema and those inside of it.
  func eachSubschema(_ finding: (Subschema, ContractSchema) -> [Finding]) -> [Finding] {
    eachSchema { schema in schema.subschemas.flatMap { finding($0, schema) } }
  }
}
