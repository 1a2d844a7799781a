internal import Findings
internal import Git
package import Policy

/// Refuses a hotfix that lacks an approval, or brings more than itself.
package struct UnapprovedHotfix: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/unapproved-hotfix",
    title: "Hotfix without its approvals",
    rationale: """
      A hotfix goes around the week of the train, so two people answer for it who did not write it: one for each role \
      that the policy names. Their approvals are of the change as it is, and count for `hotfix.valid` from the older \
      one on, half open. Every commit between what production runs and the hotfix belongs to its pull request: \
      otherwise it would bring untested work along. An unmerged head needs the checks that the branch requires.
      """,
    remedy: """
      Ask for the approving reviews that are missing, after the last push. Branch the hotfix off what production runs. \
      Afterwards a postmortem is due, and the next cut has to contain the hotfix.
      """,
    severity: .error,
    bad: [
      .deployment(
        commit: "5", now: "2026-11-20T09:00:00Z", history: ["1 0", "0", "5 1"], smoke: [.smoke("5")],
        changes: [Self.pullRequest])
    ],
    good: [.deployment(changes: [Self.pullRequest])])

  package init() {}

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    guard request.isTimeKnown, request.place != .other, !request.isAgain, !request.isRollback,
      request.commit != request.candidate.commit
    else { return [] }
    // A commit that carries a released hotfix goes to the frozen environment for the sake of the next cut.
    if case .carriesHotfix? = request.frozenPass { return [] }
    if let doubt = request.hotfixDoubt { return [.unknown(doubt.text, help: doubt.help)] }
    guard let hotfix = request.hotfix else { return [] }
    let number = "#\(hotfix.pullRequest)"
    switch hotfix.approval {
    case .notLabelled: return []
    case .unknown(let text, let help): return [.unknown(text, help: help)]
    case .missing(let text, let explanation, let help): return [.unmet(text, explanation, help: help)]
    case .given(let given, let until):
      let people = given.map { Explanation("\($0.role): \($0.by) at \($0.at)") }
      let approved: Condition = .met(
        "\(number) is approved as a hotfix until \(request.shown(until))", since: given.map(\.at).max(), people)
      return [approved] + [baggage(of: hotfix, request), checks(of: hotfix, request)].compactMap(\.self)
    }
  }

  private func baggage(of hotfix: HotfixRequest, _ request: DeploymentRequest) -> Condition? {
    func listed(_ commits: [ObjectID]) -> [Explanation] { commits.prefix(5).map { Explanation($0.abbreviated) } }
    switch hotfix.baggage {
    case .carries(let commits)?:
      return .unmet(
        "\(request.shownCommit) carries \(commits.count) commit\(commits.count == 1 ? "" : "s") that "
          + "\(request.environment) has not seen, beside those of #\(hotfix.pullRequest)",
        listed(commits), help: "branch the hotfix off what \(request.environment) runs")
    case .takesBack(let commits)?:
      return .unmet(
        "\(request.shownCommit) takes back \(commits.count) commit\(commits.count == 1 ? "" : "s") that "
          + "\(request.environment) runs",
        listed(commits), help: "branch the hotfix off what \(request.environment) runs, or go back with --rollback")
    case .unknown(let why)?: return .unknown("could not check what the hotfix brings: \(why)")
    case nil: return nil
    }
  }

  private func checks(of hotfix: HotfixRequest, _ request: DeploymentRequest) -> Condition? {
    guard let lacking = hotfix.lackingChecks, !lacking.isEmpty else { return nil }
    return .unmet(
      "the head of #\(hotfix.pullRequest) has not passed \(lacking.joined(separator: ", "))",
      help: "wait for the checks that the branch requires, or repair what they report")
  }

  private static let pullRequest = """
    { "number": 7, "title": "Stop the double capture", "author": "dana",
          "base": { "ref": "main", "sha": "\(Example.id("1"))" }, "head": { "ref": "hotfix", "sha": "\(Example.id("5"))" },
          "labels": [{ "name": "hotfix", "by": "dana", "at": "2026-11-20T08:30:00Z" }], "reviews": [] }
    """
}
