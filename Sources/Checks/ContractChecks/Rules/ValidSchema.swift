internal import Documents
package import Findings
internal import JSONSchema
package import Policy

/// Flags a schema that its draft does not allow.
package struct ValidSchema: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/schema",
    title: "A schema is valid for its draft",
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
        return [finding(problem.message, at: schema.place(problem.range), help: problem.help)]
      }
      if let problem = schema.compilationProblem, problem.kind == .malformed || problem.kind == .limit {
        return [finding(problem.message, at: schema.place(problem.range), help: problem.help)]
      }
      return schema.failures.map { failure in
        finding(
          failure.message, at: schema.place(failure.instanceRange.firstByte),
          help: "the metaschema asks for it at \(failure.schema.pointer)")
      }
    }
  }
}

extension SourceRange {
  /// A range that begins here and is short enough to be shown, whatever it holds.
  fileprivate var firstByte: SourceRange { SourceRange(Int(start), min(Int(end), Int(start) + 80)) }
}
