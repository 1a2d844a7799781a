internal import Changes
internal import Documents
package import Findings
internal import JSONSchema
package import Policy

/// Flags a schema that its draft does not allow.
package struct InvalidSchema: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/invalid-schema",
    title: "Invalid JSON Schema",
    rationale: """
      Validators stop at a keyword with a wrong value, or ignore it. So the same file accepts a message here and \
      refuses it there, and code is generated from something else than what was reviewed.
      """,
    remedy: """
      Correct the value at the mark. The draft is the one that `$schema` names, or without it `schemas.draft` of the \
      policy. A file is a schema if its `$schema` says so, or if it is among `schemas.files`.
      """,
    severity: .error,
    bad: [
      Example(#"{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": 👉"strin" }"#),
      Example("-- platform/contracts/order.schema.json --\n{ \"properties\": { \"total\": { \"minimum\": 👉\"0\" } } }"),
      Example(#"{ "$schema": 👉"https://json-schema.org/draft-07/schema#", "type": "string" }"#),
    ],
    good: [
      Example(#"{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "string" }"#),
      Example(#"{ "$schema": "http://json-schema.org/draft-07/schema#", "minimum": 0 }"#),
      Example(#"{ "type": "strin", "comment": "This is no schema: nothing says so." }"#),
    ],
    references: [
      "[JSON Schema 2020-12, Core, section 8.1: meta-schemas](https://json-schema.org/draft/2020-12/json-schema-core#section-8.1)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.eachSchema { schema in
      if let problem = schema.dialectProblem {
        let isOwn = problem.kind == .unknownDialect
        return [
          finding(
            problem.message, at: schema.place(problem.range),
            help: isOwn ? Self.mapping(of: schema, problem) : problem.help, cause: isOwn ? problem.message : nil)
        ]
      }
      if let problem = schema.compilationProblem, problem.kind == .malformed || problem.kind == .limit {
        return [finding(problem.message, at: schema.place(problem.range), help: problem.help)]
      }
      return Self.distinct(schema.failures).map { failure in
        finding(
          failure.message, at: schema.place(failure.instanceRange.firstByte), help: Self.help(for: failure, in: schema))
      }
    }
  }

  /// The failures without those that say the same of the same value: each vocabulary of a draft looks at all keywords.
  private static func distinct(_ failures: [SchemaFailure]) -> [SchemaFailure] {
    var told: Set<String> = []
    return failures.filter { told.insert("\($0.instanceLocation) \($0.message)").inserted }
  }

  private static func help(for failure: SchemaFailure, in schema: ContractSchema) -> String {
    let isList = schema.document.root[failure.instanceLocation]?.kind == .array
    if failure.instanceLocation.tokens.last == "items", isList, schema.subschemas.first?.dialect.draft == .draft2020 {
      return "since 2020-12 a list of schemas is written as prefixItems, and items is about those behind them"
    }
    return "the metaschema asks for it at \(failure.schema.pointer)"
  }

  /// How to map an address of one's own to a draft.
  private static func mapping(of schema: ContractSchema, _ problem: SchemaError) -> String {
    let uri = schema.document.root[problem.pointer]?.json() ?? "\"…\""
    return "map it to the draft that it builds on, in \(ContractCheck.policyPath): "
      + "schemas: { dialects: { \(uri): draft-07 } }"
  }
}

extension SourceRange {
  /// A range that begins here and is short enough to be shown, whatever it holds.
  fileprivate var firstByte: SourceRange { SourceRange(Int(start), min(Int(end), Int(start) + 80)) }
}
