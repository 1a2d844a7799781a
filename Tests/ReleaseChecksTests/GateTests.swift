import Calendars
import Changes
import Documents
import Findings
import Git
import Policy
import ReleaseChecks
import Testing

/// What a gate says of a deployment, with the reason.
@Suite struct GateTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let environment: String
    let now: String
    var policy = ""
    var evidence: String?
    /// Whether the evidence says of deployments to production that there are none, where it says nothing else of them.
    var knowsCuts = true
    var serverTime: String?
    /// Where the forge's time is not known.
    var collectedAt: String?
    let verdict: Verdict
    let says: String
    var testDescription: String { "\(environment) at \(now): \(verdict), \(says)" }
  }

  static let smoke = #""checkRuns": [{"name": "smoke", "commit": "\#(commitA)", "conclusion": "success"}],"#

  /// The branch demands the check of an app.
  static let demanded = #""requiredChecks": [{"name": "smoke", "app": "github-actions"}],"#

  static func runs(_ runs: String...) -> String { #""checkRuns": [\#(runs.joined(separator: ", "))],"# }

  static func run(_ conclusion: String, _ commit: String = commitA, at: String? = nil) -> String {
    let completed = at.map { #", "completedAt": "\#($0)""# } ?? ""
    return #"{"name": "smoke", "commit": "\#(commit)", "conclusion": \#(conclusion)\#(completed)}"#
  }

  static func deployment(_ commit: String, at: String) -> String {
    #""deployments": [{"environment": "production", "commit": "\#(commit)", "state": "success", "at": "\#(at)"}],"#
  }

  static let cut = "2026-11-19T09:00:00Z"

  static let cases = [
    Case(
      environment: "staging", now: "2026-11-18T17:59:59Z", verdict: .pass, says: "release/freeze: staging is open until"
    ),
    Case(environment: "staging", now: "2026-11-18T18:00:00Z", verdict: .fail, says: "release/freeze"),
    Case(
      environment: "staging", now: "2026-11-18T23:59:59Z", verdict: .fail,
      says: "at the latest until 2026-11-20T00:00:00Z"),
    Case(environment: "staging", now: cut, verdict: .undecided, says: "whether it was is not known"),
    Case(environment: "staging", now: cut, evidence: #""deployments": [],"#, verdict: .fail, says: "release/freeze"),
    Case(environment: "staging", now: cut, evidence: deployment(commitA, at: cut), verdict: .pass, says: "is open"),
    Case(environment: "staging", now: "2026-11-20T00:00:00Z", verdict: .pass, says: "is open"),
    Case(
      environment: "production", now: "2026-11-18T23:59:59Z", evidence: smoke, verdict: .fail,
      says: "release/cut-window"),
    Case(
      environment: "production", now: "2026-11-19T00:00:00Z", evidence: smoke, verdict: .pass,
      says: "release/cut-window: the cut is open until"),
    Case(
      environment: "production", now: "2026-11-19T23:59:59Z", evidence: smoke, verdict: .pass,
      says: "the next change of state is to boarding"),
    Case(
      environment: "production", now: "2026-11-20T00:00:00Z", evidence: smoke, verdict: .fail, says: "is not cut before"
    ),
    Case(
      environment: "production", now: "2026-11-20T00:00:00Z", evidence: smoke, verdict: .fail, says: "release/hotfix"),
    Case(environment: "production", now: cut, verdict: .undecided, says: "release/required-results"),
    Case(environment: "production", now: cut, evidence: "", verdict: .undecided, says: "is not known"),
    Case(
      environment: "production", now: cut, evidence: smoke, knowsCuts: false, verdict: .undecided,
      says: "whether the train of 2026-11-19 was cut already"),
    Case(
      environment: "production", now: cut, policy: "train: { cut: { requires: [] } }", verdict: .undecided,
      says: "was cut already"),
    Case(
      environment: "production", now: cut, evidence: runs(run("\"failure\"")), verdict: .fail,
      says: "is no success, but failure"),
    Case(
      environment: "production", now: cut, evidence: runs(run("\"skipped\"")), verdict: .fail,
      says: "is no success, but skipped"),
    Case(
      environment: "production", now: cut, evidence: runs(run("\"neutral\"")), verdict: .fail,
      says: "is no success, but neutral"),
    Case(
      environment: "production", now: cut, evidence: runs(run("null")), verdict: .undecided, says: "has not ended yet"),
    Case(
      environment: "production", now: cut, evidence: runs(run("\"success\"", commitB)), verdict: .fail,
      says: "there are for other commits"),
    Case(environment: "production", now: cut, evidence: runs(), verdict: .undecided, says: "is not known"),
    Case(
      environment: "production", now: cut, evidence: runs() + #""statuses": [],"#, verdict: .fail,
      says: "there is no result of smoke"),
    Case(
      environment: "production", now: cut,
      evidence: runs(run("\"success\"", at: "2026-11-19T08:00:00Z"), run("\"failure\"", at: "2026-11-19T08:00:01Z")),
      verdict: .fail, says: "but failure"),
    Case(
      environment: "production", now: cut,
      evidence: runs(run("\"failure\"", at: "2026-11-19T08:00:00Z"), run("\"success\"", at: "2026-11-19T08:00:01Z")),
      verdict: .pass, says: "the cut is open"),
    Case(
      environment: "production", now: cut, evidence: runs(run("\"success\""), run("\"failure\"")), verdict: .fail,
      says: "but failure"),
    Case(
      environment: "production", now: cut,
      evidence: smoke + #""statuses": [{"context": "smoke", "commit": "\#(commitA)", "state": "pending"}],"#,
      verdict: .undecided, says: "has not ended yet"),
    Case(
      environment: "production", now: cut,
      evidence: #""statuses": [{"context": "smoke", "commit": "\#(commitA)", "state": "success"}],"#, verdict: .pass,
      says: "the cut is open"),
    Case(
      environment: "production", now: cut, evidence: smoke + demanded, verdict: .fail,
      says: "does not come from github-actions, of which the branch demands it"),
    Case(
      environment: "production", now: cut,
      evidence: demanded + runs(#"{"app": "github-actions", "# + run("\"success\"").dropFirst()), verdict: .pass,
      says: "the cut is open"),
    Case(
      environment: "production", now: cut, evidence: smoke + deployment(commitB, at: "2026-11-19T08:00:00Z"),
      verdict: .fail, says: "was cut with bbbbbbbbbb"),
    Case(
      environment: "production", now: cut, evidence: smoke + deployment(commitA, at: "2026-11-19T08:00:00Z"),
      verdict: .pass, says: "the cut is open"),
    Case(
      environment: "production", now: cut, policy: "train: { cut: { requires: [] } }", evidence: "", verdict: .pass,
      says: "the cut is open"),
    Case(
      environment: "production", now: cut, policy: "skip: [2026-11-19]", evidence: smoke, verdict: .fail,
      says: "the policy skips the train of 2026-11-19"),
    Case(
      environment: "production", now: cut, policy: "holidays: [2026-11-19]", evidence: smoke, verdict: .fail,
      says: "2026-11-19 is a holiday"),
    Case(environment: "Production", now: cut, evidence: smoke, verdict: .undecided, says: "did you mean production?"),
    Case(environment: "", now: cut, evidence: smoke, verdict: .undecided, says: "known are: production, staging"),
    Case(
      environment: "production", now: cut, evidence: smoke, serverTime: "2026-11-19T08:50:00Z", verdict: .pass,
      says: "the cut is open"),
    Case(
      environment: "production", now: cut, evidence: smoke, serverTime: "2026-11-19T08:49:59Z", verdict: .undecided,
      says: "601 s apart"),
    Case(
      environment: "production", now: cut, evidence: smoke, serverTime: "2026-11-19T09:10:01Z", verdict: .undecided,
      says: "release/clock"),
    Case(
      environment: "staging", now: "2026-11-18T18:00:00Z", policy: "clock: { tolerance: 5s }", evidence: "",
      serverTime: "2026-11-18T18:00:06Z", verdict: .undecided, says: "the policy allows 5 s"),
    Case(
      environment: "production", now: cut, evidence: smoke, collectedAt: "2026-11-19T08:50:00Z", verdict: .pass,
      says: "the cut is open"),
    Case(
      environment: "production", now: cut, evidence: smoke, collectedAt: "2026-11-12T09:00:00Z", verdict: .undecided,
      says: "the evidence was collected 604800 s before 2026-11-19T09:00:00Z"),
    Case(
      environment: "production", now: cut, evidence: smoke, collectedAt: "2026-11-19T09:10:01Z", verdict: .undecided,
      says: "the evidence was collected 601 s after 2026-11-19T09:00:00Z"),
    Case(
      environment: "staging", now: "2026-11-17T12:00:00Z",
      policy:
        "freezes: [{ name: move, environments: [staging], from: 2026-11-17T12:00:00Z, until: 2026-11-17T13:00:00Z, owner: pat, reason: the database moves }]",
      verdict: .fail, says: "ask pat"),
    Case(
      environment: "production", now: "2026-11-18T23:00:00Z", policy: "zone: Europe/Amsterdam", evidence: smoke,
      verdict: .pass, says: "2026-11-20T00:00:00+01:00 in Europe/Amsterdam"),
  ]

  @Test(arguments: cases)
  func `a gate answers with its reason`(_ gate: Case) async throws {
    let evidence = try gate.evidence.map { told in
      let isSilent = gate.knowsCuts && gate.environment == "production" && !told.contains("\"deployments\"")
      return try ReleaseChecksTests.evidence(
        isSilent ? told + #""deployments": [],"# : told,
        serverTime: gate.collectedAt ?? gate.serverTime ?? gate.now, knowsServerTime: gate.collectedAt == nil)
    }
    let commit = try #require(ObjectID(commitA))
    let history = try #require(ExampleHistory(""))
    let request = DeploymentRequest(
      RequestedDeployment(
        of: commit, to: gate.environment, at: instant(gate.now), evidence: evidence, history: history),
      by: try policy(gate.policy))
    let judgement = await Engine(rules: ReleaseGate.rules, settings: RuleSettings()).judge(request)
    var context = Report.Context(stage: .merge)
    context.remarks = request.remarks
    let report = Report(
      check: ReleaseCheck.name, version: "", context: context, scope: request.scope,
      findings: judgement.findings, notExecuted: request.notExecuted, rules: [])
    let text = String(decoding: TextReportWriter().bytes(for: [report]), as: UTF8.self)
    #expect(report.verdict == gate.verdict, "\(text)")
    #expect(text.contains(gate.says), "no \"\(gate.says)\" in:\n\(text)")
  }
}
