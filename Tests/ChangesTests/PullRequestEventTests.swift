import Changes
import Git
import TestSupport
import Testing

@Suite struct PullRequestEventTests {
  static let events = ["pull_request", "pull_request_review"]

  @Test(arguments: events) func `a merge that GitHub made is judged against its first parent`(name: String) async throws
  {
    try await withPullRequest { history in
      let comparison = try history.comparison(history.pullRequest(name))
      #expect(comparison.base == ObjectID(history.tip))
      #expect(comparison.judged == ObjectID(history.merge))
      #expect(comparison.baseTip == comparison.base)
      #expect(comparison.ref == "refs/heads/feature")
      #expect(comparison.occasion == .pullRequest(number: 104, into: "refs/heads/main"))
      #expect(comparison.remarks == [])
    }
  }

  @Test(arguments: events) func `a head is judged against the merge base with the base branch as it is now`(
    name: String
  ) async throws {
    try await withPullRequest { history in
      try await history.checkOut("feature")
      try await history.scratch.git("merge", "--quiet", "--no-ff", "--message", "Update branch", history.old)
      let head = try await history.scratch.id(of: "HEAD")
      let comparison = try history.comparison(history.pullRequest(name, head: head))
      #expect(comparison.base == ObjectID(history.old), "base.sha of the payload is older than that")
      #expect(comparison.judged == ObjectID(head))
      #expect(comparison.baseTip == ObjectID(history.tip))
    }
  }

  @Test func `the base branch is the one of the pull request, not the default branch`() async throws {
    try await withPullRequest { history in
      try await history.checkOut("feature")
      try await history.fetch("release/1", history.first)
      let comparison = try history.comparison(history.pullRequest(into: "release/1"))
      #expect(comparison.base == ObjectID(history.first))
      #expect(comparison.occasion == .pullRequest(number: 104, into: "refs/heads/release/1"))
    }
  }

  @Test func `a merge needs no branch of the remote`() async throws {
    try await withPullRequest { history in
      try await history.scratch.git("update-ref", "-d", "refs/remotes/origin/main")
      #expect(try history.comparison(history.pullRequest()).base == ObjectID(history.tip))
    }
  }

  @Test func `another commit than head or merge is undecided`() async throws {
    try await withPullRequest { history in
      try await history.checkOut("main")
      let answer = try reason { try history.comparison(history.pullRequest()) }
      #expect(answer.says("neither the head \(history.head.prefix(10)) of pull request #104", "fetch-depth: 0"))
    }
  }

  @Test func `a merge the other way round, and a merge of three, are undecided`() async throws {
    try await withPullRequest { history in
      for parents in [[history.head, history.tip], [history.tip, history.head, history.first]] {
        try await history.checkOut(try await history.scratch.commitTree(parents: parents))
        #expect(try reason { try history.comparison(history.pullRequest()) }.says("neither the head"))
      }
    }
  }

  @Test func `a merge with a first parent that its base branch never had is undecided`() async throws {
    try await withPullRequest { history in
      // The author merges the judged head into a commit that has the bad file already.
      try await history.checkOut("feature")
      let planted = try await history.scratch.commit(["b.txt": "planted"])
      try await history.checkOut(try await history.scratch.commitTree(parents: [planted, history.head]))
      let answer = try reason { try history.comparison(history.pullRequest()) }
      #expect(answer.says("the first parent", "origin/main does not have", "git fetch origin"))
    }
  }

  @Test func `without the base branch the repair is told, safe to be copied`() async throws {
    try await withPullRequest { history in
      try await history.checkOut("feature")
      let answer = try reason { try history.comparison(history.pullRequest(into: "a$(id)")) }
      #expect(
        answer.says(
          "no origin/a$(id)", "fetch-depth: 0", "git fetch origin '+refs/heads/a$(id):refs/remotes/origin/a$(id)'"))
    }
  }

  @Test func `a base branch name that no branch can have finds nothing`() async throws {
    try await withPullRequest { history in
      try await history.checkOut("feature")
      for name in ["main~1", "main^{tree}", "../heads/main", "main@{0}", "\u{0}"] {
        let escaped = name == "\u{0}" ? #"\u0000"# : name
        #expect(try reason { try history.comparison(history.pullRequest(into: escaped)) }.says("has no origin/"))
      }
    }
  }

  @Test func `histories without a commit in common are undecided`() async throws {
    try await withPullRequest { history in
      let island = try await history.scratch.commitTree(parents: [])
      try await history.checkOut(island)
      let answer = try reason { try history.comparison(history.pullRequest(head: island)) }
      #expect(answer.says("no commit in common", "--base REV"))
    }
  }

  @Test(arguments: [1, 2]) func `a clone without the history is undecided`(depth: Int) async throws {
    try await withPullRequest { history in
      let clone = try await history.shallowClone(of: "feature", depth: depth)
      let request = ComparisonRequest(event: try history.pullRequest())
      #expect(try reason { try Comparison(request, in: clone) }.says("fetch-depth: 0", "git fetch --unshallow origin"))
    }
  }

  @Test func `a clone of the merge alone lacks its first parent, and one of two commits has it`() async throws {
    try await withPullRequest { history in
      let clone = try await history.shallowClone(of: history.merge, depth: 1)
      let request = ComparisonRequest(event: try history.pullRequest())
      let answer = try reason { try Comparison(request, in: clone) }
      #expect(answer.says("the first parent of HEAD", "fetch-depth: 0", "git fetch origin \(history.tip)"))
    }
    try await withPullRequest { history in
      let clone = try await history.shallowClone(of: history.merge, depth: 2)
      let request = ComparisonRequest(event: try history.pullRequest())
      #expect(try Comparison(request, in: clone).base == ObjectID(history.tip))
    }
  }

  @Test func `an event that runs on the base branch needs a head, and then is judged alike`() async throws {
    try await withPullRequest { history in
      let event = try history.pullRequest("pull_request_target")
      try await history.checkOut("main")
      #expect(try reason { try history.comparison(event) }.says("base branch checked out", "--head \(history.head)"))
      #expect(try reason { try history.comparison(event, base: "main~1") }.says("--head \(history.head)"))
      #expect(try reason { try history.comparison(event, head: "main") }.says("main is", "neither the head"))
      #expect(try history.comparison(event, head: history.head).base == ObjectID(history.fork))
      #expect(try history.comparison(event, head: history.merge).base == ObjectID(history.tip))
      let named = try history.comparison(event, base: history.first, head: "feature")
      #expect(named.base == ObjectID(history.first))
    }
  }

  @Test func `a named base or head sets the event aside`() async throws {
    try await withPullRequest { history in
      let byBase = try history.comparison(history.pullRequest(), base: history.fork)
      #expect(byBase.base == ObjectID(history.fork))
      #expect(byBase.judged == ObjectID(history.merge))
      #expect(byBase.occasion == .asked)
      let byHead = try history.comparison(history.pullRequest(), head: history.first)
      #expect(byHead.base == ObjectID(history.fork))
      #expect(byHead.judged == ObjectID(history.first))
    }
  }
}
