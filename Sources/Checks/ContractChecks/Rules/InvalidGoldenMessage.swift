package import Findings
package import Policy

/// Flags a golden message that its schema judges otherwise than its folder says.
package struct InvalidGoldenMessage: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/invalid-golden-message",
    title: "Golden message does not match its schema",
    rationale: """
      Golden messages are what producers and consumers test with. One that the schema refuses tests messages that are never \
      sent; one that should be refused and is accepted shows a schema that lost its effect.
      """,
    remedy: """
      Correct the message or the schema. Messages are kept in `examples/<artifact>/valid/` and \
      `examples/<artifact>/invalid/`, where `<artifact>` is the path of the schema below the root or its name, without \
      `.schema.json`. They are checked where the change edits them or alters what their schema means.
      """,
    severity: .error,
    requires: [.folder],
    bad: [
      Example(
        """
        -- platform/contracts/order.v1.schema.json --
        { "type": "object", "required": ["id"] }
        -- platform/contracts/examples/order.v1/valid/first.json --
        👉{ "total": 3 }
        -- platform/contracts/examples/order.v1/invalid/without-id.json --
        👉{ "id": 1 }
        """)
    ],
    good: [
      Example(
        """
        -- platform/contracts/order.v1.schema.json --
        { "type": "object", "required": ["id"] }
        -- platform/contracts/examples/order.v1/valid/first.json --
        { "id": 1 }
        -- platform/contracts/examples/order.v1/invalid/without-id.json --
        { "total": 3 }
        """)
    ],
    references: [
      "[JSON Schema 2020-12, Core, section 9: evaluation](https://json-schema.org/draft/2020-12/json-schema-core#section-9)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.goldenProblems.map { problem in
      switch problem.kind {
      case .refused: finding(problem.words, at: problem.place, help: "correct the message or the schema")
      case .accepted:
        finding(problem.words, at: problem.place, help: "move it to valid/, or make the schema reject it")
      case .misplaced: finding(problem.words, at: problem.place, help: "rename the folder")
      case .undecided: undecided(problem.words, at: problem.place)
      }
    }
  }
}
