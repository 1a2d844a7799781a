/// The ids that rules had before the first release, with those that they have now.
///
/// An old id is never taken for the new one: a policy says what its readers read.
package enum RenamedRules {
  /// The id that a rule has now; `nil` for an id that no rule had before.
  package static func newID(of id: String) -> String? {
    let parts = id.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let own = names[String(parts[0])] else { return nil }
    return (own[String(parts[1])] ?? common[String(parts[1])]).map { "\(parts[0])/\($0)" }
  }

  /// All old ids, sorted.
  package static var oldIDs: [String] {
    names.flatMap { prefix, own in (Array(own.keys) + Array(common.keys)).map { "\(prefix)/\($0)" } }.sorted()
  }

  /// What to say of an old id, and what to do; `nil` for an id that no rule had before.
  package static func correction(of id: String) -> (message: String, help: String)? {
    newID(of: id).map { new in
      ("the rule `\(id)` was renamed to `\(new)`", "write `\(new)`, or run `signalbox policy upgrade`")
    }
  }

  /// The rules that every check has.
  private static let common = [
    "baseline": "baseline-grown",
    "decidable": "setup-error",
    "policy-readable": "invalid-policy",
    "waiver": "stale-waiver",
  ]

  /// The rules of each check, by what their ids begin with.
  private static let names = [
    "change": [:],
    "contracts": [
      "approval": "missing-approval",
      "compatible": "breaking-change",
      "encoding": "invalid-encoding",
      "endless-reference": "circular-reference",
      "foreign-keyword": "keyword-not-in-draft",
      "idle-keyword": "ineffective-keyword",
      "limits": "limit-exceeded",
      "link-target": "invalid-symlink",
      "pattern": "invalid-pattern",
      "reference": "unresolved-reference",
      "removal": "removed-without-deprecation",
      "required-property": "undeclared-required-property",
      "sample": "invalid-example",
      "schema": "invalid-schema",
      "syntax": "syntax-error",
      "unreadable": "unreadable-file",
      "unsatisfiable": "unsatisfiable-schema",
    ],
    "db": [
      "down-convention": "ambiguous-down-path",
      "duplicate-timestamp": "duplicate-version",
      "empty-path": "empty-migration",
      "encoding": "invalid-encoding",
      "limits": "limit-exceeded",
      "link": "symlinked-migration",
      "merged-changed": "modified-migration",
      "name": "invalid-name",
      "order": "out-of-order-migration",
      "subfolder": "misplaced-migration",
      "syntax": "syntax-error",
      "transaction-missing": "missing-begin",
      "transaction-nested": "nested-transaction",
      "transaction-open": "missing-commit",
      "transaction-outside": "statement-outside-transaction",
      "transaction-refused": "not-allowed-in-transaction",
      "transaction-rolled-back": "rolled-back-transaction",
      "transaction-split": "multiple-transactions",
      "unreadable": "unreadable-file",
    ],
    "lint": [
      "configuration": "silenced-by-configuration",
      "idle-pattern": "unused-pattern",
      "not-inspected": "file-not-linted",
      "report": "missing-report",
      "suppressed": "new-suppression",
      "tool-failed": "linter-failed",
      "unowned": "unowned-file",
    ],
    "release": [
      "clock": "clock-skew",
      "cut-window": "outside-deployment-window",
      "environment": "unknown-environment",
      "freeze": "weekly-freeze",
      "held": "one-off-freeze",
      "required-results": "required-check-not-passed",
      "weaker-policy": "weakened-policy",
    ],
    "tests": [
      "exit-status": "unexpected-exit-status",
      "failed": "failed-test",
      "flaky": "flaky-test",
      "focused": "focused-test",
      "quarantine": "invalid-quarantine",
      "too-few": "too-few-tests",
    ],
  ]
}
