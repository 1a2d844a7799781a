import Findings

/// What goes around the week of the train, and what holds it.
enum GateExceptions {
  typealias Case = GateTests.Case
  typealias Deployed = GateWorld.Deployed

  static let both = [
    ("incident-commander", "ines", "2026-11-20T08:40:00Z"), ("product-owner", "pat", "2026-11-20T08:40:00Z"),
  ]

  /// Friday after the cut of 3: 5 is a hotfix of it, with both approvals, deployed to staging and tested.
  static func friday(_ world: inout GateWorld) {
    (world.now, world.commit) = ("2026-11-20T09:00:00Z", "5")
    world.production.append(Deployed("3", "2026-11-19T08:00:00Z"))
    world.staging.append(Deployed("5", "2026-11-20T08:45:00Z", pullRequest: 7))
    world.changes = [GateWorld.PullRequestOf("5", both)]
    world.runs = [GateWorld.smoke("5", at: "2026-11-20T08:50:00Z")]
  }

  /// Thursday: 3 runs since the train before, 5 was released as a hotfix at two in the morning, and 3 is the candidate.
  static func released(_ world: inout GateWorld) {
    world.production = [
      Deployed("3", "2026-11-12T09:00:00Z"), Deployed("5", "2026-11-19T02:00:00Z", pullRequest: 7),
    ]
    world.changes = [
      GateWorld.PullRequestOf(
        "5",
        [
          ("incident-commander", "ines", "2026-11-19T01:20:00Z"), ("product-owner", "pat", "2026-11-19T01:21:00Z"),
        ])
    ]
  }

  static func named(
    _ name: String, _ verdict: Verdict, _ says: String = "", _ change: (inout GateWorld) -> Void = { _ in }
  ) -> Case {
    Case(name, verdict, says) { world in
      friday(&world)
      change(&world)
    }
  }

