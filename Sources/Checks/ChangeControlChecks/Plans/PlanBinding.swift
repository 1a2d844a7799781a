internal import Calendars
internal import Changes
internal import Documents
internal import Findings
internal import Git
internal import Policy
internal import Terraform

/// Whether a plan is of what is judged: of its files, its environment, and whole.
struct PlanBinding {
  let change: Change
  let policy: InfrastructurePolicy
  let runbooks: RepositoryPath?

  /// The environment, on the side that the plan is of: the judged one, or the base of one that is removed.
  let closure: EnvironmentClosure
  let isRemoved: Bool
  let environmentNames: [String]

  /// Versions of Terraform whose files of plans were tried.
  private static let triedVersions = ["1.9.", "1.10.", "1.11."]

  func state(of artifact: Evidence.Artifact) -> PlanState {
    let name = artifact.name
    guard let path = artifact.file else {
      return .unknown(
        "the artifact `\(name)` was not downloaded", help: "download it, and name its file in the evidence")
    }
    let bytes: [UInt8]
    do throws(UnreadableArtifact) {
      bytes = try change.circumstances.artifacts.contents(of: path)
    } catch {
      return .unknown("the artifact `\(name)` cannot be read: \(error.description)", help: "download it again")
    }
    let plan: PlanEnvelope
    do throws(UnreadablePlan) {
      plan = try PlanReader.envelope(of: bytes, environments: environmentNames, runbooks: runbooks?.description)
    } catch {
      // What is stale is stale whatever it says.
      return stale(artifact, closure: nil) ?? .unreadable(error)
    }
    if let stale = stale(artifact, closure: plan.closure) ?? old(plan, artifact) { return stale }
    if let other = otherConfiguration(plan) {
      return .stale(other, help: "plan again, and attach the file of that plan")
    }
    if plan.isErrored || plan.binary?.isErrored == true { return .errored }
    if let incomplete = incomplete(plan) { return incomplete }
    // What a destroy plan leaves as it is would stay, and no configuration would know of it.
    if isRemoved, let change = plan.changes.first(where: { !$0.endsResource || $0.isReplacement }) {
      return .incomplete(
        "`\(change.address)` would be there afterwards (\(change.verb)), although the environment is removed",
        isKnown: true)
    }
    return otherEnvironment(plan) ?? .counts(plan)
  }

  // MARK: Content

  /// Whether what the plan depends on is another one where it was planned.
  private func stale(_ artifact: Evidence.Artifact, closure planned: String?) -> PlanState? {
    let at = artifact.commit.abbreviated
    let help = "let the workflow plan `\(closure.environment.name)` again"
    if let planned {
      guard planned != closure.digest else { return nil }
      return .stale("`\(at)` was planned, and \(since(artifact.commit))", help: help)
    }
    do throws(GitError) {
      guard let tree = try snapshot(at: artifact.commit) else {
        return .unknown(
          "the commit `\(at)` that was planned is not in this clone", help: "git fetch origin \(artifact.commit)")
      }
      let side = TerraformTree(snapshot: tree, policy: policy)
      do throws(UnknownClosure) {
        // Where the folder is gone already, its removal was planned from what it was.
        if isRemoved, !side.environments().contains(where: { $0.name == closure.environment.name }) { return nil }
        let planned = try side.closure(of: closure.environment)
        return planned.digest == closure.digest
          ? nil : .stale("`\(at)` was planned, and \(since(artifact.commit))", help: help)
      } catch {
        return .stale("`\(at)` was planned, of which \(error.path) cannot be read: \(error.message)", help: help)
      }
    } catch {
      return .unknown(error.message, help: error.help)
    }
  }

  /// The tree of a commit; `nil` where it is not here.
  private func snapshot(at commit: ObjectID) throws(GitError) -> Snapshot? {
    if let snapshot = try change.judged.snapshot(at: commit) { return snapshot }
    // An example has no commits: what is judged is the head.
    let heads = change.circumstances.evidence?.changes.map(\.head.commit) ?? []
    return !change.judged.isOfCommit && heads.contains(commit) ? change.judged : nil
  }

  /// Which files are others now, in a phrase.
  private func since(_ commit: ObjectID) -> String {
    do throws(GitError) {
      guard let old = try snapshot(at: commit) else { return "what it depends on is not the same now" }
      let changed = try change.judged.changedPaths(since: old, in: closure.paths).filter { !$0.isMarkdown }
      guard !changed.isEmpty else { return "what it depends on is not the same now" }
      let shown = changed.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
      return "since then changed \(shown)\(changed.count > 3 ? " and \(changed.count - 3) more" : "")"
    } catch {
      return "what it depends on is not the same now"
    }
  }

  /// How far the clocks of two machines may be apart, in seconds.
  private static let clockTolerance = 600

  private func old(_ plan: PlanEnvelope, _ artifact: Evidence.Artifact) -> PlanState? {
    guard let limit = policy.plan.maxAge else { return nil }
    let made = [plan.timestamp.flatMap { Instant(rfc3339: $0) }, artifact.createdAt].compactMap(\.self).min()
    guard let made else {
      return .unknown("the plan does not tell when it was made", help: "plan with Terraform 1.5 or later")
    }
    let age = change.circumstances.now.secondsSince1970 - made.secondsSince1970
    // A clock may be a little ahead, and is not days ahead.
    guard age > -Self.clockTolerance else {
      return .unknown("the plan says that it was made at \(made), which is yet to come", help: "plan again")
    }
    guard age > limit else { return nil }
    return .stale(
      "it was made at \(made), \(age / 3600) h ago, and may be \(limit / 3600) h old",
      help: "let the workflow plan `\(closure.environment.name)` again")
  }

