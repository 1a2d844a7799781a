/// A key of a policy that is read, and for which there is no rule yet: a pass says nothing about it.
package struct UnmetDemand: Sendable {
  /// The key as `locked` would name it: `schemas.exposed`.
  package let key: String

  /// Why nothing came of it, in words.
  package let why: String

  /// Whether the policy requires it, so that a change cannot pass without.
  package let isRequired: Bool

  package init(_ key: String, why: String, isRequired: Bool = false) {
    self.key = key
    self.why = why
    self.isRequired = isRequired
  }
}
