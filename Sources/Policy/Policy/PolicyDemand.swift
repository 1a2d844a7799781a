/// Something that a policy demands, and all that decides whether it is demanded.
///
/// A lock of its key holds the demand: who could still turn the rule off, move the root, exclude every path or say who
/// is in the role would have the lock hold a name and nothing else.
package struct PolicyDemand: Sendable {
  /// The key that holds it: `approval`.
  package let key: String

  /// The rule that asks for it; its severity is held.
  package let rule: String

  /// Further keys of the file that say what it is demanded for; they are held.
  package let scope: [String]

  /// The key that names the role; who is in that role is held.
  package let role: String

  package init(_ key: String, rule: String, scope: [String], role: String) {
    self.key = key
    self.rule = rule
    self.scope = scope
    self.role = role
  }
}

/// What a lock of a demand holds, by what was in force where it was locked.
struct HeldDemand: Sendable {
  let demand: PolicyDemand

  /// The file that locks it.
  let file: PolicyFile

  /// Whether the whole demand is locked, or only the name of the role.
  let isWhole: Bool

  /// The value of `exclude`, as far as the layers up to the lock have one.
  let exclude: LayeredValue?

  /// The name of the role.
  let role: String?
}
