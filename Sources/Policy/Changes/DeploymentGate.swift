package import Calendars
package import Git
package import Policy

/// The rules that a check asks of a deployment: a subject of their own, by the same policy file as the rules of changes.
///
/// They are about an environment and an instant, not about a file. So no waiver and no baseline can name one of them, and
/// a policy that does is refused at that line.
package protocol DeploymentGate: SendableMetatype {
  /// The check whose policy and whose prefix of rule ids the gate has.
  associatedtype Owner: Check
  associatedtype Subject: CheckSubject

  /// All rules, sorted by their ids.
  static var rules: [any Rule<Subject>] { get }

  /// Reads all that the rules look at. What is not known becomes part of the subject.
  static func subject(of deployment: RequestedDeployment, policy: EffectivePolicy<Owner.Policy>) -> Subject

  /// The commit that is asked about, which may be one that the gate chose itself; `nil` where there is none.
  static func commit(of subject: Subject) -> ObjectID?
}

extension DeploymentGate {
  /// The metadata of all rules, sorted by their ids.
  package static var metadata: [RuleMetadata] { rules.map { $0.metadata } }

  /// The names of the types of the rules, each of which is one file.
  package static var ruleTypes: [String] { rules.map { String(describing: type(of: $0)) } }
}

/// A commit that is to be deployed, where to, and all that the answer may depend on beside the policy.
package struct RequestedDeployment {
  package let environment: String

  /// `nil` for the one that the gate chooses.
  package let commit: ObjectID?

  /// Whether it is asked for as the way back to what ran before.
  package var isRollback = false

  /// Whether the answer is for another time and permits nothing, so that the age of the evidence does not matter.
  package var isWhatIf = false

  /// The clock of the machine, where an answer for another instant must not be taken for permission.
  package var clock: Instant?

  /// The instant to answer for.
  package let now: Instant

  /// What the forge knows, where it was collected.
  package let evidence: Evidence?

  /// What the repository knows of commits.
  package let history: any CommitHistory

  package init(
    of commit: ObjectID?, to environment: String, at now: Instant, evidence: Evidence?, history: any CommitHistory
  ) {
    self.environment = environment
    self.commit = commit
    self.now = now
    self.evidence = evidence
    self.history = history
  }
}
