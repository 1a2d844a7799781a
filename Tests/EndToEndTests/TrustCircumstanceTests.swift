import Documents
import TestSupport
import Testing
import WebServer

/// What of GitHub, of the run and of the machine decides whether an approval counts.
@Suite(.validatingDocuments) struct TrustCircumstanceTests {
  @Test(arguments: [
    TrustCase("a run again with an old payload, in a new checkout", .fail("changed since:")) {
      try await Self.runAgain($0)
    },
    TrustCase("a run again with an old payload, in the old checkout", .undecided("the evidence is about head")) {
      $0.judged = $0.project.pull.head
      try await Self.runAgain($0)
    },
    TrustCase("a fork", .pass) {
      $0.label(by: "alice")
      $0.change { $0.headRepository = "dana/platform" }
    },
    TrustCase("a label, and a fork that is gone", .undecided("the repository of the branch is not there any more")) {
      $0.label(by: "alice")
      $0.change { $0.headRepository = nil }
    },
    TrustCase("a review, and a fork that is gone", .undecided("does not tell whether alice may push to it")) {
      $0.review(by: "alice")
      $0.change { $0.headRepository = nil }
    },
    TrustCase("a review by alice of what she pushed to a fork", .fail("alice contributed to the pull request: pushed"))
    {
      try await $0.project.push([ApprovalProject.order: ApprovalProject.contract("changed")], at: "10:30", by: "alice")
      $0.review(by: "alice")
      $0.change { $0.headRepository = "dana/platform" }
    },
    TrustCase("a merge queue with three pull requests", .pass) {
      try await $0.enqueue(approvedBy: ["alice", "carol", "bob"])
    },
    TrustCase("a merge queue with three pull requests, one unapproved", .fail("#102 changes 1 file")) {
      try await $0.enqueue(approvedBy: ["alice", "mallory", "carol"])
    },
    TrustCase("a merge queue of which GitHub tells a part", .undecided("has no entries that lead from")) {
      try await $0.enqueue(approvedBy: ["alice", "carol", "bob"], untold: 1)
    },
    TrustCase(
      "another pull request of the same head, into a branch of somebody's own",
      .undecided(
        "#105 has the same head, and sandbox, into which it goes, is not a governed branch (https://github.com")
    ) {
      $0.label(by: "alice")
      $0.otherPullRequest(into: "sandbox")
    },
    TrustCase("another pull request of the same head, into the same branch", .pass) {
      $0.label(by: "alice")
      $0.otherPullRequest(into: "main")
    },
    TrustCase("other pull requests of the head that cannot be read", .pass) {
      $0.label(by: "alice")
      $0.forge.trouble(
        "/repos/acme/platform/commits/\($0.project.pull.head)/pulls", WebServer.Answer("{}", status: 403))
    },
    TrustCase("a merge queue whose first entry changes the policy, approved by its owner", .pass, policy: strict) {
      try await $0.enqueueBehindPolicy(approvedBy: "olive")
    },
    TrustCase(
      "a merge queue whose first entry changes the policy, approved by nobody", .fail("#102 changes 1 file"),
      policy: strict
    ) {
      try await $0.enqueueBehindPolicy(approvedBy: nil)
    },
    TrustCase(
      "a merge queue whose first entry changes the policy, approved by somebody else", .fail("#102 changes 1 file"),
      policy: strict
    ) {
      try await $0.enqueueBehindPolicy(approvedBy: "alice")
    },
    TrustCase("a clock that is off by ten minutes", .pass, policy: waiver) {
      $0.label(by: "alice")
      $0.judging = ["--now", instant("18:10")]
    },
    TrustCase("a clock that is off by more than ten minutes", .undecided("601 s apart"), policy: waiver) {
      $0.label(by: "alice")
      $0.judging = ["--now", instant("18:10:01")]
    },
    TrustCase("a clock that is behind by more than ten minutes", .undecided("601 s apart"), policy: waiver) {
      $0.label(by: "alice")
      $0.judging = ["--now", instant("17:49:59")]
    },
  ])
  func `where and when it is judged`(trust: TrustCase) async throws { try await trust.check() }

