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
        "-- ops/scripts/check.sh --\n👉#!/usr/bin/env bash\nset -eu\ntrue | false\n",
        policy: "housekeeping: { scripts: [ops/scripts/**] }"),
    ],
    good: [
      DatabaseExample.files(
        "-- ops/scripts/check.sh --\n#!/usr/bin/env bash\nset -euo pipefail\npsql -v ON_ERROR_STOP=1 -f a.sql\n",
        policy: "housekeeping: { scripts: [ops/scripts/**] }")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.surroundings.changed(matching: change.policy.housekeeping.scripts).flatMap { file -> [Finding] in
      guard let source = file.new, file.path.hasSuffix(".sh") || source.bytes.starts(with: "#!".utf8) else { return [] }
      return ShellScript(source).problems.map { problem in
        finding(problem.message, at: Place(path: file.path, problem.range, of: source), help: problem.help)
      }
    }
  }
}
