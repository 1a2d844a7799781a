internal import Documents
package import Findings
package import Policy

/// Flags a workflow of this check that does not run for every change, or is green when the check fails.
package struct UnenforcedWorkflow: Rule {
  package let metadata = RuleMetadata(
    id: "db/unenforced-workflow",
    title: "Workflow of the check cannot be required",
    rationale: """
      A required check that does not start keeps nothing out: a path filter, another name or a swallowed \
      status is as good as no check.
      """,
    remedy: """
      Let the job have the required name, run on `pull_request` and `merge_group` without filters, with \
      all of the history, and let its status through.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.files(
        "-- .github/workflows/db-verify.yml --\non: { pull_request: {}, merge_group: {} }\njobs:\n  a:\n    name: DB Verify\n    steps:\n      - uses: actions/checkout@v4\n        with: { fetch-depth: 0 }\n      - run: db-verify check || true\n",
        policy: "workflow: { path: .github/workflows/db-verify.yml }")
    ],
    good: [
      DatabaseExample.files(
        "-- .github/workflows/db-verify.yml --\non: { pull_request: {}, merge_group: {} }\njobs:\n  a:\n    name: DB Verify\n    steps:\n      - uses: actions/checkout@v4\n        with: { fetch-depth: 0 }\n      - run: db-verify check\n",
        policy: "workflow: { path: .github/workflows/db-verify.yml }")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard let file = change.surroundings.changed(in: change.policy.workflow.path).first else { return [] }
    guard let source = file.new else {
      return [finding("the workflow of the check is deleted", at: Place(path: file.path), help: "restore the file")]
    }
    return WorkflowFile(source).problems(change.policy.workflow, branches: change.surroundings.branches).map {
      message in
      finding(
        message, at: Place(path: file.path),
        help: "let the job run for every change, and let its status through")
    }
  }
}
