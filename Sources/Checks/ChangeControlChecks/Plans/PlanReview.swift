internal import Calendars
internal import Changes
internal import Findings
internal import Git
internal import Policy
package import Terraform

/// The environments that a change affects, each with its plan.
package struct PlanReview: Sendable {
  private(set) package var environments: [PlannedEnvironment] = []

  /// Files of Terraform without which it is not known what an environment depends on.
  private(set) package var unreadable: [UnreadableInput] = []

  /// The environments that are there after the change, whether it affects them or not.
  private(set) package var all: [TerraformEnvironment] = []

  /// Those of them that were not there before.
  private(set) package var added: [String] = []

  /// Governed paths that belong to no environment.
  private(set) package var remarks: [String] = []

  init(_ change: Change, policy: ChangeControlPolicy) {
    let own = policy.infrastructure
    guard !own.isEmpty, !change.files.isEmpty else { return }
    let (old, new) = (
      TerraformTree(snapshot: change.base, policy: own), TerraformTree(snapshot: change.judged, policy: own)
    )
    let before = Dictionary(old.environments().map { ($0.name, $0) }) { first, _ in first }
    all = new.environments()
    added = all.map(\.name).filter { before[$0] == nil }
    let after = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
    let names = Set(before.keys).union(after.keys).sorted()
    for name in names {
      do throws(UnknownClosure) {
        let was = try before[name].map { environment throws(UnknownClosure) in try old.closure(of: environment) }
        let becomes = try after[name].map { environment throws(UnknownClosure) in try new.closure(of: environment) }
        guard was?.digest != becomes?.digest, let closure = becomes ?? was else { continue }
        let binding = PlanBinding(
          change: change, policy: own, runbooks: policy.alerts.runbooks, closure: closure, isRemoved: becomes == nil,
          environmentNames: names)
        environments.append(
          PlannedEnvironment(
            binding, kind: was == nil ? .added : becomes == nil ? .removed : .changed,
            paths: Set((was?.paths ?? []) + (becomes?.paths ?? [])).sorted()))
      } catch {
        let line = error.line.map { " in line \($0)" } ?? ""
        unreadable.append(
          UnreadableInput(
            error.path, "could not check what `\(name)` depends on\(line) because \(error.message)",
            help: "terraform validate"))
      }
    }
    if let root = own.root {
      let affected = environments.flatMap(\.paths)
      let idle = change.files.filter { file in
        file.path.hasPrefix(root) && !file.path.isMarkdown && !affected.contains { file.path.hasPrefix($0) }
      }
      if !idle.isEmpty, unreadable.isEmpty {
        remarks.append("no environment depends on \(Report.counted(idle.count, "changed file")) of \(root)")
      }
    }
  }

  /// The environments whose plan counts.
  package var counting: [(environment: PlannedEnvironment, plan: PlanEnvelope)] {
    environments.compactMap { environment in environment.plan.map { (environment, $0) } }
  }
}

extension PlannedEnvironment {
  init(_ binding: PlanBinding, kind: Kind, paths: [RepositoryPath]) {
    let name = binding.closure.environment.name
    let artifactName = binding.policy.plan.artifact.replacing("{environment}", with: name)
    let change = binding.change
    var best = PlanState.missing
    var others: [Explanation] = []
    if let evidence = change.circumstances.evidence, let artifacts = evidence.artifacts {
      let origin = PlanOrigin(change: change, workflow: binding.policy.plan.workflow, evidence: evidence)
      // Of plans that count alike the newest is shown and judged.
      let named = artifacts.filter { $0.name == artifactName }.enumerated().sorted { one, other in
        let times = (one.element.createdAt?.secondsSince1970 ?? 0, other.element.createdAt?.secondsSince1970 ?? 0)
        return times.0 == times.1 ? one.offset < other.offset : times.0 > times.1
      }
      for artifact in named.map(\.element) {
        var state = binding.state(of: artifact)
        switch origin.answer(about: artifact) {
        case .believed: break
        case .refused(let why):
          others.append(Explanation("an artifact `\(artifactName)` does not count: \(why)"))
          if case .stale = state { break }
          continue
        case .unknown(let why):
          if case .counts = state {
            state = .unknown("\(why) (`\(artifactName)`)", help: "collect the evidence again")
          }
        }
        if state.progress > best.progress { best = state }
      }
    } else {
      best = .unknown(
        change.circumstances.evidence == nil ? "no evidence was given" : "the evidence tells of no artifacts",
        help: "give the evidence with the plans: --evidence evidence.json")
    }
    self.init(name: name, kind: kind, paths: paths, state: best, others: others)
  }
}