  /// In what the configuration in the file of a plan differs from the one that is judged.
  private func otherConfiguration(_ plan: PlanEnvelope) -> String? {
    guard let file = plan.binary else { return nil }
    let folder = closure.environment.folder
    let tree = isRemoved ? change.base : change.judged
    for (path, digest) in file.configuration.sorted(by: { $0.key < $1.key }) {
      guard let full = RepositoryPath.resolving(path, from: folder),
        let bytes = tree.bytes(TreeLinks(snapshot: tree).target(of: full))
      else {
        return "the plan has a file `\(path)` that is not in the repository"
      }
      guard Digest.sha256(of: bytes).description == digest else { return "the plan was made with another `\(full)`" }
    }
    for name in file.folders {
      guard let called = RepositoryPath.resolving(name, from: folder) else { continue }
      let inner = TreeLinks(snapshot: tree).target(of: called)
      for path in tree.paths(below: inner) where path.parent == inner && TerraformTree.isConfiguration(path) {
        let known = name == "." ? path.name : "\(name)/\(path.name)"
        guard file.configuration[known] != nil else { return "the plan was made without `\(path)`" }
      }
    }
    return nil
  }

  private func incomplete(_ plan: PlanEnvelope) -> PlanState? {
    guard policy.plan.demandsComplete else { return nil }
    if let file = plan.binary {
      if !file.targets.isEmpty {
        let shown = file.targets.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
        return .incomplete("it was made with `-target` for \(shown)", isKnown: true)
      }
      if file.mode == .destroy, !isRemoved {
        return .incomplete("it was made with `-destroy`, and the environment stays", isKnown: true)
      }
      if file.mode == .refreshOnly {
        return .incomplete("it was made with `-refresh-only`, which plans no change", isKnown: true)
      }
    }
    switch plan.isComplete {
    case true?: return nil
    case false?: return .incomplete("it says itself that it is not complete, as with `-target`", isKnown: true)
    case nil:
      return plan.binary != nil
        ? nil : .incomplete("Terraform \(plan.terraformVersion) does not tell whether it is complete", isKnown: false)
    }
  }

  // MARK: Environment

  private func otherEnvironment(_ plan: PlanEnvelope) -> PlanState? {
    let name = closure.environment.name
    if let attached = plan.environment, attached != name {
      return .otherEnvironment(
        "it was attached for `\(attached)`", isKnown: true, help: "attach the plan of `\(name)`: --environment \(name)")
    }
    guard let file = plan.binary else { return ofJSONAlone(plan) }
    guard Self.triedVersions.contains(where: file.terraformVersion.hasPrefix), file.format == 3 else {
      return .otherEnvironment(
        "could not check its backend because files of Terraform \(file.terraformVersion) were not tried",
        isKnown: false, help: "known are \(Self.triedVersions.map { "\($0)x" }.joined(separator: ", "))")
    }
    let workspace = closure.environment.workspace ?? "default"
    guard let backend = closure.backend else {
      guard file.backend == "local" else {
        return .otherEnvironment(
          "its state is in `\(file.backend)`, and `\(name)` has no backend", isKnown: true, help: "plan in its folder")
      }
      return file.workspace == workspace ? nil : otherWorkspace(file.workspace, workspace)
    }
    guard let names = StateIdentity.names[backend.type] else {
      return .otherEnvironment(
        "could not check its state because the backend `\(backend.type)` is not known", isKnown: false,
        help: "known are \(StateIdentity.names.keys.sorted().joined(separator: ", "))")
    }
    guard file.backend == backend.type else {
      return .otherEnvironment(
        "its state is in `\(file.backend)`, and that of `\(name)` in `\(backend.type)`", isKnown: true,
        help: "plan in the folder of `\(name)`")
    }
    for setting in names {
      let (due, planned) = (backend.settings[setting], file.settings[setting])
      // An empty setting is none.
      if due ?? "" == planned ?? "" { continue }
      guard let due else {
        return .otherEnvironment(
          "could not check `\(setting)` of its backend because the files of `\(name)` do not say it", isKnown: false,
          help: "name the file under `backend-config` of `\(name)` in \(ChangeControlCheck.policyPath)")
      }
      return .otherEnvironment(
        "`\(setting)` of its backend is `\(planned ?? "")`, and that of `\(name)` is `\(due)`", isKnown: true,
        help: "plan with the backend of `\(name)`")
    }
    if ["cloud", "remote"].contains(backend.type), closure.environment.workspace == nil {
      if backend.settings["workspaces.name"] != nil { return nil }
      return .otherEnvironment(
        "could not check its workspace because the backend of `\(name)` has several", isKnown: false,
        help: "name it under `workspace` of `\(name)` in \(ChangeControlCheck.policyPath)")
    }
    if file.workspace == workspace { return nil }
    return otherWorkspace(file.workspace, workspace)
  }

  private func otherWorkspace(_ planned: String, _ due: String) -> PlanState {
    .otherEnvironment(
      "its workspace is `\(planned)`, and that of `\(closure.environment.name)` is `\(due)`", isKnown: true,
      help: "terraform workspace select \(due)")
  }

  private func ofJSONAlone(_ plan: PlanEnvelope) -> PlanState? {
    let name = closure.environment.name
    guard policy.plan.acceptsJSONAlone else {
      return .otherEnvironment(
        "could not check its environment because JSON alone tells neither backend nor workspace", isKnown: false,
        help: "attach the file of the plan, too: change-control plan attach --environment \(name) --plan tf.plan")
    }
    let others = plan.namedEnvironments.filter { $0 != name }
    guard let other = others.first, !plan.namedEnvironments.contains(name) else { return nil }
    return .otherEnvironment(
      "its resources are named after `\(other)`, and none of them after `\(name)`", isKnown: false,
      help: "attach the plan of `\(name)`, with its file: --plan tf.plan")
  }
}
