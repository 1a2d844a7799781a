import Changes
import Git
import SystemPackage
import TestSupport
import Testing

@Suite struct PayloadTests {
  @Test(arguments: [
    "", "{", "[]", "null", "{}", #"{"pull_request": []}"#, #"{"pull_request": {"number": 1}}"#,
    #"{"pull_request": {"number": "1", "head": {"sha": "x"}}}"#,
    #"{"pull_request": {"number": 1, "head": {"sha": "0000000000000000000000000000000000000000"}}}"#,
    #"{"pull_request": {}, "pull_request": {}}"#, String(repeating: "[", count: 100_000), "\u{FEFF}{\u{0}}",
  ])
  func `a payload that is none, or lacks what is needed, is undecided`(payload: String) throws {
    let answer = try reason { try GitHubEvent(name: "pull_request", payload: payload) }
    #expect(answer.says("the payload of the event pull_request", "--base REV --head REV"))
  }

  @Test func `bytes that are no text are undecided`() throws {
    let answer = try reason { try GitHubEvent(name: "push", payload: [0x22, 0xFF, 0x22]) }
    #expect(answer.says("the payload of the event push cannot be read"))
  }

  @Test(arguments: ["issue_comment", "workflow_run", "", "pull_request\n"])
  func `an event that says nothing about a change is undecided`(name: String) throws {
    let answer = try reason { try GitHubEvent(name: name, payload: "{}") }
    #expect(answer.says("does not say what to check", "merge_group", "--base REV"))
  }

  @Test func `half of a surrogate pair in a title does no harm`() throws {
    let id = String(repeating: "a", count: 40)
    let event = try GitHubEvent(
      name: "pull_request",
      payload: """
        {"number": 7, "pull_request": {"title": "\\ud83d", "head": {"sha": "\(id)", "ref": null}, "base": {"ref": "main"}}}
        """)
    #expect(event.defaultBranch == nil)
    guard case .pullRequest(let pullRequest, isTarget: false) = event.kind else {
      Issue.record("\(event.kind)")
      return
    }
    #expect(pullRequest.number == 7)
    #expect(pullRequest.branch == nil)
  }
}

/// The payloads that GitHub sent, on a repository made to fit.
@Suite(
  .enabled(if: Project.exists(RecordedPayload.folder), "the recorded payloads do not stand beside this checkout"))
struct RecordedPayloadTests {
  @Test func `every pull request is judged, as a merge and as a head`() async throws {
    let recorded = RecordedPayload.all.filter { ["pull_request", "pull_request_review"].contains($0.event) }
    #expect(recorded.count > 25)
    try await withPullRequest { history in
      for payload in recorded {
        let branch = try payload.text("pull_request", "base", "ref")
        try await history.fetch(branch, history.tip)
        // Its base.sha stays as it was recorded, so that the repository does not have it.
        let event = try payload.event(replacing: [("pull_request", "head", "sha", history.head)])
        try await history.checkOut(history.merge)
        let merged = try history.comparison(event)
        #expect(merged.base == ObjectID(history.tip) && merged.judged == ObjectID(history.merge), "\(payload.name)")
        try await history.checkOut(history.head)
        let head = try history.comparison(event)
        #expect(head.base == ObjectID(history.fork) && head.judged == ObjectID(history.head), "\(payload.name)")
        try await history.checkOut("main")
        #expect(try reason { try history.comparison(event) }.says("neither the head"), "\(payload.name)")
      }
    }
  }

  @Test func `every push is judged if it is of a branch that is still there`() async throws {
    let recorded = RecordedPayload.all.filter { $0.event == "push" }
    #expect(recorded.count > 5)
    try await withPullRequest { history in
      try await history.checkOut("feature")
      for payload in recorded {
        try await history.fetch(try payload.text("repository", "default_branch"), history.tip)
        let isNew = try payload.text("before") == BranchEventTests.nothing
        let isGone = try payload.text("after") == BranchEventTests.nothing
        var replacements = isGone ? [] : [("after", "", "", history.head)]
        if !isNew { replacements.append(("before", "", "", history.first)) }
        let event = try payload.event(replacing: replacements)
        let ref = try payload.text("ref")
        guard ref.hasPrefix("refs/heads/"), !isGone else {
          #expect(try reason { try history.comparison(event) }.says("refs/tags/simple-tag"), "\(payload.name)")
          continue
        }
        let comparison = try history.comparison(event)
        let isDefault = try ref == "refs/heads/" + payload.text("repository", "default_branch")
        #expect(comparison.judged == ObjectID(history.head), "\(payload.name)")
        #expect(
          comparison.base == (isDefault ? isNew ? nil : ObjectID(history.first) : ObjectID(history.fork)),
          "\(payload.name)")
      }
    }
  }

  @Test func `every merge group and every started workflow is judged`() async throws {
    try await withPullRequest { history in
      let group = try #require(RecordedPayload.all.first { $0.event == "merge_group" })
      let merged = try history.comparison(
        group.event(replacing: [
          ("merge_group", "base_sha", "", history.tip), ("merge_group", "head_sha", "", history.merge),
        ]))
      #expect(merged.base == ObjectID(history.tip) && merged.judged == ObjectID(history.merge))
      let dispatch = try #require(RecordedPayload.all.first { $0.event == "workflow_dispatch" })
      try await history.fetch(try dispatch.text("repository", "default_branch"), history.tip)
      try await history.checkOut("feature")
      #expect(try history.comparison(dispatch.event()).base == ObjectID(history.fork))
    }
  }

  @Test func `every other event is undecided`() throws {
    let judged = ["pull_request", "pull_request_review", "push", "merge_group", "workflow_dispatch"]
    let others = RecordedPayload.all.filter { !judged.contains($0.event) }
    #expect(others.count > 50)
    for payload in others {
      #expect(try reason { try payload.event() }.says("does not say what to check"), "\(payload.name)")
    }
  }
}
