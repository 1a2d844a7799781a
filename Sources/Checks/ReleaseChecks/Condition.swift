package import Calendars
package import Findings
package import Policy

/// One thing that a deployment depends on, and how it is with that: a line of the tree that `gate` and `status` print.
package struct Condition: Sendable {
  package enum State: Sendable {
    case met
    case unmet
    /// It could not be checked.
    case unknown
    /// It does not stop the deployment.
    case warning
  }

  package let state: State

  /// One sentence without a full stop.
  package let text: String

  /// Since when it is so, where that is known.
  package let since: Instant?

  package let explanation: [Explanation]

  /// What to do about it.
  package let help: String?

  private init(
    _ state: State, _ text: String, since: Instant? = nil, _ explanation: [Explanation] = [], help: String? = nil
  ) {
    (self.state, self.text, self.since, self.explanation, self.help) = (state, text, since, explanation, help)
  }

  package static func met(_ text: String, since: Instant? = nil, _ explanation: [Explanation] = []) -> Condition {
    Condition(.met, text, since: since, explanation)
  }

  package static func unmet(
    _ text: String, since: Instant? = nil, _ explanation: [Explanation] = [], help: String?
  ) -> Condition {
    Condition(.unmet, text, since: since, explanation, help: help)
  }

  package static func unknown(_ text: String, help: String? = nil) -> Condition {
    Condition(.unknown, text, help: help)
  }

  package static func warning(_ text: String, since: Instant? = nil, help: String? = nil) -> Condition {
    Condition(.warning, text, since: since, help: help)
  }
}

/// A rule of the gate: it tells the conditions that it asks of a deployment, and what is not met is a finding.
package protocol DeploymentRule: Rule where Subject == DeploymentRequest {
  func conditions(of request: DeploymentRequest) -> [Condition]
}

extension DeploymentRule {
  package func findings(in request: DeploymentRequest) -> [Finding] {
    conditions(of: request).compactMap { condition in
      let kind: Finding.Kind
      switch condition.state {
      case .met: return nil
      case .unmet: kind = .violation(metadata.severity)
      case .unknown: kind = .undecided
      case .warning: kind = .violation(.warning)
      }
      return Finding(
        rule: metadata.id, kind: kind, message: condition.text, explanation: condition.explanation,
        help: condition.help)
    }
  }
}

extension DeploymentRequest {
  /// All conditions, each with the id of its rule, in the order of the rules.
  package var conditions: [(rule: String, condition: Condition)] {
    ReleaseGate.deploymentRules.flatMap { rule in
      rule.conditions(of: self).map { (rule.metadata.id, $0) }
    }
  }
}
