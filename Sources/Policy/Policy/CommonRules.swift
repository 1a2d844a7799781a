internal import Findings

/// The rules that every check has beside its own: they are about the policy and the asking, not about the subject.
///
/// No example of a single file could break them, so they have none; they have pages, since they block like any other.
package struct CommonRules: Sendable {
  private let prefix: String

  /// The rules of a check whose rule ids begin so.
  package init(prefix: String) {
    self.prefix = prefix
  }

  package var all: [RuleMetadata] { [baseline, decidable, policyChanged, policyLocked, policyReadable, waiver] }

  /// Those whose severity a policy may set.
  ///
  /// The others are what holds the policy itself.
  package var settable: [RuleMetadata] { [policyLocked, waiver] }

  /// The rule under which a check reports that it could not even begin.
  package var decidable: RuleMetadata {
    metadata(
      "setup-error", .error,
      title: "Check could not run",
      rationale: """
        A verdict is a function of two commits and a policy. Where one of them is missing or cannot be read, nothing \
        is known about the change, and what is not known blocks.
        """,
      remedy: """
        Each message names the command that repairs it. In a workflow it is mostly the checkout that fetched too \
        little: give `actions/checkout` a `fetch-depth: 0`.
        """)
  }

  package var policyChanged: RuleMetadata {
    metadata(
      "policy-changed", .error,
      title: "Policy change without approval",
      rationale: """
        A change of the policy can let anything pass. So the files in `.signalbox/` that a check reads are \
        checked by the policy at the tip of the branch that the change goes to, and a change of them needs the role \
        `policy-owner`.
        """,
      remedy: """
        Ask a policy owner who did not contribute to the change for an approving review, or for the label \
        `policy-approved`. Make policy changes in pull requests of their own.
        """)
  }

  package var policyLocked: RuleMetadata {
    metadata(
      "policy-locked", .warning,
      title: "Locked policy key is overridden",
      rationale: """
        An organisation can lock a value that its repositories may not change. What a repository writes there has no \
        effect, and a reader would believe that it has.
        """,
      remedy: "Remove the value from the repository's policy, or have the organisation's changed.")
  }

  package var policyReadable: RuleMetadata {
    metadata(
      "invalid-policy", .error,
      title: "Invalid policy file",
      rationale: """
        Once it is merged, a policy with a mistake stops every later check, and the change that would fix it with \
        them. It is reported here, before it is merged.
        """,
      remedy: "Repair the file at the mark; the message says what is known there.")
  }

  package var waiver: RuleMetadata {
    metadata(
      "stale-waiver", .warning,
      title: "Expired or unused waiver",
      rationale: """
        A waiver is a debt with a name and a day. One that has expired waives nothing any more, and one that nothing \
        needs hides the next finding of its kind.
        """,
      remedy: "Fix what an expired waiver was for, or give it a new reason and day; remove one that is not needed.")
  }

  package var baseline: RuleMetadata {
    metadata(
      "baseline-grown", .error,
      title: "Finding added to the baseline",
      rationale: """
        A baseline lists the findings that were there when a check was adopted, so that they do not block. If it \
        could grow, every new finding would find its way into it.
        """,
      remedy: """
        Fix the new findings instead, or waive them for a time with a reason and an owner. Entries may be removed at \
        any time.
        """)
  }

  private func metadata(
    _ name: String, _ severity: Severity, title: String, rationale: String, remedy: String
  ) -> RuleMetadata {
    RuleMetadata(
      id: "\(prefix)/\(name)", title: title, rationale: rationale, remedy: remedy, severity: severity, bad: [],
      good: [])
  }
}
