package import Findings
internal import Git
package import Policy

/// Refuses a commit that was never the tip of the default branch.
package struct UnmergedCommit: Rule {
  package let metadata = RuleMetadata(
    id: "release/unmerged-commit",
    title: "Commit was never on the default branch",
    rationale: """
      The required checks judge what a merge makes of the default branch. A commit beside it was judged by no one, and \
      staging that runs it tests what will not be released. A commit of a merged branch counts as beside it, too: with \
      the rest of the default branch it was never tested.
      """,
    remedy: """
      Merge the change, and deploy the commit that the merge makes. Environments that the train does not go to, such as \
      previews, are not asked.
      """,
    severity: .error,
    bad: [
      Self.example(commit: "3", "production"), Self.example(commit: "3", "staging"),
    ],
    good: [
      Self.example(commit: "1", "staging"), Self.example(commit: "2", "production"),
      Self.example(commit: "3", "preview"),
    ])

  package init() {}

  package func findings(in request: DeploymentRequest) -> [Finding] {
    guard request.isToFrozen || request.isToReleased else { return [] }
    let commit = request.commit.abbreviated
    switch request.merged {
    case .yes: return []
    case .no:
      return [
        finding(
          "`\(commit)` was never the tip of the default branch",
          help: "merge it, and deploy the commit that the merge makes")
      ]
    case .unknown(let error):
      return [
        undecided(
          "could not check whether `\(commit)` is on the default branch: \(error.message)",
          help: error.help.isEmpty ? nil : error.help)
      ]
    }
  }

  /// The default branch has 1 and its merge 2 with 3.
  private static func example(commit digit: Character, _ environment: String) -> Example {
    func id(_ digit: Character) -> String { String(repeating: digit, count: 40) }
    return Example(
      """
      -- given: deployment --
      \(environment) \(id(digit))
      -- given: history --
      \(id("2")) \(id("1")) \(id("3"))
      \(id("1"))
      \(id("3")) \(id("1"))
      """)
  }
}
