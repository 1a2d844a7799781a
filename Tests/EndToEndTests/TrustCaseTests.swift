import Documents
import TestSupport
import Testing
import WebServer

/// What counts as an approval and what does not, from GitHub's answers to the verdict.
@Suite(.validatingDocuments) struct TrustCaseTests {
  @Test(arguments: [
    TrustCase("a label by a member of the role", .pass) { $0.label(by: "alice") },
    TrustCase("a review by a member of the role", .pass) { $0.review(by: "carol") },
    TrustCase("a label by a member of the role's team", .pass) { $0.label(by: "Bob") },
    TrustCase("nothing", .fail("found: no label or review")) { _ in },
    TrustCase("a label by somebody outside of the role", .fail("mallory is not in the role cab")) {
      $0.label(by: "mallory")
    },
    TrustCase("a label by a workflow", .fail("github-actions[bot] is not in the role cab")) {
      $0.label(by: "github-actions[bot]")
    },
    TrustCase("an approval by the author", .fail("alice contributed to the pull request")) {
      $0.project.pull.author = "alice"
      $0.label(by: "alice")
      $0.review(by: "Alice")
    },
    TrustCase("an approval by a committer", .fail("alice contributed to the pull request")) {
      try await $0.editReadme(at: "10:30", committer: "alice")
      $0.label(by: "alice")
      $0.review(by: "alice")
    },
    TrustCase(
      "an approval by who pushed a commit in dana's name", .fail("alice contributed to the pull request: pushed")
    ) {
      try await $0.project.push([ApprovalProject.order: ApprovalProject.contract("changed")], at: "10:30", by: "alice")
      $0.label(by: "alice")
      $0.review(by: "alice")
    },
    TrustCase("an approval by who pushed an edit of the README", .pass) {
      try await $0.project.push(["README.md": "A better platform.\n"], at: "10:30", by: "alice")
      $0.review(by: "alice")
    },
    TrustCase("an approval by who updated the branch", .pass) {
      try await $0.project.merge([ApprovalProject.customer: ApprovalProject.contract("by others")])
      try await $0.project.updateBranch(at: "10:30", by: "alice", committer: "alice")
      $0.review(by: "alice")
    },
    TrustCase("an approval by who took main's contract back in a merge", .fail("alice contributed")) {
      try await $0.project.merge([ApprovalProject.customer: ApprovalProject.contract("by others")])
      try await $0.project.updateBranch(at: "10:30", by: "alice", "--strategy=ours")
      $0.review(by: "alice")
    },
    TrustCase("an approval by a name that only looks like a member's", .fail("is not in the role cab")) {
      $0.label(by: "\u{212B}lice")
      $0.review(by: "al\u{131}ce")
    },
    TrustCase("an approval by a co-author of a trailer", .fail("alice contributed to the pull request")) {
      $0.coAuthor("alice")
      $0.label(by: "alice")
    },
    TrustCase("a co-author without a login, who may be anybody", .undecided("has no login, so could be any account")) {
      $0.coAuthor(nil)
      $0.label(by: "alice")
    },
    TrustCase("a co-author without a login whose address only looks like an app's", .undecided("has no login")) {
      $0.coAuthor(nil, address: "robot[bot]@users.noreply.example")
      $0.label(by: "alice")
    },
    TrustCase("a co-author that is an app", .pass) {
      $0.coAuthor(nil, address: "1234+robot[bot]@users.noreply.github.com")
      $0.label(by: "alice")
    },
    TrustCase("co-authors that cannot be read", .undecided("(co-authors of")) {
      $0.coAuthor("eve")
      $0.forge.set("/graphql", ["errors": [["message": "no such thing"]]])
      $0.label(by: "alice")
    },
    TrustCase("an approval by somebody who deleted the account", .undecided("the code host cannot name who gave it")) {
      $0.label(by: "ghost")
    },
    TrustCase("an approval by nobody", .undecided("the code host cannot name who gave it")) { $0.label(by: nil) },
    TrustCase("an author who deleted the account", .undecided("the author of #104 has no login")) {
      $0.project.pull.author = nil
      $0.label(by: "alice")
    },
    TrustCase("a bot's change with an approval", .pass) { story in
      story.project.pull.author = "dependabot[bot]"
      story.project.pull.commits = []
      story.project.pull.commit(story.project.pull.head, authors: ["dependabot[bot]"], committer: "web-flow")
      story.label(by: "alice")
    },
    TrustCase("a bot's change that it approves itself", .fail("dependabot[bot] is not in the role cab")) {
      $0.project.pull.author = "dependabot[bot]"
      $0.review(by: "dependabot[bot]")
    },
  ])
  func `who approves`(trust: TrustCase) async throws { try await trust.check() }

