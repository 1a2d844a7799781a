internal import Documents
package import Findings
package import Policy

/// Flags a key that is given twice in one object.
package struct DuplicateKey: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/duplicate-key",
    title: "Duplicate object key",
    rationale: """
      Of two values for one key some readers take the first, most the last, and some stop. So two services can hold \
      the same message against the same file and disagree.
      """,
    remedy: "Keep one of the two, or merge what they say.",
    severity: .error,
    bad: [
      Example(#"{ "type": "object", "properties": {}, 👉"type": "array" }"#),
      Example("-- platform/contracts/order.yaml --\ntype: object\nproperties: {}\n👉type: array\n"),
    ],
    good: [Example(#"{ "type": "object", "properties": { "type": { "type": "string" } } }"#)],
    references: [
      "[RFC 8259, section 4: objects](https://www.rfc-editor.org/rfc/rfc8259#section-4)",
      "[YAML 1.2.2, section 3.2.1.1: nodes](https://yaml.org/spec/1.2.2/#3211-nodes)",
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.defects(.duplicateKey) { file, source, defect in
      let earlier = defect.earlier.map { Place($0, of: source, path: file.path, message: "first given here") }
      return finding(
        defect.message, at: Place(defect.range, of: source, path: file.path, message: "given again here"),
        related: earlier.map { [$0] } ?? [], help: "keep one of the two, or merge what they say")
    }
  }
}
