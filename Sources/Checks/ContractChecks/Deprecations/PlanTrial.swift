internal import Calendars
internal import Changes
internal import Documents
internal import Findings
internal import Git
internal import JSONSchema
internal import Policy

/// Decides whether plans that were on the default branch before a change let it take something away.
///
/// Ages are counted from when something reached the default branch, as the evidence tells it: the author of a commit
/// chooses its dates.
struct PlanTrial {
  let change: Change
  let before: ContractState
  let root: RepositoryPath
  let policy: DeprecationPolicy
  let roles: Set<String>
  /// The plans of the base: a change cannot plan for itself.
  let plans: DeprecationPlans

  init(_ change: Change, since before: ContractState, _ own: ContractPolicy, roles: Set<String>) {
    self.change = change
    self.before = before
    root = own.root
    policy = own.deprecations
    self.roles = roles
    plans = DeprecationPlans(before.library, root: own.root)
  }

  private var now: Instant { change.circumstances.now }

  /// Whether a part of an artifact may go.
  ///
  /// - Parameters:
  ///   - pointer: where it was.
  ///   - artifact: the file that it was in.
  ///   - replacement: what takes its place, where that is a name.
  /// - Returns: the answer of the plan that lets most go.
  func answer(_ pointer: JSONPointer, of artifact: RepositoryPath, replacement: String? = nil) -> PlanAnswer {
    PlanAnswer.best(of: plans.removals(of: pointer, from: artifact).map { answer($0, $1, replacement) })
  }

  private func answer(
    _ plan: DeprecationPlan, _ removal: DeprecationPlan.Removal, _ replacement: String?
  ) -> PlanAnswer {
    var early: [String] = []
    if let replacement, let planned = removal.replacement, !planned.hasPrefix("/"), planned != replacement {
      early.append("the replacement is `\(planned)`, and this one is `\(replacement)`")
    }
    var unknown: [String] = []
    if now.secondsSince1970 < (removal.sunset.daysSince1970 + 1) * 86_400 {
      early.append("the sunset \(removal.sunset) is not past")
    }
    for consumer in removal.consumers { review(consumer, of: plan, &early, &unknown) }
    review(
      plan.path, "the plan", &early, &unknown
    ) { bytes in
      let read = DeprecationPlan.read(bytes, at: plan.path, root: root).plan
      return read?.removals.contains { $0.pointer == removal.pointer } ?? false
    }
    reviewDeprecation(of: removal, in: plan.artifact, &early, &unknown)
    if !early.isEmpty { return .early(early) }
    return unknown.isEmpty ? .ripe : .unknown(unknown)
  }

  // MARK: Consumers

  private func review(
    _ consumer: DeprecationPlan.Consumer, of plan: DeprecationPlan, _ early: inout [String], _ unknown: inout [String]
  ) {
    guard consumer.hasMoved else {
      early.append("`\(consumer.name)` has not moved (state `\(consumer.state)`)")
      return
    }
    if consumer.commit != nil { return }
    let need = "`\(consumer.name)` has moved by its state, without a commit and without an approval from that team"
    guard roles.contains(consumer.name) else {
      early.append(need)
      return
    }
    let requirement = ApprovalRequirement(label: "", role: consumer.name, means: [.review])
    switch change.approval(requirement, for: GovernedPaths([plan.artifact])) {
    case .given, .notNeeded, .notApplicable: return
    case .missing: early.append(need)
    case .undecided: unknown.append("it is not known yet whether `\(consumer.name)` approves")
    }
  }

  // MARK: Ages

  private func reviewDeprecation(
    of removal: DeprecationPlan.Removal, in artifact: RepositoryPath, _ early: inout [String],
    _ unknown: inout [String]
  ) {
    func isDeprecated(_ document: Node?) -> Bool { document?[removal.pointer]?["deprecated"]?.boolean == true }
    let document = before.library.document(atPath: artifact)
    guard let part = document?[removal.pointer], part.object != nil, removal.canBeMarked(in: document) else { return }
    guard isDeprecated(document) else {
      early.append("`\(removal.pointer)` is not marked `deprecated: true`")
      return
    }
    review(artifact, "`deprecated: true`", &early, &unknown) { bytes in
      do throws(DocumentError) {
        return isDeprecated(try SchemaText.document(bytes, path: artifact.description).root)
      } catch {
        return false
      }
    }
  }

  /// Notes what keeps something from being there for the policy's minimum.
  private func review(
    _ path: RepositoryPath, _ what: String, _ early: inout [String], _ unknown: inout [String],
    _ holds: ([UInt8]) -> Bool
  ) {
    guard policy.minimum > 0 else { return }
    switch arrival(at: path, holds) {
    case .unknown(let reason): unknown.append("could not check how long \(what) is there, because \(reason)")
    case .at(let instant):
      let left = policy.minimum - (now.secondsSince1970 - instant.secondsSince1970)
      guard left > 0 else { return }
      let days = (left + 86_399) / 86_400
      early.append(
        "\(what) is on the default branch since \(instant.day), and \(days == 1 ? "1 day is" : "\(days) days are") left"
      )
    }
  }

  private enum Arrival {
    case at(Instant)
    case unknown(String)
  }

  /// When a file became what it still is at the base, by the evidence.
  private func arrival(at path: RepositoryPath, _ holds: ([UInt8]) -> Bool) -> Arrival {
    guard let landed = change.circumstances.evidence?.landed else {
      return .unknown("no evidence says when it reached the default branch")
    }
    var first: ObjectID?
    do throws(GitError) {
      for state in try change.base.history(of: path, limit: 1_000) {
        guard let bytes = try bytes(at: path, in: state.snapshot), holds(bytes) else { break }
        first = state.snapshot.commit
      }
    } catch {
      return .unknown(error.message)
    }
    guard let first else { return .unknown("its history is not here") }
    guard let instant = landed.first(where: { $0.commit == first })?.mergedAt else {
      return .unknown("the evidence does not say when \(first.description.prefix(12)) reached the default branch")
    }
    return .at(instant)
  }

  private func bytes(at path: RepositoryPath, in snapshot: Snapshot) throws(GitError) -> [UInt8]? {
    guard let version = try snapshot.version(of: path), version.mode == .file || version.mode == .executable else {
      return nil
    }
    return try snapshot.bytes(of: path, version, limit: 16 << 20)
  }
}

extension Instant {
  /// The day in UTC.
  fileprivate var day: CivilDate { CivilDate(daysSince1970: Int((Double(secondsSince1970) / 86_400).rounded(.down))) }
}
