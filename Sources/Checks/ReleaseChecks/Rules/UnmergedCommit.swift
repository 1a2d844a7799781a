internal import Findings
internal import Git
package import Policy

/// Refuses a commit that was never the tip of the default branch.
package struct UnmergedCommit: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/unmerged-commit",
    title: "Commit was never on the default branch",
    rationale: """
      The required checks look at what a merge makes of the default branch. A commit beside it was not checked, and \
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

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    guard request.place != .other, request.commit != nil, !request.isExempt else { return [] }
    if request.place == .frozen, request.policy.allowsUnmerged { return [] }
    if case .carriesHotfix? = request.frozenPass { return [] }
    switch request.merged {
    case .yes: return [.met("\(request.shownCommit) is on the default branch")]
    case .no:
      return [
        .unmet(
          "\(request.shownCommit) was never the tip of the default branch",
          help: "merge it, and deploy the commit that the merge makes")
      ]
    case .unknown(let error):
      return [
        .unknown(
          "could not check whether \(request.shownCommit) is on the default branch: \(error.message)",
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
