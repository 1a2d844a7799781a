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
}