  @Test(arguments: [
    TrustCase("the events", .undecided("(events of #104: GET /repos/acme/platform/issues/104/events: 403: No)")) {
      $0.review(by: "carol")
      $0.refuse("issues/104/events")
    },
    TrustCase(
      "the reviews, of a label", .undecided("(reviews of #104: GET /repos/acme/platform/pulls/104/reviews: 403")
    ) {
      $0.label(by: "alice")
      $0.refuse("pulls/104/reviews")
    },
    TrustCase("the pushes, of a label", .undecided("(heads of #104: GET /repos/acme/platform/activity: 403: No)")) {
      $0.label(by: "alice")
      $0.refuse("activity")
    },
    TrustCase(
      "the pushes, of a review by somebody who may push",
      .undecided("(heads of #104: GET /repos/acme/platform/activity: 403: No), and alice may push to it")
    ) {
      $0.review(by: "alice")
      $0.refuse("activity")
      $0.allow("alice", "write")
    },
    TrustCase("the pushes, of a review by somebody who may not push", .pass) {
      $0.review(by: "alice")
      $0.refuse("activity")
      $0.allow("alice", "triage")
    },
    TrustCase(
      "the pushes and who may push, of a review", .undecided("let the token read the activity of acme/platform")
    ) {
      $0.review(by: "alice")
      $0.refuse("activity")
    },
    TrustCase("the commits", .undecided("(commits of #104: ")) {
      $0.label(by: "alice")
      $0.refuse("compare/\($0.project.main)...\($0.project.pull.head)")
    },
    TrustCase("a commit that was pushed away", .undecided("(changes of 9999999999: ")) { story in
      let gone = String(repeating: "9", count: 40)
      story.project.pull.heads = []
      story.project.pull.push(gone, at: "09:00")
      story.project.pull.push(try await story.project.repository.id(of: "HEAD"), at: "12:00")
      story.label(by: "alice", at: "10:00")
    },
    TrustCase("the base branch", .undecided("(pull request #104: GET /repos/acme/platform/git/ref/heads/main: 403")) {
      $0.label(by: "alice")
      $0.refuse("git/ref/heads/main")
    },
  ])
  func `what cannot be read leaves it open, and is told`(trust: TrustCase) async throws { try await trust.check() }

  private static let strict = [".signalbox/contracts.yml": "# All contracts are approved.\n"]

  private static let waiver = [
    ".signalbox/contracts.yml": """
    waivers:
      - { rule: contracts/duplicate-key, path: \(ApprovalProject.customer), reason: retired, owner: ines, expires: 2026-12-31 }

    """
  ]

  /// Alice adds the label, dana pushes, and the payload is that of the label.
  private static func runAgain(_ story: TrustStory) async throws {
    let payload: Node = [
      "number": 104,
      "pull_request": [
        "number": 104, "labels": [["name": "schema-approved"]], "base": ["ref": "main"],
        "head": ["sha": .string(story.project.pull.head), "ref": "orders"],
      ],
    ]
    story.label(by: "alice")
    try await story.editContract()
    try await story.receive(payload)
  }
}

