package import Findings

/// Why something about an approval cannot be said, and what would help.
struct Uncertainty: Error, Sendable {
  let reason: String
  let help: String?

  init(_ reason: String, help: String? = nil) {
    self.reason = reason
    self.help = help
  }
}

/// Whether an approval is there.
package enum ApprovalAnswer: Sendable {
  /// Nothing under the governed paths changes.
  case notNeeded

  /// Nobody asks for it here, and why not.
  case notApplicable(String)

  case given([Explanation])

  /// It is known that it is not there.
  case missing(Account)

  /// It may be there.
  case undecided(Account)

  /// What is said about an approval that is not there, or may not be.
  package struct Account: Sendable {
    /// What is needed, whether or not it is there.
    package let need: String

    package let message: String
    package let explanation: [Explanation]
    package let help: String?
    package let role: String
    package let label: String

    init(
      _ requirement: ApprovalRequirement, for files: String, _ message: String, _ explanation: [Explanation] = [],
      help: String? = nil
    ) {
      need = "\(files) needs an approval from \(requirement.role): \(requirement.meansInWords)"
      self.message = message
      self.explanation = explanation
      self.help = help
      role = requirement.role
      label = requirement.label
    }
  }
}
