internal import AsyncAPI
internal import Documents
package import Findings
internal import JSONSchema
package import Policy

/// Flags a default or an example that its own schema refuses.
package struct InvalidExample: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/invalid-example",
    title: "Invalid default or example",
    rationale: """
      People copy examples, generators fill in defaults. One that its schema refuses is a message that fails, or it \
      shows that the schema says something else than was meant.
      """,
    remedy: """
      Correct the value or the schema. With `schemas.formats: annotate` in the policy a string that is not of its \
      `format` is let through.
      """,
    severity: .error,
    bad: [
      Example("-- platform/contracts/order.schema.json --\n{ \"type\": \"integer\", \"default\": 👉\"1\" }"),
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "properties": { "day": { "type": "string", "format": "date", "examples": ["2026-02-28", 👉"30.2.2026"] } } }
        """),
    ],
    good: [
      Example(
        "-- platform/contracts/order.schema.json --\n{ \"type\": \"integer\", \"default\": 1, \"examples\": [1, 2] }")
    ],
    references: [
      "[JSON Schema 2020-12, Validation, section 9.2 and 9.5: default, examples](https://json-schema.org/draft/2020-12/json-schema-validation#section-9.2)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    // Each that takes too long takes as long as a message may, and somebody can write thousands of them.
    var hard = 0
    let examples = change.asyncAPIProblems([.example], self)
    return examples
      + change.eachSubschema { subschema, schema in
        guard let compiled = schema.compiled, hard < Self.hardLimit else { return [] }
        var found: [Finding] = []
        for (word, value) in Self.samples(of: subschema) {
          do throws(EvaluationError) {
            if try compiled.isValid(value, at: subschema.location) { continue }
            let failure = try compiled.evaluate(value, at: subschema.location, room: 100).failures.first
            found.append(
              finding(
                "\(word) does not fit its schema" + (failure.map { ": \($0.message)" } ?? ""),
                at: schema.place(of: value), help: "correct the value or the schema"))
          } catch {
            hard += 1
            let rest = hard < Self.hardLimit ? "" : ", and no more samples are tried after \(hard) such"
            found.append(undecided(error.message + rest, at: schema.place(of: value)))
            if hard == Self.hardLimit { break }
          }
        }
        return found
      }
  }

  private static let hardLimit = 5

  private static func samples(of subschema: Subschema) -> [(String, Node)] {
    let examples = subschema[.examples]?.array.map { Array($0) } ?? []
    return (subschema[.default].map { [("this default", $0)] } ?? []) + examples.map { ("this example", $0) }
  }
}
