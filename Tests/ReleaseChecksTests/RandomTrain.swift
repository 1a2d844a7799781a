import Calendars
import Changes
import Documents
import Findings
import Git
import Policy
import ReleaseChecks
import TestSupport

/// Four weeks of a random train, as a seed has them.
struct RandomTrain {
  struct Question: CustomStringConvertible {
    let isStaging: Bool
    let commit: Int
    let isRollback: Bool
    let now: Int

    var description: String {
      "\(isRollback ? "rollback of " : "")\(isStaging ? "staging" : "production") to \(commit) at "
        + "\(Instant(secondsSince1970: now))"
    }
  }

  private(set) var train = BruteForceTrain()
  private var random: SeededGenerator
  private var boundaries: [Int] = []

  /// 2026-11-05, a Thursday.
  private static let start = 1_793_836_800
  private static let day = 86_400
  private static let commits = 8

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    let weeks = 4
    for week in 0..<weeks {
      let thursday = Self.start + week * 7 * Self.day
      boundaries += [thursday - 6 * 3600, thursday, thursday + Self.day]
      if below(6) == 0 { train.skipped.insert(thursday / Self.day) }
    }
    for number in 0..<2 {
      let hotfix = BruteForceTrain.firstHotfix + number
      train.parents[hotfix] = below(Self.commits)
      if below(4) > 0 { train.labelled.insert(hotfix) }
    }
    deploy(weeks)
    for hotfix in train.parents.keys.sorted() { approve(hotfix) }
    hold()
    boundaries += train.deployments.flatMap { [$0.began, $0.at] } + train.smokes.map(\.at)
  }

  /// Deployments that mostly follow the train: staging on the way, the cut, a hotfix, a rollback.
  private mutating func deploy(_ weeks: Int) {
    var used: Set<Int> = []
    for week in 0..<weeks {
      let thursday = Self.start + week * 7 * Self.day
      for _ in 0...below(3) { add(staging: true, below(Self.commits), thursday - below(4 * Self.day), &used) }
      if below(2) == 0 { add(staging: true, below(Self.commits), thursday - below(6 * 3600), &used) }
      let staged = train.deployments.last { $0.isStaging && $0.succeeded && $0.began < thursday - 6 * 3600 }?.commit
      if below(4) > 0, let staged { add(staging: false, staged, thursday + below(Self.day), &used) }
      for _ in 0..<below(3) {
        let isHotfix = below(2) == 0
        let commit = isHotfix ? BruteForceTrain.firstHotfix + below(2) : below(Self.commits)
        let at = thursday - below(3 * Self.day) + below(3 * Self.day)
        if isHotfix, below(3) > 0 { add(staging: true, commit, at - 1800 - below(1800), &used) }
        add(staging: false, commit, at, &used)
      }
    }
    train.deployments.sort { $0.at < $1.at }
    for deployment in train.deployments where deployment.isStaging && below(4) > 0 {
      let after = below(2) == 0 ? below(3600) : below(2 * Self.day)
      train.smokes.append((deployment.commit, deployment.at + after, below(5) > 0))
    }
  }

  /// No two of them end in one second: what is unknown then is not for the second reading.
  private mutating func add(staging: Bool, _ commit: Int, _ at: Int, _ used: inout Set<Int>) {
    var at = at
    while !used.insert(at).inserted { at += 1 }
    let length = below(5) == 0 ? 3600 : 60 + below(600)
    train.deployments.append(
      BruteForceTrain.Deployment(
        isStaging: staging, commit: commit, began: at - length, at: at, succeeded: below(6) > 0))
  }

  private mutating func approve(_ hotfix: Int) {
    let uses = train.deployments.filter { $0.commit == hotfix }.map(\.began) + [Self.start + below(28 * Self.day)]
    for use in uses {
      for isCommander in [true, false] where below(5) > 0 {
        let at = use - below(5 * 3600)
        boundaries += [at, at + 4 * 3600]
        train.approvals[hotfix, default: []].append(
          BruteForceTrain.Approval(isCommander: isCommander, person: below(3), at: at))
      }
    }
  }

  private mutating func hold() {
    for _ in 0..<below(3) {
      let from = Self.start + below(28 * Self.day)
      let until = from + 1 + below(3 * Self.day)
      train.freezes.append(
        BruteForceTrain.Freeze(
          staging: below(2) == 0, production: below(3) > 0, from: from, until: until, takesHotfix: below(3) > 0))
      boundaries += [from, until]
    }
    for _ in 0..<below(2) {
      let from = Self.start + below(28 * Self.day)
      train.blockers.append((from, from + 1 + below(2 * Self.day)))
      boundaries.append(from)
    }
  }

  private mutating func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }

  /// A question at a boundary or a second beside it, or at any instant.
  mutating func question() -> Question {
    let now =
      below(4) > 0
      ? boundaries[below(boundaries.count)] - 1 + below(3) : Self.start + below(28 * Self.day)
    let isStaging = below(3) == 0
    let known = train.deployments.filter { $0.at <= now }
    var commit =
      below(5) == 0
      ? below(Self.commits) : known.isEmpty ? 0 : known[known.count - 1 - below(min(6, known.count))].commit
    if below(6) == 0 { commit = BruteForceTrain.firstHotfix + below(2) }
    return Question(isStaging: isStaging, commit: commit, isRollback: below(8) == 0, now: now)
  }
}

extension RandomTrain {
  private func id(_ commit: Int) -> String {
    let digits = String(commit)
    return String(repeating: "0", count: 40 - digits.count) + digits
  }

  private func shown(_ second: Int) -> String { Instant(secondsSince1970: second).description }

