package import Documents
package import Findings
package import Policy

/// What rules look at: an immutable value that is made once for each change, deployment or list of files.
package protocol CheckSubject: Sendable {
  /// What was looked at, as a noun phrase: `3 files under platform/contracts`.
  var scope: String { get }

  /// What a reader should know beside what was found.
  var remarks: [String] { get }

  /// What the rules could not be asked about it.
  var notExecuted: [Report.NotExecuted] { get }

  /// What only this check has to say in the part `data` of its report.
  var data: [(String, Node)] { get }

  /// Whether there was nothing to look at, so that a demand of the policy is about nothing.
  var isEmpty: Bool { get }

  /// The parts that rules are asked about one by one, each with its severities; the subject itself where it has none.
  ///
  /// - Parameter settings: the severities of the policy as a whole.
  /// - Returns: at least one part.
  func parts(_ settings: RuleSettings) -> [(subject: Self, settings: RuleSettings)]

  /// What is left of findings once what the files themselves say about them is taken into account.
  ///
  /// - Parameters:
  ///   - findings: those of the rules, with the severities of the policy.
  ///   - rules: the ids of the rules that were asked.
  /// - Returns: those that stay, and what is to be said of the suppressions.
  func suppressing(_ findings: [Finding], of rules: Set<String>) -> SuppressedFindings
}

/// Findings after the suppressions that files have.
package struct SuppressedFindings: Sendable {
  /// The findings that stay.
  package let kept: [Finding]

  /// What is to be said of the suppressions, with the severities of its rules.
  package let added: [Finding]

  /// The suppressions that count, a sentence for each.
  package let remarks: [String]

  package init(kept: [Finding], added: [Finding] = [], remarks: [String] = []) {
    self.kept = kept
    self.added = added
    self.remarks = remarks
  }
}

extension CheckSubject {
  package var remarks: [String] { [] }

  package var notExecuted: [Report.NotExecuted] { [] }

  package var data: [(String, Node)] { [] }

  package var isEmpty: Bool { false }

  package func parts(_ settings: RuleSettings) -> [(subject: Self, settings: RuleSettings)] { [(self, settings)] }

  package func suppressing(_ findings: [Finding], of rules: Set<String>) -> SuppressedFindings {
    SuppressedFindings(kept: findings)
  }
}
