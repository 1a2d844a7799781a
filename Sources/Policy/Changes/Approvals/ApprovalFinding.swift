package import Findings
package import Policy

extension ApprovalAnswer {
  /// What a rule says about an approval: nothing where it is there, and before a push at most that it is owed.
  package func findings(of rule: RuleMetadata, at stage: Report.Stage) -> [Finding] {
    switch self {
    case .notNeeded, .given: return []
    case .notApplicable(let why): return [Finding(rule: rule.id, kind: .notExecuted, message: why)]
    case .missing(let account):
      return [finding(of: rule, account, stage == .merge ? .violation(rule.severity) : account.owed)]
    case .undecided(let account):
      return [finding(of: rule, account, stage == .merge ? .undecided : account.owed)]
    }
  }

  private func finding(of rule: RuleMetadata, _ account: Account, _ kind: Finding.Kind) -> Finding {
    Finding(
      rule: rule.id, kind: kind, message: account.message, explanation: account.explanation, help: account.help)
  }
}

extension ApprovalAnswer.Account {
  fileprivate var owed: Finding.Kind { .owed(role: role, label: label) }
}
