package import Calendars
package import Changes
internal import Documents
internal import Findings
internal import Git
internal import Markdown
package import Policy
internal import Terraform

/// Looks at the state of the world: the default branch, the evidence, and what is due at an instant.
///
/// It stops no change. What it could not look at is listed.
package struct Audit {
  private let tree: Snapshot
  private let policy: ChangeControlPolicy
  private let roles: [String: Role]
  private let evidence: Evidence?
  private let artifacts: ArtifactFiles
  private let now: Instant
  private var items: [AuditReport.Item] = []
  private var notExecuted: [(what: String, why: String)] = []

  package init(
    of tree: Snapshot, policy: EffectivePolicy<ChangeControlPolicy>, evidence: Evidence?, artifacts: ArtifactFiles,
    at now: Instant
  ) {
    (self.tree, self.policy, self.roles) = (tree, policy.own, policy.roles)
    (self.evidence, self.artifacts, self.now) = (evidence, artifacts, now)
  }

  private var today: CivilDate { policy.incidents.zone.local(at: now).date }

  /// The report.
  package mutating func report(commit: String?) -> AuditReport {
    let ledger = IncidentLedger(in: tree, policy: policy.incidents, evidence: evidence, at: now)
    lookAtPostmortems(ledger)
    lookAtDecisions()
    lookAtDashboards()
    lookAtPlans()
    lookAtNotes()
    lookAtOnboarding()
    lookAtRota()
    lookAtRefreshes()
    lookAtWaivers()
    let issues = (evidence?.issues ?? []).compactMap { issue -> (Int, Instant, Instant)? in
      guard issue.labels.contains(where: { FoldedName($0) == FoldedName(policy.incidents.label) }),
        let closed = issue.closedAt
      else { return nil }
      return (issue.number, issue.openedAt, closed)
    }
    return AuditReport(
      at: now, commit: commit, items: items,
      restoration: RestorationTimes(ledger.postmortems, issues: issues, limit: policy.incidents.restoreWithin),
      notExecuted: notExecuted)
  }

  private mutating func add(
    _ topic: String, _ message: String, days: Int? = nil, path: RepositoryPath? = nil, help: String? = nil
  ) {
    items.append(AuditReport.Item(topic, message, days: days, path: path?.description, help: help))
  }

  private func days(since date: CivilDate) -> Int { today.daysSince1970 - date.daysSince1970 }

  private mutating func lookAtPostmortems(_ ledger: IncidentLedger) {
    guard policy.incidents.folder != nil else { return }
    if evidence?.issues == nil { notExecuted.append(("postmortems", "the evidence tells of no issues")) }
    if evidence?.deployments == nil { notExecuted.append(("hotfixes", "the evidence tells of no deployments")) }
    for debt in ledger.debts {
      if debt.overdue > 0 {
        add(
          "postmortem", "the postmortem of \(debt.what) was due on \(debt.due) (\(debt.source) at \(debt.restored))",
          days: debt.overdue, help: "write it, and name the incident in it")
      } else {
        add("postmortem", "the postmortem of \(debt.what) is due on \(debt.due)")
      }
    }
  }

  private mutating func lookAtDecisions() {
    guard let folder = policy.decisions.folder else { return }
    for path in tree.paths(below: folder) where path != policy.decisions.template {
      guard let number = DecisionRecord.number(of: path), let bytes = tree.bytes(path) else { continue }
      do throws(MarkdownError) {
        let record = DecisionRecord(path: path, number: number, try MarkdownDocument(SourceText(bytes)))
        guard record.status == "proposed" else { continue }
        guard let date = record.document.field("Date").flatMap({ CivilDate(String($0.prefix(10))) }) else {
          add("decision", "\(record.shown) is proposed, and does not say since when", path: path)
          continue
        }
        let late = days(since: date) - policy.decisions.proposedDays
        if late > 0 {
          add(
            "decision", "\(record.shown) is proposed since \(date)", days: late, path: path,
            help: "accept or reject it")
        }
      } catch {
        add("decision", "a decision cannot be read: \(error)", days: 1, path: path)
      }
    }
  }

  private mutating func lookAtDashboards() {
    guard !policy.dashboards.panels.isEmpty else { return }
    let names = environments.map(\.name) + tree.paths(below: .root).compactMap { policy.dashboards.environment(of: $0) }
    for name in Set(names).sorted() {
      guard let pattern = policy.dashboards.pattern(of: name) else { continue }
      for panel in EnvironmentDashboards(in: tree, pattern, policy.dashboards.panels).missing {
        add("dashboard", "no panel of \(name) shows \(panel)", days: 0, help: "add one that asks for its metric")
      }
    }
  }

  private var environments: [TerraformEnvironment] {
    TerraformTree(snapshot: tree, policy: policy.infrastructure).environments()
  }

  /// Looks at the newest plan of each environment: it has what is there, whether or not it changes it.
  private mutating func lookAtPlans() {
    let all = environments
    guard !all.isEmpty else { return }
    let names = all.map(\.name)
    for name in names {
      let artifact = policy.infrastructure.plan.artifact.replacing("{environment}", with: name)
      let found = (evidence?.artifacts ?? []).filter { $0.name == artifact && $0.file != nil }
      let newest = found.max { ($0.createdAt?.secondsSince1970 ?? 0) < ($1.createdAt?.secondsSince1970 ?? 0) }
      guard let file = newest?.file else {
        notExecuted.append(("access and alarms of \(name)", "the evidence has no plan of it"))
        continue
      }
      do {
        let plan = try PlanReader.envelope(
          of: artifacts.contents(of: file), environments: names, runbooks: policy.alerts.runbooks?.description)
        lookAt(plan, of: name)
      } catch {
        notExecuted.append(("access and alarms of \(name)", "its plan cannot be read: \(error)"))
      }
    }
  }

  private mutating func lookAt(_ plan: PlanEnvelope, of name: String) {
    for planned in plan.policies where planned.state == .known {
      for statement in planned.statements {
        for fault in WidePolicy.faults(of: statement, in: planned) where fault.isError {
          add("access", "\(name): \(planned.address): \(fault.message)", days: 0, help: fault.help)
        }
      }
    }
    if policy.alerts.channel != nil, plan.alarms.isEmpty { add("alarm", "\(name) has no alarm", days: 0) }
    for alarm in plan.alarms {
      if policy.alerts.channel != nil, !policy.alerts.isReached(by: alarm) {
        add("alarm", "\(name): \(alarm.address) does not lead to \(policy.alerts.shownName)", days: 0)
      }
      guard policy.alerts.runbooks != nil else { continue }
      if alarm.runbooks.isEmpty { add("runbook", "\(name): \(alarm.address) names no runbook", days: 0) }
      for runbook in alarm.runbooks where !tree.has(RepositoryPath(runbook)) {
        add("runbook", "\(name): the runbook `\(runbook)` of \(alarm.address) is not there", days: 0)
      }
    }
  }

  private mutating func lookAtNotes() {
    guard let folder = policy.brownBags.folder else { return }
    let held = tree.paths(below: folder).compactMap(CivilDay.beginning).filter { $0 <= today }.max()
    guard let held else { return add("brown-bag", "there is no note of a brown-bag below \(folder)") }
    let passed = days(since: held)
    if passed > policy.brownBags.days { add("brown-bag", "the last brown-bag was on \(held), \(passed) days ago") }
  }

  private mutating func lookAtOnboarding() {
    guard let path = policy.onboarding else { return }
    guard let bytes = tree.bytes(path) else {
      return add("onboarding", "the checklist is not there", days: 1, path: path)
    }
    do throws(MarkdownError) {
      for link in try MarkdownDocument(SourceText(bytes)).deadLinks(at: path, in: tree) {
        add("onboarding", "the checklist links to `\(link.destination)`, which is not there", days: 0, path: path)
      }
    } catch {
      add("onboarding", "the checklist cannot be read: \(error)", days: 1, path: path)
    }
  }

  private mutating func lookAtRota() {
    guard let release = policyFile("release.yml"), let file = release["hotfix"]?["rota"]?.string else { return }
    let path = RepositoryPath(file)
    guard let list = yaml(at: path)?.array else {
      return add("rota", "the rota of incident commanders cannot be read", days: 1, path: path)
    }
    let turns = list.compactMap { turn -> (login: String, from: Instant, until: Instant)? in
      guard let login = turn["login"]?.string, let from = turn["from"]?.string.flatMap({ Instant(rfc3339: $0) }),
        let until = turn["until"]?.string.flatMap({ Instant(rfc3339: $0) })
      else { return nil }
      return (login, from, until)
    }
    let members = roles["incident-commander"]?.users ?? []
    let strangers = Set(turns.map(\.login)).filter { name in !members.contains(Login(name)) }
    for name in strangers.sorted() where roles["incident-commander"]?.teams.isEmpty != false {
      add("rota", "\(name) is in the rota and not in the role incident-commander", days: 0, path: path)
    }
    // Four weeks ahead is as far as a rota is asked for.
    var covered = now
    let end = now.secondsSince1970 + 28 * 86_400
    for turn in turns.sorted(by: { $0.from < $1.from }) where turn.until > covered {
      if turn.from > covered { break }
      covered = turn.until
    }
    if covered.secondsSince1970 < end {
      add("rota", "the rota has a gap from \(covered) on", days: covered == now ? 1 : nil, path: path)
    }
  }

  private mutating func lookAtRefreshes() {
    guard let refresh = policy.refresh else { return }
    guard let deployments = evidence?.deployments else {
      return notExecuted.append(("refresh of \(refresh.environment)", "the evidence tells of no deployments"))
    }
    let last = deployments.filter {
      $0.environment.lowercased() == refresh.environment.lowercased() && $0.state == "success"
    }
    .map(\.at).max()
    guard let last else {
      return add("refresh", "no deployment of \(refresh.environment) is known", help: "collect older evidence")
    }
    let late = (now.secondsSince1970 - last.secondsSince1970 - refresh.seconds) / 86_400
    if now.secondsSince1970 - last.secondsSince1970 > refresh.seconds {
      add("refresh", "\(refresh.environment) was last refreshed at \(last)", days: late)
    }
  }

  /// Looks at the waivers of every policy file.
  private mutating func lookAtWaivers() {
    for path in tree.paths(below: ".signalbox") where path.isWorkflow && path.parent == ".signalbox" {
      guard let root = policyFile(path.name) else {
        add("waiver", "a policy file cannot be read", days: 1, path: path)
        continue
      }
      let lists = [root["waivers"], root["access"]?["allow"], root["quarantine"]?["tests"]]
      for entry in lists.flatMap({ $0?.array.map(Array.init) ?? [] }) {
        guard let expires = entry["expires"]?.string.flatMap({ CivilDate($0) }) else { continue }
        let names = ["rule", "principal", "service", "name", "path"].compactMap { entry[$0]?.string }
        let what = names.joined(separator: " ")
        let owner = entry["owner"]?.string.map { ", owner \($0)" } ?? ""
        let late = days(since: expires)
        if late > 0 {
          add("waiver", "the waiver of \(what) has expired on \(expires)\(owner)", days: late, path: path)
        } else if late > -14 {
          add("waiver", "the waiver of \(what) expires on \(expires)\(owner)", path: path)
        }
      }
    }
  }

  private func policyFile(_ name: String) -> Node? { yaml(at: RepositoryPath(".signalbox/\(name)")) }

  private func yaml(at path: RepositoryPath) -> Node? {
    guard let bytes = tree.bytes(path) else { return nil }
    do throws(DocumentError) {
      return try Document.yaml(SourceText(bytes)).root
    } catch {
      return nil
    }
  }
}
