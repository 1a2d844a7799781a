package import Findings

/// What a change does to what the applications of one root agree on.
package struct Agreements: Sendable {
  package let breaks: [AgreementBreak]
  package let mismatches: [ReleaseMismatch]
  package let unlinked: [UnlinkedContract]
  package let remarks: [String]
}

/// A message or a schema that a change adds, and that is not linked with its counterpart.
package struct UnlinkedContract: Sendable {
  package let kind: Kind
  package let name: String
  package let place: Place

  package enum Kind: Sendable {
    case message
    case schema
  }
}