  private var history: MemoryHistory {
    func object(_ commit: Int) -> ObjectID { ObjectID(id(commit)) ?? .zero }
    var history = MemoryHistory()
    for commit in 0..<Self.commits { history.parents[object(commit)] = commit == 0 ? [] : [object(commit - 1)] }
    for (hotfix, parent) in train.parents { history.parents[object(hotfix)] = [object(parent)] }
    history.tip = object(Self.commits - 1)
    for (hotfix, approvals) in train.approvals {
      for approval in approvals {
        let role = approval.isCommander ? "incident-commander" : "product-owner"
        history.approvals[hotfix, default: [:]][role, default: []].append(
          PullRequestApprovals.Given(
            by: Login("person\(approval.person)"), at: Instant(secondsSince1970: approval.at)))
      }
    }
    return history
  }

  private func evidence(at now: Int) -> String {
    let changes = train.parents.keys.sorted().map { hotfix in
      let label =
        train.labelled.contains(hotfix) ? #"{"name": "hotfix", "by": "dana", "at": "2026-01-01T00:00:00Z"}"# : ""
      return #"{"number": \#(hotfix), "author": "dana", "base": {"ref": "main", "sha": "\#(id(0))"}, "#
        + #""head": {"ref": "h", "sha": "\#(id(hotfix))"}, "labels": [\#(label)], "reviews": [], "#
        + #""commits": [{"sha": "\#(id(hotfix))", "authors": ["dana"], "committer": "dana"}]}"#
    }
    let deployments = train.deployments.filter { $0.at <= now }.map { deployment in
      let isHotfix = deployment.commit >= BruteForceTrain.firstHotfix
      let label = train.labelled.contains(deployment.commit) ? "\"hotfix\"" : ""
      let pull = isHotfix ? #"{"number": \#(deployment.commit), "labels": [\#(label)]}"# : ""
      return #"{"environment": "\#(deployment.isStaging ? "staging" : "production")", "#
        + #""commit": "\#(id(deployment.commit))", "state": "\#(deployment.succeeded ? "success" : "failure")", "#
        + #""startedAt": "\#(shown(deployment.began))", "at": "\#(shown(deployment.at))", "pullRequests": [\#(pull)]}"#
    }
    let runs = train.smokes.filter { $0.at <= now }.map { smoke in
      #"{"name": "smoke", "app": "github-actions", "commit": "\#(id(smoke.commit))", "#
        + #""conclusion": "\#(smoke.passed ? "success" : "failure")", "completedAt": "\#(shown(smoke.at))"}"#
    }
    let issues = train.blockers.enumerated().filter { $0.element.from <= now }.map { number, blocker in
      let end = blocker.until <= now ? #", "closedAt": "\#(shown(blocker.until))""# : ""
      return #"{"number": \#(number + 1), "labels": ["blocker"], "openedAt": "\#(shown(blocker.from))"\#(end)}"#
    }
    return """
      { "version": 1, "changes": [\(changes.joined(separator: ", "))], "statuses": [],
        "checkRuns": [\(runs.joined(separator: ", "))], "issues": [\(issues.joined(separator: ", "))],
        "deployments": [\(deployments.joined(separator: ", "))],
        "deploymentHistory": { "staging": { "complete": true }, "production": { "complete": true } },
        "source": { "kind": "manual", "repository": "a/b", "collectedAt": "\(shown(now))" } }
      """
  }

  private var policy: String {
    let freezes = train.freezes.enumerated().map { number, freeze in
      let names = (freeze.staging ? ["staging"] : []) + (freeze.production || !freeze.staging ? ["production"] : [])
      return "  - { name: f\(number), environments: [\(names.joined(separator: ", "))], from: \(shown(freeze.from)), "
        + "until: \(shown(freeze.until)), owner: o, reason: r, hotfix: \(freeze.takesHotfix) }"
    }
    let skipped = train.skipped.sorted().map { CivilDate(daysSince1970: $0).description }
    return
      "skip: [\(skipped.joined(separator: ", "))]\nfreezes:\(freezes.isEmpty ? " []" : "\n" + freezes.joined(separator: "\n"))\n"
  }

  /// What the gate says.
  func answer(_ question: Question) async throws -> (Verdict, String) {
    let evidence = try Evidence(SourceText(evidence(at: question.now)), path: "evidence.json")
    var deployment = RequestedDeployment(
      of: ObjectID(id(question.commit)), to: question.isStaging ? "staging" : "production",
      at: Instant(secondsSince1970: question.now), evidence: evidence, history: history)
    deployment.isRollback = question.isRollback
    let request = DeploymentRequest(deployment, by: try ReleaseChecksTests.policy(policy))
    let judgement = await Engine(rules: ReleaseGate.rules, settings: RuleSettings()).judge(request)
    let report = Report(
      check: "", version: "", context: Report.Context(stage: .merge), scope: "", findings: judgement.findings, rules: []
    )
    let lines = judgement.findings.map { "\($0.kind) \($0.rule): \($0.message)" }
    return (report.verdict, lines.joined(separator: "\n"))
  }

  /// The train, for the message of a failure.
  var description: String {
    let deployments = train.deployments.map { deployment in
      "\(deployment.isStaging ? "staging" : "production") \(deployment.commit) \(shown(deployment.began)) "
        + "\(shown(deployment.at)) \(deployment.succeeded)"
    }
    let smokes = train.smokes.map { "smoke \($0.commit) \(shown($0.at)) \($0.passed)" }
    let approvals = train.approvals.flatMap { hotfix, all in
      all.map { "approval of \(hotfix) by \($0.person) \($0.isCommander) \(shown($0.at))" }
    }
    return ([policy, "hotfixes \(train.parents) labelled \(train.labelled)"] + deployments + smokes + approvals)
      .joined(separator: "\n")
  }
}
