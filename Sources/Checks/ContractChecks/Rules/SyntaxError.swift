internal import Documents
package import Findings
package import Policy

/// Flags a contract that is no JSON or YAML.
package struct SyntaxError: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/syntax-error",
    title: "Syntax error in JSON or YAML",
    rationale: """
      A contract that does not parse cannot be read: code generators stop, validators let everything \
      through, and every other rule is blind to the file.
      """,
    remedy: """
      Repair the file at the mark. JSON is read as RFC 8259 has it, without comments and trailing commas; YAML by the \
      core schema of YAML 1.2, one document a file, indented with spaces.
      """,
    severity: .error,
    bad: [
      Example(#"{ "type": "object", "required": ["id"👉,] }"#),
      Example("-- platform/contracts/order.yaml --\ntype: object\nproperties:\n👉\tid: {}\n"),
    ],
    good: [
      Example(#"{ "type": "object", "required": ["id"] }"#),
      Example("-- platform/contracts/order.yaml --\ntype: object\nrequired: [id]\n"),
    ],
    references: [
      "[RFC 8259, section 2: JSON grammar](https://www.rfc-editor.org/rfc/rfc8259#section-2)",
      "[YAML 1.2.2, section 10.3: core schema](https://yaml.org/spec/1.2.2/#103-core-schema)",
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.files.compactMap { file in
      guard case .malformed(let source, let error) = file.content, error.isSyntax else { return nil }
      let place = Place(error.range, of: source, path: file.path, message: error.expected.map { "expected \($0)" })
      return finding(error.message, at: place, help: error.help)
    }
  }
}
