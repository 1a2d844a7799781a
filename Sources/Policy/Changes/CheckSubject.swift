package import Documents
package import Findings

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
}

extension CheckSubject {
  package var remarks: [String] { [] }

  package var notExecuted: [Report.NotExecuted] { [] }

  package var data: [(String, Node)] { [] }

  package var isEmpty: Bool { false }
}
