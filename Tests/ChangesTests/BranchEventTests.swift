import Changes
import Git
import TestSupport
import Testing

/// Events of branches: pushes, merge groups, and workflows that somebody or a clock starts.
@Suite struct BranchEventTests {
  static let nothing = String(repeating: "0", count: 40)

  static func push(_ ref: String, _ before: String, _ after: String) throws(Undecidable) -> GitHubEvent {
    try GitHubEvent(
      name: "push",
      payload: """
        {"ref": "\(ref)", "before": "\(before)", "after": "\(after)", "repository": {"default_branch": "main"}}
        """)
  }

  static func mergeGroup(_ base: String, _ head: String) throws(Undecidable) -> GitHubEvent {
    try GitHubEvent(
      name: "merge_group",
      payload: """
        {"merge_group": {"base_sha": "\(base)", "head_sha": "\(head)", "base_ref": "refs/heads/main",
         "head_ref": "refs/heads/gh-readonly-queue/main/pr-104-\(base)"}}
        """)
  }

  @Test func `a merge group is judged from its base to its head`() async throws {
    try await withPullRequest { history in
      let comparison = try history.comparison(Self.mergeGroup(history.old, history.merge))
      #expect(comparison.base == ObjectID(history.old))
      #expect(comparison.judged == ObjectID(history.merge))
      #expect(comparison.occasion == .mergeGroup(into: "refs/heads/main"))
      #expect(comparison.ref == "refs/heads/gh-readonly-queue/main/pr-104-\(history.old)")
    }
  }

  @Test func `a merge group whose head is not checked out, or whose base is missing, is undecided`() async throws {
    try await withPullRequest { history in
      let other = try reason { try history.comparison(Self.mergeGroup(history.tip, history.head)) }
      #expect(other.says("not the head \(history.head.prefix(10)) of the merge group", "fetch-depth: 0"))
      let absent = String(repeating: "a", count: 40)
      let missing = try reason { try history.comparison(Self.mergeGroup(absent, history.merge)) }
      #expect(missing.says("the base of the merge group", "git fetch origin \(absent)"))
    }
  }

  @Test func `a push to the default branch is judged from before to after`() async throws {
    try await withPullRequest { history in
      let comparison = try history.comparison(Self.push("refs/heads/main", history.old, history.tip))
      #expect(comparison.base == ObjectID(history.old))
      #expect(comparison.judged == ObjectID(history.tip), "whatever is checked out")
      #expect(comparison.occasion == .pushToDefaultBranch("refs/heads/main"))
      #expect(comparison.ref == "refs/heads/main")
      #expect(comparison.remarks == [])
    }
  }

  @Test func `a default branch that is new has no base`() async throws {
    try await withPullRequest { history in
      let comparison = try history.comparison(Self.push("refs/heads/main", Self.nothing, history.tip))
      #expect(comparison.base == nil)
      #expect(comparison.judged == ObjectID(history.tip))
      #expect(comparison.remarks.first.says("all of it is checked as new"))
    }
  }

  @Test func `a forced push to the default branch says that commits are gone`() async throws {
    try await withPullRequest { history in
      let comparison = try history.comparison(Self.push("refs/heads/main", history.tip, history.head))
      #expect(comparison.base == ObjectID(history.tip))
      #expect(comparison.remarks.first.says("does not have all of \(history.tip.prefix(10))"))
    }
  }

  @Test func `a push whose commits are missing is undecided`() async throws {
    try await withPullRequest { history in
      let absent = String(repeating: "a", count: 40)
      let before = try reason { try history.comparison(Self.push("refs/heads/main", absent, history.tip)) }
      #expect(before.says("the commit before the push", "git fetch origin \(absent)"))
      let after = try reason { try history.comparison(Self.push("refs/heads/main", history.old, absent)) }
      #expect(after.says("the pushed commit", "git fetch origin \(absent)"))
    }
  }

  @Test(arguments: ["", "0"]) func `a push to another branch is judged by all that it has beyond the default branch`(
    before: String
  ) async throws {
    try await withPullRequest { history in
      try await history.checkOut("feature")
      let old = before.isEmpty ? history.first : Self.nothing
      let comparison = try history.comparison(Self.push("refs/heads/feature", old, history.head))
      #expect(comparison.base == ObjectID(history.fork))
      #expect(comparison.judged == ObjectID(history.head))
      #expect(comparison.baseTip == ObjectID(history.tip))
      #expect(comparison.occasion == .push(to: "refs/heads/feature"))
    }
  }

  @Test func `a push of a tag or of nothing is undecided`() async throws {
    try await withPullRequest { history in
      let tag = try reason { try history.comparison(Self.push("refs/tags/v1", Self.nothing, history.tip)) }
      #expect(tag.says("refs/tags/v1, which is no branch", "--base REV"))
      let deletion = try reason { try history.comparison(Self.push("refs/heads/old", history.tip, Self.nothing)) }
      #expect(deletion.says("deletes refs/heads/old", "github.event.deleted"))
    }
  }

  @Test(arguments: ["workflow_dispatch", "schedule"])
  func `a workflow that was started judges HEAD against the default branch`(name: String) async throws {
    try await withPullRequest { history in
      try await history.checkOut("feature")
      let payload = #"{"repository": {"default_branch": "main"}}"#
      let ref = "refs/heads/feature"
      let comparison = try history.comparison(
        GitHubEvent(name: name, payload: payload, ref: ref, commit: history.head))
      #expect(comparison.base == ObjectID(history.fork))
      #expect(comparison.judged == ObjectID(history.head))
      #expect(comparison.ref == ref)
      #expect(comparison.occasion == .workflowRun)
      #expect(comparison.remarks == [])
      let elsewhere = try GitHubEvent(name: name, payload: payload, ref: ref, commit: history.tip)
      #expect(try history.comparison(elsewhere).remarks.first.says("not the commit \(history.tip.prefix(10))"))
    }
  }

  @Test func `on the default branch itself there is nothing to judge, and the report says so`() async throws {
    try await withPullRequest { history in
      try await history.checkOut("main")
      let event = try GitHubEvent(name: "schedule", payload: #"{"repository": {"default_branch": "main"}}"#)
      let comparison = try history.comparison(event)
      #expect(comparison.base == comparison.judged)
      #expect(comparison.remarks.first.says("nothing is checked"))
    }
  }

  @Test func `a payload without a repository leaves the default branch to the clone`() async throws {
    try await withPullRequest { history in
      let event = try GitHubEvent(name: "schedule", payload: #"{"schedule": "0 5 * * 4"}"#)
      #expect(try history.comparison(event).base == ObjectID(history.tip))
      try await history.scratch.git("update-ref", "-d", "refs/remotes/origin/main")
      #expect(try reason { try history.comparison(event) }.says("default branch", "git remote set-head origin --auto"))
      let pushed = try GitHubEvent(
        name: "push",
        payload: #"{"ref": "refs/heads/main", "before": "\#(history.old)", "after": "\#(history.tip)"}"#)
      #expect(try reason { try history.comparison(pushed) }.says("no repository.default_branch"))
    }
  }

  @Test func `without the default branch in the clone the repair is told`() async throws {
    try await withPullRequest { history in
      try await history.scratch.git("update-ref", "-d", "refs/remotes/origin/main")
      let answer = try reason { try history.comparison(Self.push("refs/heads/feature", history.first, history.head)) }
      #expect(answer.says("no origin/main", "git fetch origin +refs/heads/main:refs/remotes/origin/main"))
    }
  }
}
