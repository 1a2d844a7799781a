import Calendars
import Findings
import ReleaseChecks
import Testing

/// What a gate says of a deployment, with the reason.
@Suite struct GateTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let verdict: Verdict
    let says: String
    var world = GateWorld()
    var testDescription: String { name }

    init(_ name: String, _ verdict: Verdict, _ says: String = "", _ change: (inout GateWorld) -> Void = { _ in }) {
      (self.name, self.verdict, self.says) = (name, verdict, says)
      change(&world)
    }
  }

  typealias Deployed = GateWorld.Deployed

  static let staging: @Sendable (inout GateWorld) -> Void = { world in
    (world.environment, world.commit) = ("staging", "4")
  }

  static let candidate = [
    Case("the candidate is released", .pass, "is the candidate"),
    Case("without a commit it is the candidate", .pass, "`3333333333` is the candidate") { $0.commit = nil },
    Case("a newer commit is not", .fail, "not the candidate of the train of 2026-11-19, which is `3333333333`") {
      $0.commit = "4"
    },
    Case("an older commit is not", .fail, "release/not-the-candidate") { $0.commit = "2" },
    Case("an unmerged commit is not", .fail, "release/unmerged-commit") { $0.commit = "8" },
    Case("a deployment in the second of the freeze is too late", .fail, "which is `2222222222`") {
      $0.staging = [
        Deployed("2", "2026-11-17T12:00:00Z"), Deployed("3", "2026-11-18T18:05:00Z", began: "2026-11-18T18:00:00Z"),
      ]
    },
    Case("a deployment that began before the freeze counts once it has ended", .pass) {
      $0.staging = [
        Deployed("2", "2026-11-17T12:00:00Z"), Deployed("3", "2026-11-18T18:04:00Z", began: "2026-11-18T17:59:59Z"),
      ]
    },
    Case("of one that may have begun before the freeze it is not known", .undecided, "could have begun before") {
      $0.staging = [Deployed("2", "2026-11-17T12:00:00Z"), Deployed("3", "2026-11-18T18:04:00Z", knowsBegin: false)]
    },
    Case("and another commit is refused all the same", .fail, "not the candidate") {
      $0.staging = [Deployed("2", "2026-11-17T12:00:00Z"), Deployed("3", "2026-11-18T18:04:00Z", knowsBegin: false)]
      $0.commit = "4"
    },
    Case("one that ended before the freeze began before it", .pass) {
      $0.staging = [Deployed("3", "2026-11-18T17:00:00Z", knowsBegin: false)]
    },
    Case("one that has not ended is not known", .undecided, "has not ended") {
      $0.staging = [Deployed("3", "2026-11-18T17:50:00Z", state: "in_progress")]
    },
    Case("one that waits for a reviewer has not begun", .pass) {
      $0.staging.append(Deployed("4", "2026-11-18T17:50:00Z", state: "waiting", knowsBegin: false))
    },
    Case("one that failed is none", .fail, "which is `2222222222`") {
      $0.staging = [Deployed("2", "2026-11-17T12:00:00Z"), Deployed("3", "2026-11-18T12:00:00Z", state: "failure")]
    },
    Case("one that was cut off by paging is not known", .undecided, "older deployments to staging are not listed") {
      ($0.staging, $0.complete) = ([Deployed("4", "2026-11-18T19:00:00Z")], ["staging": false, "production": true])
    },
    Case("with a whole list that begins later there is none", .fail, "has no candidate") {
      $0.staging = [Deployed("3", "2026-11-18T19:00:00Z")]
    },
    Case("an environment that the evidence does not speak of is not known", .undecided, "has no deployment to staging")
    {
      ($0.staging, $0.complete) = ([], ["production": true])
    },
    Case("two in one second are not known", .undecided, "in one second") {
      $0.staging.append(Deployed("4", "2026-11-18T12:00:00Z"))
    },
    Case("a candidate that was never merged is refused", .fail, "release/unmerged-commit") {
      ($0.staging, $0.commit, $0.runs) = ([Deployed("8", "2026-11-18T12:00:00Z")], "8", [GateWorld.smoke("8")])
    },
    Case("what another app recorded has not run", .fail, "has no candidate") {
      $0.policy = "deployments: { app: deployer }"
    },
    Case("what the app recorded has", .pass) {
      $0.policy = "deployments: { app: deployer }"
      $0.staging = [Deployed("3", "2026-11-18T12:00:00Z", app: "deployer"), Deployed("4", "2026-11-18T13:00:00Z")]
      $0.production = [Deployed("1", "2026-11-12T09:00:00Z", app: "deployer")]
    },
    Case("the name of an environment has no case", .pass) { $0.environment = "PRODUCTION" },
  ]

  static let smoke = [
    Case("no result", .fail, "no result of smoke") { $0.runs = [] },
    Case("a failure", .fail, "is no success, but failure") { $0.runs = [GateWorld.smoke("3", "failure")] },
    Case("a skipped one", .fail, "but skipped") { $0.runs = [GateWorld.smoke("3", "skipped")] },
    Case("one that runs", .undecided, "has not ended yet") {
      $0.runs = [GateWorld.smoke("3", "null", at: nil, began: "2026-11-19T08:50:00Z")]
    },
    Case("of another commit", .fail, "it is of another commit") { $0.runs = [GateWorld.smoke("2")] },
    Case("from before the deployment", .fail, "it is from before") {
      $0.runs = [GateWorld.smoke("3", at: "2026-11-18T11:50:00Z")]
    },
    Case("from the second before the freeze", .fail, "from before the freeze") {
      $0.runs = [GateWorld.smoke("3", at: "2026-11-18T17:59:59Z")]
    },
    Case("from the second of the freeze", .pass) { $0.runs = [GateWorld.smoke("3", at: "2026-11-18T18:00:00Z")] },
    Case("one that began before the freeze", .fail, "from before the freeze") {
      $0.runs = [GateWorld.smoke("3", at: "2026-11-18T18:10:00Z", began: "2026-11-18T17:59:59Z")]
    },
    Case("after the deployment is enough where the policy says so", .pass) {
      $0.policy = "train: { cut: { requires: [{ name: smoke, after: deployment }] } }"
      $0.runs = [GateWorld.smoke("3", at: "2026-11-18T12:30:00Z")]
    },
    Case("from the future", .fail, "from the future") { $0.runs = [GateWorld.smoke("3", at: "2026-11-19T09:00:01Z")] },
    Case("of the greatest age", .pass) {
      $0.policy = "train: { cut: { requires: [{ name: smoke, max-age: 13h }] } }"
    },
    Case("a second older", .fail, "older than 46800 s") {
      ($0.policy, $0.now) = ("train: { cut: { requires: [{ name: smoke, max-age: 13h }] } }", "2026-11-19T09:00:01Z")
    },
    Case("a success before a failure", .fail, "but failure") {
      $0.runs = [GateWorld.smoke("3"), GateWorld.smoke("3", "failure", at: "2026-11-18T22:00:00Z")]
    },
    Case("a failure before a success", .pass) {
      $0.runs = [GateWorld.smoke("3", "failure"), GateWorld.smoke("3", at: "2026-11-18T22:00:00Z")]
    },
    Case("of another app", .fail, "it is from jenkins, not from github-actions") {
      $0.runs = [GateWorld.smoke("3", app: "jenkins")]
    },
    Case("of an app that is not told", .undecided, "which app") { $0.runs = [GateWorld.smoke("3", app: nil)] },
    Case("without its end", .undecided, "when it ended") { $0.runs = [GateWorld.smoke("3", at: nil)] },
    Case("a status of a person", .fail, "ada wrote it, whom the policy does not name") {
      ($0.runs, $0.statuses) = ([], [GateWorld.status("success", by: "ada")])
    },
    Case("a status of a person that the policy names", .pass) {
      $0.policy = "train: { cut: { requires: [{ name: smoke, by: [Ada] }] } }"
      ($0.runs, $0.statuses) = ([], [GateWorld.status("success", by: "ada")])
    },
    Case("a status of the app", .pass) {
      ($0.runs, $0.statuses) = ([], [GateWorld.status("success", by: "github-actions[bot]")])
    },
    Case("a failure that a stranger wrote counts for nothing either", .pass) {
      $0.statuses = [GateWorld.status("failure", by: "ada")]
    },
    Case("nothing collected", .undecided, "no evidence of check runs") { ($0.runs, $0.statuses) = (nil, nil) },
    Case("half collected", .undecided, "only one of check runs and statuses") { ($0.runs, $0.statuses) = ([], nil) },
    Case("nothing required", .pass) { ($0.policy, $0.runs) = ("train: { cut: { requires: [] } }", []) },
    Case("a broken freeze after the test is a warning", .pass, "was deployed to staging in the freeze") {
      $0.staging.append(Deployed("4", "2026-11-19T07:00:00Z"))
    },
    Case("a test after a broken freeze", .fail, "4444444444 was deployed to staging") {
      $0.staging.append(Deployed("4", "2026-11-18T19:00:00Z"))
    },
    Case("a test after the candidate came back", .fail, "4444444444 was deployed to staging") {
      $0.staging += [Deployed("4", "2026-11-18T19:00:00Z")]
      $0.runs = [GateWorld.smoke("3", at: "2026-11-18T19:30:00Z")]
    },
    Case("and again once it is tested then", .pass) {
      $0.staging += [Deployed("4", "2026-11-18T19:00:00Z"), Deployed("3", "2026-11-18T19:20:00Z")]
      $0.runs = [GateWorld.smoke("3", at: "2026-11-18T19:30:00Z")]
    },
  ]

  static let cut = [
    Case("the window is closed a second before", .fail, "is not cut before") { $0.now = "2026-11-18T23:59:59Z" },
    Case("open from its first second", .pass) { $0.now = "2026-11-19T00:00:00Z" },
    Case("until its last", .pass) { $0.now = "2026-11-19T23:59:59Z" },
    Case("and closed then", .fail, "release/outside-deployment-window") { $0.now = "2026-11-20T00:00:00Z" },
    Case("the cut once more", .pass, "runs `3333333333` already") {
      $0.production.append(Deployed("3", "2026-11-19T08:00:00Z"))
    },
    Case("another commit after the cut", .fail, "not the candidate") {
      ($0.production, $0.commit) = ($0.production + [Deployed("3", "2026-11-19T08:00:00Z")], "4")
    },
    Case("two in one second", .undecided, "in one second") {
      $0.production += [Deployed("3", "2026-11-19T08:00:00Z"), Deployed("4", "2026-11-19T08:00:00Z")]
    },
    Case("two in one second, and another commit", .fail, "not the candidate") {
      $0.production += [Deployed("3", "2026-11-19T08:00:00Z"), Deployed("4", "2026-11-19T08:00:00Z")]
      $0.commit = "4"
    },
    Case("one in progress", .undecided, "is being deployed") {
      $0.production.append(Deployed("3", "2026-11-19T08:59:00Z", state: "in_progress"))
    },
    Case("one in progress, and another commit", .fail, "not the candidate") {
      ($0.production, $0.commit) = ($0.production + [Deployed("3", "2026-11-19T08:59:00Z", state: "in_progress")], "4")
    },
    Case("one that began before what runs and never ended", .pass) {
      $0.production.insert(Deployed("2", "2026-11-05T08:00:00Z", state: "in_progress"), at: 0)
    },
    Case("one from after the evidence", .undecided, "after the evidence") {
      $0.production.append(Deployed("3", "2026-11-19T15:00:00Z"))
    },
    Case("a list that could not be read", .undecided, "could not be read") {
      $0.members = #""unreadable": [{"what": "deployments", "why": "403"}],"#
    },
    Case("a list that could not be read, and another commit", .fail, "not the candidate") {
      ($0.members, $0.commit) = (#""unreadable": [{"what": "deployments of staging", "why": "403"}],"#, "4")
    },
    Case("no list", .undecided, "no evidence of deployments") { $0.knowsDeployments = false },
    Case("old evidence", .undecided, "release/clock-skew") { $0.collectedAt = "2026-11-19T08:49:59Z" },
    Case("evidence of the greatest age", .pass) { $0.collectedAt = "2026-11-19T08:50:00Z" },
    Case("evidence from the future", .undecided, "release/clock-skew") { $0.collectedAt = "2026-11-19T09:10:01Z" },
    Case("an instant far from the clock in CI", .undecided, "in CI no other instant") {
      $0.clock = "2026-11-19T09:10:01Z"
    },
    Case("an instant near the clock in CI", .pass) { $0.clock = "2026-11-19T09:10:00Z" },
    Case("a skipped train", .fail, "skips the train of 2026-11-19") { $0.policy = "skip: [2026-11-19]" },
    Case("a holiday", .fail, "2026-11-19 is a holiday") { $0.policy = "holidays: [2026-11-18..2026-11-20]" },
    Case("one of several environments after the other", .pass) {
      $0.policy = "train: { cut: { environment: [production, prod-us] } }"
      $0.complete["prod-us"] = true
    },
    Case("an unknown environment", .undecided, "did you mean production?") { $0.environment = "prodcution" },
    Case("a preview where others are open", .pass) { ($0.environment, $0.policy) = ("preview", "others: open") },
    Case("a preview where others are closed", .fail) { ($0.environment, $0.policy) = ("preview", "others: closed") },
    Case("what production runs, in a freeze", .pass, "already") {
      ($0.commit, $0.now, $0.policy) = ("1", "2026-11-17T09:00:00Z", Self.everything)
    },
  ]

  static let everything =
    "freezes: [{ name: a, environments: all, from: 2026-11-01T00:00:00Z, owner: o, reason: r, hotfix: false }]"

  static let stagings = [
    Case("a second before the freeze", .pass) {
      staging(&$0)
      $0.now = "2026-11-18T17:59:59Z"
    },
    Case("in the second of the freeze", .fail, "release/weekly-freeze") {
      staging(&$0)
      $0.now = "2026-11-18T18:00:00Z"
    },
    Case("until the cut", .fail, "at the latest until 2026-11-20T00:00:00Z", staging),
    Case("after the cut", .pass) {
      staging(&$0)
      $0.production.append(Deployed("3", "2026-11-19T08:00:00Z"))
    },
    Case("a rollback does not end it", .fail, "release/weekly-freeze") {
      staging(&$0)
      $0.production += [Deployed("2", "2026-11-13T09:00:00Z"), Deployed("1", "2026-11-19T00:10:00Z")]
    },
    Case("a breach does not end it", .fail, "release/weekly-freeze") {
      staging(&$0)
      $0.production.append(Deployed("2", "2026-11-19T00:10:00Z"))
    },
    Case("at its end", .pass) {
      staging(&$0)
      $0.now = "2026-11-20T00:00:00Z"
    },
    Case("without evidence of deployments", .undecided, "could not check whether it was") {
      staging(&$0)
      $0.knowsDeployments = false
    },
    Case("before the window no cut can be recorded", .fail, "release/weekly-freeze") {
      staging(&$0)
      ($0.knowsDeployments, $0.now) = (false, "2026-11-18T19:00:00Z")
    },
    Case("the candidate may come back", .pass, "which staging may run again") {
      staging(&$0)
      ($0.commit, $0.staging) = ("3", $0.staging + [Deployed("4", "2026-11-18T19:00:00Z")])
    },
    Case("an unmerged commit on Tuesday", .fail, "release/unmerged-commit") {
      staging(&$0)
      ($0.commit, $0.now) = ("8", "2026-11-17T09:00:00Z")
    },
    Case("an unmerged commit where the policy allows it", .pass) {
      staging(&$0)
      ($0.commit, $0.now, $0.policy) = ("8", "2026-11-17T09:00:00Z", "staging: { unmerged: true }")
    },
    Case("a skipped train freezes nothing", .pass) {
      staging(&$0)
      $0.policy = "skip: [2026-11-19]"
    },
  ]

  @Test(arguments: candidate) func `the candidate`(_ gate: Case) async throws { try await check(gate) }

  @Test(arguments: smoke) func `the results`(_ gate: Case) async throws { try await check(gate) }

  @Test(arguments: cut) func `the cut`(_ gate: Case) async throws { try await check(gate) }

  @Test(arguments: stagings) func `the frozen environment`(_ gate: Case) async throws { try await check(gate) }

  @Test(arguments: GateExceptions.all) func `hotfixes, rollbacks and holds`(_ gate: Case) async throws {
    try await check(gate)
  }

  @Test func `without evidence a gate knows nothing of production, and staging boards`() async throws {
    var world = GateWorld()
    #expect(try await world.answer(withEvidence: false).verdict == .undecided)
    (world.environment, world.now) = ("staging", "2026-11-17T09:00:00Z")
    #expect(try await world.answer(withEvidence: false).verdict == .pass)
  }

  private func check(_ gate: Case) async throws {
    let (verdict, text) = try await gate.world.answer()
    #expect(verdict == gate.verdict, "\(gate.name):\n\(text)")
    #expect(text.contains(gate.says), "\(gate.name): no \"\(gate.says)\" in:\n\(text)")
  }
}
