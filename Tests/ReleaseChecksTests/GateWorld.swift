import Calendars
import Changes
import Documents
import Findings
import Git
import Policy
import ReleaseChecks

/// A repository and what a forge knows of it, in the week of the train of 2026-11-19 (a Thursday).
///
/// The default branch has the commits 0, 1, 2, 3 and 4. Production runs 1 since the train before, staging runs 3 since
/// 12:00 on Wednesday, and 3 was smoke-tested at 20:00. Beside the branch are 8, made of 1, and the hotfixes 5 (of 3) and
/// 6 (of 4).
struct GateWorld: Sendable {
  var environment = "production"
  var commit: Character? = "3"
  var now = "2026-11-19T09:00:00Z"
  var rollback = false
  var whatIf = false
  var clock: String?
  var policy = ""

  var staging = [Deployed("3", "2026-11-18T12:00:00Z")]
  var production = [Deployed("1", "2026-11-12T09:00:00Z")]

  /// Members of check runs; `nil` where they were not collected.
  var runs: [String]? = [smoke("3")]
  var statuses: [String]? = []
  var issues: [String]? = []

  /// The pull requests of the evidence, with their approvals by role.
  var changes: [PullRequestOf] = []

  var complete = ["staging": true, "production": true]
  var knowsDeployments = true
  var collectedAt: String?

  /// Further members of the evidence.
  var members = ""

  struct Deployed: Sendable {
    let commit: Character
    let at: String
    var state = "success"
    var began: String?
    var knowsBegin = true
    var pullRequest: Int?
    var knowsPullRequests = true
    var app: String?

    init(
      _ commit: Character, _ at: String, state: String = "success", began: String? = nil, knowsBegin: Bool = true,
      pullRequest: Int? = nil, knowsPullRequests: Bool = true, app: String? = nil
    ) {
      (self.commit, self.at, self.state, self.began) = (commit, at, state, began)
      (self.knowsBegin, self.pullRequest) = (knowsBegin, pullRequest)
      (self.knowsPullRequests, self.app) = (knowsPullRequests, app)
    }
  }

  struct PullRequestOf: Sendable {
    var number = 7
    let head: Character
    var own: [Character]
    var label: String? = "hotfix"
    var labelAt = "2026-11-18T00:00:00Z"
    var approvals: [(role: String, by: String, at: String)] = []

    init(_ head: Character, own: [Character]? = nil, label: String? = "hotfix", _ approvals: [(String, String, String)])
    {
      self.head = head
      self.own = own ?? [head]
      self.label = label
      self.approvals = approvals.map { (role: $0.0, by: $0.1, at: $0.2) }
    }
  }

  static func id(_ digit: Character) -> String { String(repeating: digit, count: 40) }

