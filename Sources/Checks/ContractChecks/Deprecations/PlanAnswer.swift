internal import Findings

/// Whether a plan lets something go.
package enum PlanAnswer: Sendable, Hashable {
  /// There is none.
  case missing
  /// There is one, and all that it promised has come to pass.
  case ripe
  /// There is one, and it is too early, for these reasons.
  case early([String])
  /// What it depends on is not known; before a push it cannot be known yet.
  case unknown([String])

  /// Of several plans the one that lets most go counts.
  static func best(of answers: [PlanAnswer]) -> PlanAnswer { answers.min { $0.rank < $1.rank } ?? .missing }

  private var rank: Int {
    switch self {
    case .ripe: 0
    case .unknown: 1
    case .early: 2
    case .missing: 3
    }
  }

  /// Whether it cannot be told yet what the plans say.
  var isUnknown: Bool {
    if case .unknown = self { true } else { false }
  }

  /// The reasons as explanations of a finding.
  var explanation: [Explanation] {
    switch self {
    case .missing, .ripe: []
    case .early(let reasons), .unknown(let reasons): reasons.map { Explanation("the plan: \($0)") }
    }
  }
}

extension Finding {
  /// The finding where a plan may allow it: before a push that cannot be known yet, and at the merge it has to be known.
  func depending(on plan: PlanAnswer, at stage: Report.Stage) -> Finding {
    guard plan.isUnknown else { return self }
    var finding = self
    finding.kind = stage == .merge ? .undecided : .owed(role: nil, label: nil)
    return finding
  }
}
