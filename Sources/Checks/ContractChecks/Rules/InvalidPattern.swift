internal import Documents
package import Findings
internal import JSONSchema
package import Policy

/// Flags a pattern that is no regular expression.
package struct InvalidPattern: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/invalid-pattern",
    title: "Invalid regular expression",
    rationale: """
      Validators differ in what they do with an expression that is none: some stop at the first message, some let \
      everything through. What only one language knows, as `\\Z` or `(?i)`, works for the team that wrote it alone.
      """,
    remedy: "Write the expression in the grammar of ECMA-262 with the flag `u`.",
    severity: .error,
    bad: [
      Example("-- platform/contracts/order.schema.json --\n{ \"type\": \"string\", \"pattern\": 👉\"^[A-Z\" }"),
      Example("-- platform/contracts/order.schema.json --\n{ \"patternProperties\": { 👉\"^x-\\\\Z\": {} } }"),
    ],
    good: [Example("-- platform/contracts/order.schema.json --\n{ \"type\": \"string\", \"pattern\": \"^[A-Z]+$\" }")],
    references: [
      "[JSON Schema 2020-12, Core, section 6.4: regular expressions](https://json-schema.org/draft/2020-12/json-schema-core#section-6.4)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.eachSubschema { subschema, schema in
      var found: [Finding] = []
      if let value = subschema[.pattern], let text = value.string, let problem = PatternText.problem(in: text) {
        found.append(finding(problem, at: schema.place(of: value), help: "correct the expression"))
      }
      if let members = subschema[.patternProperties]?.object {
        for member in members {
          guard let problem = PatternText.problem(in: member.key) else { continue }
          found.append(finding(problem, at: schema.place(member.keyRange), help: "correct the expression"))
        }
      }
      return found
    }
  }
}
