package import Findings

/// What a policy says about the rules themselves.
package struct RuleSettings: Sendable, Equatable {
  /// A rule's severity, or that it is not to be asked.
  package enum Setting: String, Sendable, CaseIterable {
    case error
    case warning
    case note
    case off
  }

  /// The settings by rule id; a rule that is not named keeps its own severity.
  package let byRule: [String: Setting]

  package init(_ byRule: [String: Setting] = [:]) {
    self.byRule = byRule
  }

  /// The severity of a rule's findings, or `nil` where the rule is off.
  package func severity(of rule: RuleMetadata) -> Severity? {
    guard let setting = byRule[rule.id] else { return rule.severity }
    return Severity(rawValue: setting.rawValue)
  }

  /// A finding with the severity that its rule has here; `nil` where the rule is off.
  package func applied(to finding: Finding, of rules: [RuleMetadata]) -> Finding? {
    guard finding.severity != nil, let rule = rules.first(where: { $0.id == finding.rule }) else { return finding }
    guard let severity = severity(of: rule) else { return nil }
    var finding = finding
    if finding.severity == rule.severity { finding.kind = .violation(severity) }
    return finding
  }
}