  static let hotfixes = [
    named("a hotfix with both approvals and a test", .pass, "HOTFIX #7 goes around the train"),
    named("with one approval", .fail, "lacks the approval of product-owner") {
      $0.changes = [GateWorld.PullRequestOf("5", [both[0]])]
    },
    named("one person in both roles", .fail, "by different people") {
      $0.changes = [GateWorld.PullRequestOf("5", both.map { ($0.0, "both", $0.2) })]
    },
    named("one person in both roles, and another in one", .pass) {
      $0.changes = [
        GateWorld.PullRequestOf("5", both.map { ($0.0, "both", $0.2) } + [("product-owner", "sam", both[0].2)])
      ]
    },
    named("without the label", .fail, "release/outside-deployment-window") {
      $0.changes = [GateWorld.PullRequestOf("5", label: nil, both)]
    },
    named("in the last second of four hours", .pass) { $0.now = "2026-11-20T12:39:59Z" },
    named("after four hours", .fail, "until 2026-11-20T12:40:00Z, which is over") { $0.now = "2026-11-20T12:40:00Z" },
    named("the older approval counts", .fail, "which is over") {
      $0.changes = [GateWorld.PullRequestOf("5", [("incident-commander", "ines", "2026-11-20T04:00:00Z"), both[1]])]
    },
    named("a newer approval of the same person takes its place", .pass) {
      $0.changes = [
        GateWorld.PullRequestOf("5", [("incident-commander", "ines", "2026-11-20T04:00:00Z")] + both)
      ]
    },
    named("an approval from the future", .fail, "lacks the approval") {
      $0.changes = [GateWorld.PullRequestOf("5", [both[0], ("product-owner", "pat", "2026-11-20T09:00:01Z")])]
    },
    named("no pull request of what staging ran", .undecided, "no pull request of it") { $0.changes = [] },
    named("without a test", .fail, "no result of smoke") { $0.runs = [] },
    named("with a test from before staging ran it", .fail, "from before the deployment") {
      $0.runs = [GateWorld.smoke("5", at: "2026-11-20T08:44:59Z")]
    },
    named("that never was on staging", .fail, "was not deployed to staging") { $0.staging.removeLast() },
    named("without a test where the policy asks for none", .pass, "asks for no result of a hotfix") {
      ($0.policy, $0.runs) = ("hotfix: { requires: [] }", [])
    },
    named("that carries another commit along", .fail, "carries 1 commit that production has not seen") {
      $0.commit = "6"
      $0.changes = [GateWorld.PullRequestOf("6", both)]
      ($0.staging, $0.runs) = (
        $0.staging + [Deployed("6", "2026-11-20T08:50:00Z", pullRequest: 7)],
        [GateWorld.smoke("6", at: "2026-11-20T08:55:00Z")]
      )
    },
    named("whose head lacks a required check", .fail, "has not passed contracts") {
      $0.members = #""requiredChecks": [{"name": "contracts", "app": "github-actions"}],"#
    },
    named("where it is not known what production runs", .undecided, "in one second") {
      $0.production.append(Deployed("4", "2026-11-19T08:00:00Z"))
    },
    named("into a one-off freeze", .pass, "a hotfix may go into it") { $0.policy = freeze(hotfix: true) },
    named("into one that takes no hotfix", .fail, "release/one-off-freeze") { $0.policy = freeze(hotfix: false) },
    named("with an open blocker", .fail, "blocks the release") { $0.issues = [GateWorld.issue("blocker")] },
    named("again once it runs", .pass, "already") {
      $0.production.append(Deployed("5", "2026-11-20T08:55:00Z", pullRequest: 7))
      $0.runs = []
    },
    Case("to frozen staging with both approvals", .pass, "HOTFIX") {
      (($0.environment), $0.commit) = ("staging", "5")
      $0.changes = [
        GateWorld.PullRequestOf(
          "5",
          [("incident-commander", "ines", "2026-11-19T08:40:00Z"), ("product-owner", "pat", "2026-11-19T08:40:00Z")])
      ]
    },
    Case("to frozen staging with one", .fail, "release/weekly-freeze") {
      (($0.environment), $0.commit) = ("staging", "5")
      $0.changes = [GateWorld.PullRequestOf("5", [("incident-commander", "ines", "2026-11-19T08:40:00Z")])]
    },
    Case("the candidate would take a released hotfix back", .fail, "would take back the hotfix `5555555555`", released),
    Case("and staging takes a commit with both", .pass, "contains the candidate and the hotfix") {
      released(&$0)
      ($0.environment, $0.commit) = ("staging", "5")
      $0.changes[0].approvals = $0.changes[0].approvals.map { (role: $0.role, by: $0.by, at: $0.at) }
    },
    Case("which then is the candidate", .pass, "`5555555555` already") {
      released(&$0)
      $0.staging.append(Deployed("5", "2026-11-19T03:00:00Z", pullRequest: 7))
      ($0.commit, $0.runs) = (nil, [GateWorld.smoke("5", at: "2026-11-19T03:10:00Z")])
    },
    Case("a hotfix without valid approvals is a breach and takes nothing along", .pass, "is the candidate") {
      released(&$0)
      $0.changes[0].approvals = []
      $0.production[0] = Deployed("1", "2026-11-12T09:00:00Z")
    },
    Case("what may have been a hotfix leaves the cut open", .undecided, "is a hotfix") {
      $0.production.append(Deployed("5", "2026-11-18T02:00:00Z", knowsPullRequests: false))
    },
  ]

  static func freeze(hotfix: Bool) -> String {
    """
    freezes: [{ name: sale, environments: [production], from: 2026-11-20T00:00:00Z, until: 2026-11-28T00:00:00Z,
      owner: pat, reason: sale, hotfix: \(hotfix) }]
    """
  }

  /// Thursday after a bad cut: back to 1, which ran since the train before.
  static func back(
    _ name: String, _ verdict: Verdict, _ says: String = "", _ change: (inout GateWorld) -> Void = { _ in }
  ) -> Case {
    Case(name, verdict, says) { world in
      (world.commit, world.rollback, world.runs) = ("1", true, [])
      world.production.append(Deployed("3", "2026-11-19T08:00:00Z"))
      change(&world)
    }
  }

