package import Findings

/// Asks all rules about one subject, several at a time, and applies the severities of the policy.
package struct Engine<Subject: Sendable>: Sendable {
  private let rules: [any Rule<Subject>]
  private let settings: RuleSettings

  package init(rules: [any Rule<Subject>], settings: RuleSettings) {
    self.rules = rules
    self.settings = settings
  }

  /// What the rules found, in the order of the rules, and which of them the policy has switched off.
  package func judge(_ subject: Subject) async -> Judgement {
    let settings = settings
    let findings = await concurrentMap(rules.filter { settings.severity(of: $0.metadata) != nil }) { rule in
      rule.findings(in: subject).map { finding in
        var finding = finding
        if finding.severity == rule.metadata.severity, let severity = settings.severity(of: rule.metadata) {
          finding.kind = .violation(severity)
        }
        return finding
      }
    }
    let off = rules.filter { settings.severity(of: $0.metadata) == nil }
    return Judgement(
      findings: findings.flatMap(\.self),
      notExecuted: off.map { Report.NotExecuted(what: $0.metadata.id, why: "the policy has switched the rule off") })
  }
}

/// What came of asking the rules.
package struct Judgement: Sendable {
  package let findings: [Finding]
  package let notExecuted: [Report.NotExecuted]

  package init(findings: [Finding], notExecuted: [Report.NotExecuted]) {
    self.findings = findings
    self.notExecuted = notExecuted
  }
}
