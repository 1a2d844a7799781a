package import Findings
package import Git
package import Terraform

/// An environment that a change affects, and the plan that it has.
package struct PlannedEnvironment: Sendable {
  package enum Kind: Sendable {
    case changed
    case added
    case removed
  }

  package let name: String
  package let kind: Kind

  /// What its plan depends on, on both sides.
  package let paths: [RepositoryPath]
  package let state: PlanState

  /// What was looked at besides, and why it does not count.
  package let others: [Explanation]

  package var plan: PlanEnvelope? {
    if case .counts(let plan) = state { plan } else { nil }
  }
}

/// What there is to say about the plan of an environment.
package enum PlanState: Sendable {
  /// It is not known: why, and what helps.
  case unknown(String, help: String)

  /// None was uploaded that could count.
  case missing

  /// What it was made of has changed since, or it is too old.
  case stale(String, help: String)
  case unreadable(UnreadablePlan)
  case errored

  /// Something was left out; what, and whether that is known.
  case incomplete(String, isKnown: Bool)

  /// It is of another environment, or may be; why, and whether that is known.
  case otherEnvironment(String, isKnown: Bool, help: String)
  case counts(PlanEnvelope)

  /// How far a plan came on the way to counting.
  var progress: Int {
    switch self {
    case .missing: 0
    case .unknown: 1
    case .stale: 2
    case .unreadable: 3
    case .errored: 4
    case .incomplete: 5
    case .otherEnvironment: 6
    case .counts: 7
    }
  }
}
