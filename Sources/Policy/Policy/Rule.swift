package import Documents
package import Findings

/// One thing that is asked of a change: a pure function from a check's subject to findings.
///
/// A rule is one file: metadata, marked examples and this function. What the policy may set are stored properties
/// with defaults.
package protocol Rule<Subject>: Sendable {
  /// What the rule looks at: an immutable value that its check makes once for each change.
  associatedtype Subject: Sendable

  var metadata: RuleMetadata { get }

  func findings(in subject: Subject) -> [Finding]
}

extension Rule {
  /// A finding of this rule, with its default severity; the engine sets the policy's.
  package func finding(
    _ message: String, at place: Place? = nil, explanation: [Explanation] = [], related: [Place] = [],
    help: String? = nil, fix: Fix? = nil, data: Node? = nil, cause: String? = nil
  ) -> Finding {
    Finding(
      rule: metadata.id, kind: .violation(metadata.severity), message: message, explanation: explanation, place: place,
      related: related, help: help, fix: fix, data: data, cause: cause)
  }

  /// What this rule cannot decide, and what would let it.
  package func undecided(
    _ message: String, at place: Place? = nil, help: String? = nil, cause: String? = nil
  ) -> Finding {
    Finding(rule: metadata.id, kind: .undecided, message: message, place: place, help: help, cause: cause)
  }
}
