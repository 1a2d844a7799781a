package import Findings
package import Policy

extension ApprovalAnswer {
  /// What a rule says about an approval: nothing where it is there, and before a push at most that it is owed.
  package func findings(of rule: RuleMetadata, at stage: Report.Stage) -> [Finding] {
    switch self {
    case .notNeeded, .given, .notApplicable: return []
    case .missing(let account), .undecided(let account):
      guard stage == .merge else { return [account.owed(by: rule)] }
      let isMissing = if case .missing = self { true } else { false }
      return [
        Finding(
          rule: rule.id, kind: isMissing ? .violation(rule.severity) : .undecided, message: account.message,
          explanation: account.explanation, help: account.help)
      ]
    }
  }
}

extension ApprovalAnswer {
  /// What a report says where nobody asks for the approval.
  package func notExecuted(_ rule: RuleMetadata) -> [Report.NotExecuted] {
    guard case .notApplicable(let why) = self else { return [] }
    return [Report.NotExecuted(what: rule.id, why: why)]
  }
}

extension ApprovalAnswer.Account {
  /// Before a push only the need is told: what the forge will know, nobody can know yet.
  fileprivate func owed(by rule: RuleMetadata) -> Finding {
    Finding(rule: rule.id, kind: .owed(role: role, label: label), message: need, explanation: explanation)
  }
}
