internal import Documents
package import Findings
package import Policy

/// Flags a shell script that hides the failure of a command.
package struct UnsafeOpsScript: Rule {
  package let metadata = RuleMetadata(
    id: "db/unsafe-ops-script",
    title: "Script can succeed although a command failed",
    rationale: """
      A check that cannot fail is no check: `|| true` and a psql without ON_ERROR_STOP are green whatever \
      the database says.
      """,
    remedy: """
      Begin with `set -euo pipefail`, give psql `-v ON_ERROR_STOP=1`, and let failures through.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.files(
        "-- ops/scripts/check.sh --\n#!/usr/bin/env bash\nset -euo pipefail\n👉psql -v ON_ERROR_STOP=1 -f a.sql || true\n",
        policy: "housekeeping: { scripts: [ops/scripts/**] }"),
      DatabaseExample.files(
        "-- ops/scripts/check.sh --\n#!/usr/bin/env bash\nset -euo pipefail\n👉psql -f a.sql\n",
        policy: "housekeeping: { scripts: [ops/scripts/**] }"),
      DatabaseExample.files(
        "-- ops/scripts/check.sh --\n#!/usr/bin/env bash\n👉set -eu\ntrue | false\n",
        policy: "housekeeping: { scripts: [ops/scripts/**] }"),
    ],
    good: [
      DatabaseExample.files(
        "-- ops/scripts/check.sh --\n#!/usr/bin/env bash\nset -euo pipefail\npsql -v ON_ERROR_STOP=1 -f a.sql\n",
        policy: "housekeeping: { scripts: [ops/scripts/**] }")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    let housekeeping = change.policy.housekeeping
    let scripts = change.surroundings.changed(matching: housekeeping.scripts).filter { file in
      file.path.hasSuffix(".sh") || (file.new ?? file.old)?.bytes.starts(with: "#!".utf8) == true
    }
    let ofScripts = scripts.flatMap { file -> [Finding] in
      guard let source = file.new else { return deleted(file, among: scripts) }
      let script = ShellScript(source, path: file.path, needsAudit: change.policy.documents.audit != nil) { word in
        word.hasSuffix(".sql") && housekeeping.paths.contains { $0.matches(Array(word.utf8)) }
      }
      return script.problems.map { problem in
        finding(problem.message, at: Place(path: file.path, problem.range, of: source), help: problem.help)
      }
    }
    return ofScripts + backfills(in: change)
  }

  private func deleted(
    _ file: DatabaseFiles.Changed, among scripts: [DatabaseFiles.Changed]
  ) -> [Finding] {
    guard !scripts.contains(where: { $0.old == nil && $0.new?.bytes == file.old?.bytes }) else { return [] }
    return [finding("an ops script is deleted", at: Place(path: file.path), help: "restore the file")]
  }

  /// SQL of the housekeeping folders that cannot be run twice.
  private func backfills(in change: MigrationChange) -> [Finding] {
    change.surroundings.changed(matching: change.policy.housekeeping.paths).flatMap { file -> [Finding] in
      guard file.path.hasSuffix(".sql"), let source = file.new else { return [] }
      return BackfillScript(source).problems.map { problem in
        finding(problem.message, at: Place(path: file.path, problem.range, of: source), help: problem.help)
      }
    }
  }
}