  @Test(arguments: [
    TrustCase("a team that is not found", .undecided("the members of acme/cab are not known (404)")) {
      $0.forge.remove("/orgs/acme/teams/cab/members")
      $0.label(by: "tina")
    },
    TrustCase("a team that may not be read", .undecided("list the role's people under users:")) {
      $0.forge.set("/orgs/acme/teams/cab/members", WebServer.Answer("{}", status: 403))
      $0.label(by: "tina")
    },
    TrustCase("a team that may not be read, and somebody who is a user of the role", .pass) {
      $0.forge.set("/orgs/acme/teams/cab/members", WebServer.Answer("{}", status: 403))
      $0.label(by: "alice")
    },
    TrustCase(
      "one person in two roles, whose label is for one", .fail("without an approval from policy-owner"),
      policy: twoRoles
    ) {
      try await $0.project.push([".signalbox/contracts.yml": "# New.\n"], at: "10:30")
      $0.label(by: "alice")
    },
    TrustCase("one person in two roles, whose review is for all that the change has", .pass, policy: twoRoles) {
      try await $0.project.push([".signalbox/contracts.yml": "# New.\n"], at: "10:30")
      $0.review(by: "alice")
    },
    TrustCase("one person in two roles, who wrote it", .fail("alice contributed to the pull request"), policy: twoRoles)
    {
      $0.project.pull.author = "alice"
      $0.review(by: "alice")
    },
    TrustCase("somebody who joins the role by the change", .fail("eve is not in the role cab")) {
      let roles = ApprovalProject.roles.replacing("[alice, carol]", with: "[alice, carol, eve]")
      try await $0.project.push([".signalbox/roles.yml": roles], at: "10:30")
      $0.review(by: "eve")
    },
    TrustCase("a check run of the label's name, from another app", .fail("found: no label or review")) {
      story in
      let commit = "/repos/acme/platform/commits/\(story.project.pull.head)"
      let runs: [Node] = ["schema-approved", "contracts"].map { name in
        [
          "name": .string(name), "head_sha": .string(story.project.pull.head), "conclusion": "success",
          "app": ["id": 7, "slug": "somebody-elses"],
        ]
      }
      story.forge.set("\(commit)/check-runs", ["check_runs": .array(runs)])
      story.forge.set("\(commit)/statuses", [])
      story.collecting = ["--part", "checks"]
    },
  ])
  func `which role`(trust: TrustCase) async throws { try await trust.check() }

  @Test(arguments: [
    TrustCase("a label, then a push to the governed path", .fail("changed since")) {
      $0.label(by: "alice")
      try await $0.editContract()
    },
    TrustCase("a label, then an unrelated push", .pass) {
      $0.label(by: "alice")
      try await $0.editReadme()
    },
    TrustCase("a label in the second of a push", .undecided("in the second in which")) {
      try await $0.editContract(at: "11:00")
      $0.label(by: "alice", at: "11:00")
    },
    TrustCase("a label that was removed", .fail("found: no label or review")) {
      $0.label(by: "alice")
      $0.removeLabel(by: "dana", at: "12:00")
    },
    TrustCase("a label that was removed, and added again for what came since", .pass) {
      $0.label(by: "alice")
      try await $0.editContract()
      $0.removeLabel(by: "dana", at: "12:30")
      $0.addLabelAgain(by: "carol", at: "13:00")
    },
    TrustCase("a label that was removed, and added again by the author", .fail("dana is not in the role cab")) {
      $0.label(by: "alice")
      $0.removeLabel(by: "alice", at: "12:30")
      $0.addLabelAgain(by: "dana", at: "13:00")
    },
    TrustCase("a label that was added again for what came before", .fail("changed since")) {
      $0.removeLabel(by: "dana", at: "10:20")
      $0.addLabelAgain(by: "alice", at: "10:30")
      try await $0.editContract()
    },
    TrustCase("a label of an hour that is still to come", .fail("when the evidence was collected")) {
      $0.label(by: "alice", at: "19:00")
    },
    TrustCase("another label that was renamed", .undecided("which no event tells of")) {
      $0.change { pull in
        pull.label("looks-good", by: "alice", at: instant("11:00"))
        pull.labels = ["schema-approved"]
      }
    },
    TrustCase("a dismissed review", .fail("the review was dismissed")) {
      $0.review(by: "alice", "dismissed", at: "10:30")
      $0.event("review_dismissed", by: "dana", at: "12:00", dismissal)
    },
    TrustCase("a review that was dismissed after a label of the same person", .fail("the review was dismissed")) {
      $0.review(by: "alice", "dismissed", at: "10:30")
      $0.label(by: "alice")
      $0.event("review_dismissed", by: "dana", at: "12:00", dismissal)
    },
    TrustCase("changes that were asked for after the approval", .fail("alice asked for changes")) {
      $0.label(by: "alice")
      $0.review(by: "alice", "changes_requested", at: "12:00")
    },
    TrustCase("a review of an old commit, then an unrelated push", .pass) {
      $0.review(by: "alice")
      try await $0.editReadme()
    },
    TrustCase("a review of an old commit, then an edit of another contract", .fail(ApprovalProject.invoice)) {
      $0.review(by: "alice")
      try await $0.project.push([ApprovalProject.invoice: ApprovalProject.contract("cheaper")], at: "12:00")
    },
    TrustCase("an approval, then another base", .fail("given before the pull request was retargeted to main")) {
      $0.label(by: "alice")
      $0.review(by: "carol")
      $0.event("base_ref_changed", by: "dana", at: "12:00")
    },
    TrustCase("another base, then an approval", .pass) {
      $0.event("base_ref_changed", by: "dana", at: "10:30")
      $0.review(by: "carol")
    },
  ])
  func `what was approved`(trust: TrustCase) async throws { try await trust.check() }

  static let twoRoles = [
    ".signalbox/roles.yml": "roles:\n  cab: { users: [alice] }\n  policy-owner: { users: [alice] }\n"
  ]
  static let dismissal: [(String, Node)] = [("dismissed_review", ["review_id": 1, "state": "approved"])]
}
