internal import Changes
package import Findings
internal import Git
package import Policy

/// Asks for the results that a cut requires, for exactly the commit that is deployed.
package struct RequiredResults: Rule {
  package let metadata = RuleMetadata(
    id: "release/required-results",
    title: "A commit that goes to production has passed what the cut requires",
    rationale: """
      A smoke test of another commit says nothing about this one. What was skipped, is still running or was never \
      asked for has not passed. And what nobody collected is not known, which is not the same as good. A name is \
      anybody's to choose, so where the branch demands a check of an app, it counts from that app.
      """,
    remedy: """
      Run what the policy requires (`train.cut.requires`) for this commit, wait for it, and give the gate what the \
      forge knows of it with `--evidence`: check runs of that name, or commit statuses of that context.
      """,
    severity: .error,
    bad: [
      Self.example(#""checkRuns": [{ "name": "smoke", "commit": "\#(Self.commit)", "conclusion": "failure" }]"#),
      Self.example(#""checkRuns": [{ "name": "smoke", "commit": "\#(Self.other)", "conclusion": "success" }]"#),
      Self.example(#""checkRuns": [{ "name": "smoke", "commit": "\#(Self.commit)", "conclusion": null }]"#),
      Self.example(#""deployments": []"#),
      Self.example(
        #""checkRuns": [{ "name": "smoke", "app": "another", "commit": "\#(Self.commit)", "conclusion": "success" }],"#
          + "\n  " + #""requiredChecks": [{ "name": "smoke", "app": "github-actions" }]"#),
    ],
    good: [
      Self.example(#""checkRuns": [{ "name": "smoke", "commit": "\#(Self.commit)", "conclusion": "success" }]"#),
      Self.example(#""statuses": [{ "context": "smoke", "commit": "\#(Self.commit)", "state": "success" }]"#),
    ])

  package init() {}

  package func findings(in request: DeploymentRequest) -> [Finding] {
    guard request.isToReleased else { return [] }
    let commit = request.commit.abbreviated
    return request.results.compactMap { result in
      switch result.answer {
      case .success: nil
      case .failure(let word):
        finding(
          "\(result.name) for \(commit) is no success, but \(word)", help: "mend it, or deploy a commit that passes")
      case .pending:
        undecided("\(result.name) for \(commit) has not ended yet", help: "wait for it, and collect the evidence again")
      case .missing(let hasOthers):
        finding(
          "there is no result of \(result.name) for \(commit)" + (hasOthers ? ", but there are for other commits" : ""),
          help: "run it for this commit")
      case .ofAnother(let expected):
        finding(
          "\(result.name) for \(commit) does not come from \(expected), of which the branch demands it",
          help: "let \(expected) run it for this commit: a name is anybody's to choose")
      case .unknown:
        undecided(
          "whether \(result.name) has passed for \(commit) is not known",
          help: "give evidence that tells of check runs and statuses: --evidence FILE")
      }
    }
  }

  private static let commit = "1111111111111111111111111111111111111111"
  private static let other = "2222222222222222222222222222222222222222"

  private static func example(_ evidence: String) -> Example {
    Example(
      """
      -- given: deployment --
      production \(commit)
      -- given: now --
      2026-11-19T10:00:00Z
      -- given: evidence --
      { "version": 1, "changes": [],
        "source": { "kind": "manual", "repository": "acme/platform", "collectedAt": "2026-11-19T09:59:00Z" },
        \(evidence) }
      """)
  }
}
