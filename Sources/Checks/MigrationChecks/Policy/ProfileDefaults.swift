internal import Policy

extension Profile {
  /// The severities that rules have in the profile, where these are not their own.
  ///
  /// `governed` has those of the rules. `supabase` is what a team accepts on its first day: no way back, nothing that must
  /// move together, and what half of all good histories do is a note.
  var severities: [String: RuleSettings.Setting] {
    guard self == .supabase else { return [:] }
    return [
      "db/blocking-lock": .note, "db/broken-contract-view": .off, "db/declared-state-mismatch": .error,
      "db/direct-table-access": .off, "db/excessive-down-path": .warning, "db/exposed-definer-function": .warning,
      "db/extension-not-allowed": .note, "db/incomplete-down-path": .note, "db/invalid-audit-entry": .off,
      "db/invalid-contract-view": .off, "db/invalid-owner-map": .off, "db/invalid-suppression": .warning,
      "db/leaked-session-setting": .warning, "db/missing-changelog-entry": .off, "db/missing-documentation": .off,
      "db/missing-down": .off, "db/missing-lock-timeout": .off, "db/missing-migration-reference": .off,
      "db/non-concurrent-index": .note, "db/public-policy": .note, "db/renamed-object": .note,
      "db/table-read-grant": .off, "db/unanalysable-statement": .note, "db/undeclared-data-loss": .warning,
      "db/unenforced-workflow": .warning, "db/unforced-row-security": .off, "db/unprotected-relation": .warning,
      "db/unreadable-contract-view": .warning, "db/unsafe-ops-script": .note, "db/validating-constraint": .note,
      "db/write-access": .off,
    ]
  }
}
