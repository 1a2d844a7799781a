package import Findings
package import Policy

/// Asks for a decision with a change that cuts across.
package struct MissingDecision: Rule {
  package let metadata = RuleMetadata(
    id: "change/missing-decision",
    title: "Cross-cutting change without a decision",
    rationale: """
      A new service, a shared module or a shared workflow binds teams that are not in the review. The decision record \
      tells them, and those who come later, why it is so. A rejected or superseded decision carries no change.
      """,
    remedy: """
      Add a record: `change-control adr new "Title"`. Where an accepted decision covers the change, name it in the \
      description of the pull request: `ADR: 0002`.
      """,
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [
      Example(
        """
        -- given: policy --
        decisions:
          folder: docs/adr
          cross-cutting: [{ folders: ["services/*"], when: [added, removed] }]
        -- services/returns/main.go --
        package main
        """),
      Example(
        """
        -- given: policy --
        decisions:
          folder: docs/adr
          cross-cutting: [{ paths: [infra/modules/**] }]
        -- docs/adr/0003-topics.md --
        # 0003: Topics

        - Status: rejected
        -- infra/modules/topic/main.tf --
        variable "name" {}
        """),
    ],
    good: [
      Example(
        """
        -- given: policy --
        decisions:
          folder: docs/adr
          cross-cutting: [{ folders: ["services/*"], when: [added, removed] }]
        -- docs/adr/0003-returns-are-a-service.md --
        # 0003: Returns are a service

        - Status: proposed
        -- services/returns/main.go --
        package main
        """),
      Example(
        """
        -- given: policy --
        decisions:
          folder: docs/adr
          cross-cutting: [{ folders: ["services/*"], when: [added, removed] }]
        -- both: services/orders/main.go --
        package main
        -- services/orders/total.go --
        package main
        """),
    ],
    references: ["[Architecture decision records](https://adr.github.io)"])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    let decisions = change.decisions
    guard !decisions.reasons.isEmpty else { return [] }
    let enough = decisions.policy.enough
    if decisions.carried.contains(where: { enough.contains($0.status) }) { return [] }
    let named = decisions.named ?? []
    if named.contains(where: { number in decisions.all.contains { $0.number == number && $0.status == "accepted" } }) {
      return []
    }
    var explanation = decisions.reasons.prefix(5).map { Explanation($0) }
    if decisions.reasons.count > 5 { explanation.append(Explanation("and \(decisions.reasons.count - 5) more")) }
    explanation += decisions.carried.map { Explanation("\($0.path) is \($0.status), which carries no change") }
    explanation += named.map { number in
      guard let record = decisions.all.first(where: { $0.number == number }) else {
        return Explanation("the description names \(DecisionRecord.shown(number)), which is not there")
      }
      return Explanation("the description names \(record.shown), which is \(record.status) and not accepted")
    }
    let help = "change-control adr new \"Title\", or name an accepted decision: `\(decisions.policy.word): 0001`"
    let message = "this change cuts across, and no decision carries it"
    guard decisions.named == nil else { return [finding(message, explanation: explanation, help: help)] }
    // A description could still name one.
    guard change.stage == .merge else {
      return [
        Finding(
          rule: metadata.id, kind: .owed(role: nil, label: nil), message: message, explanation: explanation, help: help)
      ]
    }
    return [
      Finding(
        rule: metadata.id, kind: .undecided,
        message: "\(message); could not check whether the description names one because the evidence does not tell it",
        explanation: explanation, help: help)
    ]
  }
}