  static let rollbacks = [
    back("back to the cut of last week", .pass, "ROLLBACK of production to `1111111111`"),
    back("on Friday", .pass) { $0.now = "2026-11-20T09:00:00Z" },
    back("in a freeze that takes no hotfix", .pass) {
      ($0.now, $0.policy) = ("2026-11-20T09:00:00Z", freeze(hotfix: false))
    },
    back("with an open blocker", .pass) { $0.issues = [GateWorld.issue("blocker")] },
    back("without saying so", .fail, "to go back to it, add --rollback") { $0.rollback = false },
    back("to what failed there", .fail, "never ran `2222222222`") {
      ($0.commit, $0.production) = ("2", $0.production + [Deployed("2", "2026-11-12T10:00:00Z", state: "failure")])
    },
    back("to a breach", .fail, "against the rules") {
      ($0.commit, $0.production) = (
        "2",
        [
          Deployed("1", "2026-11-12T09:00:00Z"), Deployed("2", "2026-11-13T09:00:00Z"),
          Deployed("3", "2026-11-19T08:00:00Z"),
        ]
      )
    },
    back("to an earlier rollback", .pass) {
      $0.production.append(Deployed("1", "2026-11-19T08:30:00Z"))
      $0.production.append(Deployed("3", "2026-11-19T08:40:00Z"))
    },
    back("to a hotfix", .pass) {
      released(&$0)
      $0.production.append(Deployed("3", "2026-11-19T03:00:00Z"))
      $0.commit = "5"
    },
    back("where older deployments are not listed", .undecided, "older deployments are not listed") {
      ($0.commit, $0.complete) = ("0", ["staging": true, "production": false])
    },
    back("where the list could not be read, to what it has", .pass) {
      $0.members = #""unreadable": [{"what": "deployments", "why": "403"}],"#
    },
    back("while another deployment is in progress", .pass) {
      $0.production.append(Deployed("4", "2026-11-19T08:59:00Z", state: "in_progress"))
    },
    back("of staging", .fail, "an environment that the train releases") { $0.environment = "staging" },
  ]

  static let holds = [
    Case("an open blocker holds production, by name and with a link", .fail, "https://forge.example/9") {
      $0.issues = [GateWorld.issue("blocker", at: "2026-11-18T09:00:00Z")]
    },
    Case("a closed one does not", .pass) { $0.issues = [GateWorld.issue("blocker", closed: "2026-11-19T09:00:00Z")] },
    Case("one that is labelled later does not yet", .pass) {
      $0.issues = [GateWorld.issue("blocker", at: "2026-11-19T09:00:01Z")]
    },
    Case("where the policy has none", .pass) {
      ($0.issues, $0.policy) = ([GateWorld.issue("blocker")], "holds: { blocker: false }")
    },
    Case("issues that were not collected", .undecided, "issues were not collected") { $0.issues = nil },
    Case("an announced freeze", .fail, "until 2026-11-20T06:00:00Z: Refunds") {
      announced(&$0, "environments: production\\nuntil: 2026-11-20T06:00:00Z")
    },
    Case("an announced freeze of another environment", .pass) { announced(&$0, "environments: staging") },
    Case("one that is over", .pass) { announced(&$0, "until: 2026-11-19T09:00:00Z") },
    Case("one that begins later", .pass) { announced(&$0, "from: 2026-11-19T09:00:01Z") },
    Case("one without lines", .fail, "until it is taken back") { announced(&$0, "be careful") },
    Case("one with a line that cannot be read", .undecided, "cannot be read") { announced(&$0, "until: tomorrow") },
    Case("one of an unknown environment", .undecided, "no train goes to") { announced(&$0, "environments: prod") },
    Case("one by a person who may not write", .pass) { announced(&$0, "x", permission: "read") },
    Case("one by a person of whom that is not known", .undecided, "may write to the repository is not known") {
      $0.issues = [GateWorld.issue("freeze", at: "2026-11-18T09:00:00Z", body: "x")]
    },
    Case("two freezes that overlap", .fail, "release/one-off-freeze") {
      ($0.policy, $0.now) = (overlapping, "2026-11-19T13:59:59Z")
    },
    Case("and both are over", .pass) { ($0.policy, $0.now) = (overlapping, "2026-11-19T14:00:00Z") },
  ]

  static let overlapping = """
    freezes:
      - { name: a, environments: [production], from: 2026-11-19T06:00:00Z, until: 2026-11-19T12:00:00Z, owner: p, reason: x }
      - { name: b, environments: [production, staging], from: 2026-11-19T10:00:00Z, until: 2026-11-19T14:00:00Z,
          owner: s, reason: y }
    """

  static func announced(_ world: inout GateWorld, _ body: String, permission: String = "write") {
    world.issues = [GateWorld.issue("freeze", at: "2026-11-18T09:00:00Z", body: body)]
    world.members = #""permissions": {"pat": "\#(permission)"},"#
  }

  static let all = hotfixes + rollbacks + holds
}