  static func smoke(
    _ commit: Character, _ conclusion: String = "success", at: String? = "2026-11-18T20:00:00Z",
    app: String? = "github-actions", began: String? = nil
  ) -> String {
    let end = at.map { #", "completedAt": "\#($0)""# } ?? ""
    let start = began.map { #", "startedAt": "\#($0)""# } ?? ""
    let name = app.map { #", "app": "\#($0)""# } ?? ""
    let result = conclusion == "null" ? "null" : "\"\(conclusion)\""
    return #"{"name": "smoke", "commit": "\#(id(commit))", "conclusion": \#(result)\#(name)\#(start)\#(end)}"#
  }

  static func status(_ state: String, by: String, at: String = "2026-11-18T20:00:00Z") -> String {
    #"{"context": "smoke", "commit": "\#(id("3"))", "state": "\#(state)", "by": "\#(by)", "at": "\#(at)"}"#
  }

  static func issue(_ label: String, at: String? = nil, body: String? = nil, closed: String? = nil) -> String {
    let mark = at.map { #", "labelled": [{"name": "\#(label)", "by": "pat", "at": "\#($0)"}]"# } ?? ""
    let text = body.map { #", "body": "\#($0)""# } ?? ""
    let end = closed.map { #", "closedAt": "\#($0)""# } ?? ""
    return #"{"number": 9, "title": "Refunds", "labels": ["\#(label)"], "openedAt": "2026-11-16T00:00:00Z", "#
      + #""url": "https://forge.example/9"\#(mark)\#(text)\#(end)}"#
  }
}

extension GateWorld {
  private var history: MemoryHistory {
    func id(_ digit: Character) -> ObjectID { ObjectID(Self.id(digit)) ?? .zero }
    var history = MemoryHistory()
    for (child, parent) in [("4", "3"), ("3", "2"), ("2", "1"), ("1", "0"), ("5", "3"), ("6", "4"), ("8", "1")] {
      history.parents[id(Character(child))] = [id(Character(parent))]
    }
    history.parents[id("0")] = []
    // 7 is what merging 5 on top of 4 gives, and 9 a squash of 5 there.
    history.parents[id("7")] = [id("4"), id("5")]
    history.parents[id("9")] = [id("4")]
    history.patches[id("9")] = id("5")
    history.tip = id("4")
    for change in changes {
      history.approvals[change.number] = Dictionary(grouping: change.approvals) { $0.role }.mapValues { given in
        given.map { PullRequestApprovals.Given(by: Login($0.by), at: instant($0.at)) }
      }
    }
    return history
  }

  private func node(_ environment: String, _ deployed: Deployed) -> String {
    let begin = instant(deployed.at).secondsSince1970 - 180
    let began = deployed.began ?? Instant(secondsSince1970: begin).description
    let start = deployed.knowsBegin ? #", "startedAt": "\#(began)""# : ""
    let app = deployed.app.map { #", "app": "\#($0)""# } ?? ""
    let numbers = deployed.pullRequest.map { #"{"number": \#($0), "labels": ["hotfix"], "mergedAt": null}"# } ?? ""
    let told = deployed.knowsPullRequests ? #", "pullRequests": [\#(numbers)]"# : ""
    return #"{"environment": "\#(environment)", "commit": "\#(Self.id(deployed.commit))", "#
      + #""state": "\#(deployed.state)", "at": "\#(deployed.at)"\#(start)\#(app)\#(told)}"#
  }

  private func node(_ change: PullRequestOf) -> String {
    let commits = change.own.map { #"{"sha": "\#(Self.id($0))", "authors": ["dana"], "committer": "dana"}"# }
    let label = change.label.map { #"{"name": "\#($0)", "by": "dana", "at": "\#(change.labelAt)"}"# } ?? ""
    return #"{"number": \#(change.number), "author": "dana", "base": {"ref": "main", "sha": "\#(Self.id("4"))"}, "#
      + #""head": {"ref": "hotfix", "sha": "\#(Self.id(change.head))"}, "commits": [\#(commits.joined(separator: ", "))], "#
      + #""labels": [\#(label)], "reviews": []}"#
  }

  private var evidenceText: String {
    let told = collectedAt ?? now
    let all = staging.map { node("staging", $0) } + production.map { node("Production", $0) }
    let whole = complete.map { #""\#($0)": {"complete": \#($1)}"# }.joined(separator: ", ")
    func list(_ name: String, _ values: [String]?) -> String {
      values.map { #""\#(name)": [\#($0.joined(separator: ", "))],"# } ?? ""
    }
    return """
      { "version": 1, "changes": [\(changes.map(node).joined(separator: ", "))], \(members)
        \(list("checkRuns", runs)) \(list("statuses", statuses)) \(list("issues", issues))
        \(knowsDeployments ? list("deployments", all) + "\"deploymentHistory\": {\(whole)}," : "")
        "source": { "kind": "manual", "repository": "acme/platform", "collectedAt": "\(told)", "serverTime": "\(told)" } }
      """
  }

  /// What the rules look at.
  func request(withEvidence: Bool = true) throws -> DeploymentRequest {
    let evidence = withEvidence ? try Evidence(SourceText(evidenceText), path: "evidence.json") : nil
    var deployment = RequestedDeployment(
      of: commit.flatMap { ObjectID(Self.id($0)) }, to: environment, at: instant(now), evidence: evidence,
      history: history)
    (deployment.isRollback, deployment.isWhatIf) = (rollback, whatIf)
    deployment.clock = clock.map(instant)
    return DeploymentRequest(deployment, by: try ReleaseChecksTests.policy(policy))
  }

  /// The verdict of the gate, and all that it says.
  func answer(withEvidence: Bool = true) async throws -> (verdict: Verdict, text: String) {
    let request = try request(withEvidence: withEvidence)
    let judgement = await Engine(rules: ReleaseGate.rules, settings: RuleSettings()).judge(request)
    var context = Report.Context(stage: .merge)
    context.remarks = request.remarks
    let report = Report(
      check: ReleaseCheck.name, version: "", context: context, scope: request.scope,
      findings: judgement.findings, notExecuted: request.notExecuted, rules: [])
    return (report.verdict, String(decoding: TextReportWriter().bytes(for: [report]), as: UTF8.self))
  }
}
