internal import Documents
package import Findings
package import Policy

/// Flags a suppression in a file that has no reason, names no rule that it can silence, or that nothing needs.
package struct InvalidSuppression: Rule {
  package let metadata = RuleMetadata(
    id: "db/invalid-suppression",
    title: "Suppression is unused or has no reason",
    rationale: """
      A suppression without a reason cannot be reviewed, and one that nothing needs hides the next finding of its rule. \
      Approvals, the policy and the setup cannot be suppressed at all.
      """,
    remedy: """
      Write `-- signalbox: allow db/RULE: reason`, and remove it once nothing needs it. `-- irreversible: reason` needs a \
      reason as well.
      """,
    severity: .error,
    bad: [
      Example(
        """
        👉-- signalbox: allow db/leaked-session-setting
        begin; set role writer; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
      Example(
        """
        👉-- signalbox: allow db/syntax-error: the server knows better
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
      Example(
        """
        👉-- irreversible:
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
    ],
    good: [
      Example(
        """
        -- signalbox: allow db/missing-lock-timeout: the role sets it
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """)
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.files.flatMap { file -> [Finding] in
      guard let paths = file.paths else { return [] }
      var found = paths.declared.suppressions.compactMap { suppression -> Finding? in
        guard let problem = Self.problem(of: suppression) else { return nil }
        return finding(
          problem, at: Place(path: file.path, suppression.remark.range, of: paths.source),
          help: "write `-- signalbox: allow db/RULE: reason`",
          fix: suppression.rename(in: paths.source).map { Fix("Rename to `\($0.replacement)`", [$0]) })
      }
      if let remark = paths.declared.irreversible, remark.reason.isEmpty {
        found.append(
          finding(
            "`-- irreversible:` has no reason", at: Place(path: file.path, remark.range, of: paths.source),
            help: "say why the migration cannot be taken back"))
      }
      return found
    }
  }

  /// What is wrong with a suppression by itself, whatever is found in its file.
  static func problem(of suppression: MigrationDeclarations.Suppression) -> String? {
    if MigrationChange.unsuppressibleRules.contains(suppression.rule) {
      return "`\(suppression.rule)` cannot be suppressed"
    }
    if let correction = RenamedRules.correction(of: suppression.rule) { return correction.message }
    guard MigrationCheck.rules.contains(where: { $0.metadata.id == suppression.rule }) else {
      return "there is no rule `\(suppression.rule)`"
    }
    return suppression.remark.reason.isEmpty ? "the suppression of `\(suppression.rule)` has no reason" : nil
  }
}