extension TrustStory {
  /// Lets GitHub refuse something of the repository once.
  fileprivate func refuse(_ path: String) {
    forge.trouble("/repos/acme/platform/\(path)", WebServer.Answer(#"{"message": "No"}"#, status: 403))
  }

  /// Another open pull request of the same head.
  fileprivate func otherPullRequest(into branch: String) {
    let (main, head) = (project.main, project.pull.head)
    change { pull in
      pull.others = [
        [
          "number": 105, "state": "open", "title": "The same", "user": Forge.user("dana"), "labels": [],
          "html_url": "https://github.com/acme/platform/pull/105",
          "base": ["ref": .string(branch), "sha": .string(main)],
          "head": ["ref": "orders", "sha": .string(head)],
        ]
      ]
    }
  }

  /// Puts a change of the policy, which excludes all contracts, and a change of a contract into a merge queue, and
  /// judges the second one on top of the first.
  fileprivate func enqueueBehindPolicy(approvedBy login: String?) async throws {
    let repository = project.repository
    var tips = [project.main]
    var entries: [Node] = []
    for (index, files) in [
      [".signalbox/contracts.yml": "exclude: ['**']\n"], [ApprovalProject.order: ApprovalProject.contract("changed")],
    ].enumerated() {
      try await repository.git("checkout", "--quiet", "-b", "pull-\(index)", project.main)
      let commit = try await repository.commit(files)
      try await repository.git("checkout", "--quiet", "--detach", tips[index])
      try await repository.git("merge", "--quiet", "--no-ff", "-m", "Merge", commit)
      tips.append(try await repository.id(of: "HEAD"))
      var pull = PullRequestEvidence(base: project.main, head: commit)
      pull.number = 101 + index
      pull.commit(commit)
      pull.push(commit, at: "10:00")
      if index == 0, let login { pull.review(by: login) }
      var told = ForgePullRequest(pull, tip: project.main)
      told.branch = "pull-\(index)"
      told.publish(on: forge)
      entries.append([
        "baseCommit": ["oid": .string(tips[index])], "headCommit": ["oid": .string(tips[index + 1])],
        "pullRequest": ["number": .number(Number(101 + index))],
      ])
    }
    forge.set("/graphql", ["data": ["repository": ["mergeQueue": ["entries": ["nodes": .array(entries)]]]]])
    for tip in tips {
      let folder = try await repository.id(of: "\(tip):.signalbox")
      forge.set(
        "/repos/acme/platform/git/trees/\(tip)",
        [
          "tree": [["path": ".signalbox", "mode": "040000", "type": "tree", "sha": .string(folder)]],
          "truncated": false,
        ])
    }
    forge.set("/repos/acme/platform/commits/\(tips[2])/pulls", [])
    judged = tips[2]
    base = tips[1]
    try await receive([
      "merge_group": [
        "base_sha": .string(tips[1]), "head_sha": .string(tips[2]), "base_ref": "refs/heads/main",
        "head_ref": "refs/heads/gh-readonly-queue/main/pr-102",
      ]
    ])
  }

  /// Gives somebody a permission in the repository.
  fileprivate func allow(_ login: String, _ permission: String) {
    forge.set("/repos/acme/platform/collaborators/\(login)/permission", ["permission": .string(permission)])
  }

  /// Puts three pull requests into a merge queue, with a label each, and judges the group.
  ///
  /// One entry of the queue may be untold.
  fileprivate func enqueue(approvedBy logins: [String], untold: Int? = nil) async throws {
    let repository = project.repository
    var tip = project.main
    var entries: [Node] = []
    for (index, path) in [ApprovalProject.order, ApprovalProject.customer, ApprovalProject.invoice].enumerated() {
      try await repository.git("checkout", "--quiet", "-b", "pull-\(index)", project.main)
      let commit = try await repository.commit([path: ApprovalProject.contract("changed")])
      try await repository.git("checkout", "--quiet", "--detach", tip)
      try await repository.git("merge", "--quiet", "--no-ff", "-m", "Merge", commit)
      let merged = try await repository.id(of: "HEAD")
      var pull = PullRequestEvidence(base: project.main, head: commit)
      pull.number = 101 + index
      pull.commit(commit)
      pull.push(commit, at: "10:00")
      pull.label(by: logins[index])
      var told = ForgePullRequest(pull, tip: project.main)
      told.branch = "pull-\(index)"
      told.publish(on: forge)
      let entry: Node = [
        "baseCommit": ["oid": .string(tip)], "headCommit": ["oid": .string(merged)],
        "pullRequest": ["number": .number(Number(101 + index))],
      ]
      if index != untold { entries.append(entry) }
      tip = merged
    }
    forge.set("/graphql", ["data": ["repository": ["mergeQueue": ["entries": ["nodes": .array(entries)]]]]])
    judged = tip
    try await receive([
      "merge_group": [
        "base_sha": .string(project.main), "head_sha": .string(tip), "base_ref": "refs/heads/main",
        "head_ref": "refs/heads/gh-readonly-queue/main/pr-103",
      ]
    ])
  }
}
