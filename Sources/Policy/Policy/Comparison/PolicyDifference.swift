internal import Documents
package import Findings

/// One thing in which a policy differs from another one, and whether it lets more or less through.
package struct PolicyDifference: Sendable, Equatable {
  package enum Effect: String, Sendable, CaseIterable {
    /// More passes than before.
    case weaker

    /// Less passes than before.
    case stricter

    /// Nobody is left in a role: what needs it cannot pass at all, until somebody is in it again.
    case blocking

    /// Something else is looked at, or it is not known which of the two it is.
    case other
  }

  /// The dotted key, as `rules.contracts/duplicate-key`; an element of a list of mappings is named in brackets.
  package let key: String

  package internal(set) var effect: Effect

  /// The value as JSON; `nil` where there was none, or for an element that a list gets.
  package let old: String?

  /// The value as JSON; `nil` where there is none any more, or for an element that a list loses.
  package let new: String?

  /// Where the new value stands, or the old one where there is no new one.
  package let place: Place?

  /// The difference in words, without the key.
  package var words: String {
    switch (old, new) {
    case (let old?, let new?): "\(old) → \(new)"
    case (let old?, nil): "no longer \(old)"
    case (nil, let new?): "now \(new)"
    case (nil, nil): ""
    }
  }

  /// What the values do not show; `nil` where they show all.
  package var consequence: String? {
    effect == .blocking ? "the role has no members left; nothing that needs it can be approved" : nil
  }
}

extension EffectivePolicy {
  /// In what the check's file differs from that of an older policy, in the order of its keys.
  ///
  /// - Parameters:
  ///   - old: the older policy.
  ///   - severities: the severities that rules have where no policy names them, by their ids.
  /// - Returns: the differences; none where both say the same.
  package func differences(from old: EffectivePolicy, severities: [String: Severity]) -> [PolicyDifference] {
    PolicyComparison(Own.tendencies, severities).differences(old.root, root)
  }

  /// In what the roles differ from those of an older policy.
  ///
  /// To lose one member of several makes a role stricter; to lose the last one makes it no stricter demand but one that
  /// nobody can meet.
  package func roleDifferences(from old: EffectivePolicy) -> [PolicyDifference] {
    let emptied = old.roles.values.filter { !$0.isEmpty && roles[$0.name]?.isEmpty ?? true }.map { "roles.\($0.name)." }
    return PolicyComparison(Own.tendencies, [:]).differences(old.roleRoot, roleRoot).map { difference in
      guard emptied.contains(where: difference.key.hasPrefix) else { return difference }
      var difference = difference
      difference.effect = .blocking
      return difference
    }
  }
}
