package import Findings
package import Policy
internal import Terraform

/// Holds what Terraform tells a schema registry against the mode of the policy.
package struct WeakRegistryCompatibility: Rule {
  package let metadata = RuleMetadata(
    id: "change/weak-registry-compatibility",
    title: "Schema registry would accept breaking changes",
    rationale: """
      A registry that checks less than the contracts promise lets a producer publish what consumers cannot read, past \
      every check of a pull request.
      """,
    remedy: "Set the compatibility to the policy's mode or a stricter one.",
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [.plan(changes: [.schema("NONE")], others: "registry: { compatibility: backward }")],
    good: [.plan(changes: [.schema("FULL_TRANSITIVE")], others: "registry: { compatibility: backward }")])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    guard let least = change.access.registryMode else { return [] }
    return change.access.registries.compactMap { environment, registry in
      guard registry.actions.contains("create") || registry.actions.contains("update") else { return nil }
      let what = "`\(environment)`: \(registry.address)"
      guard let mode = registry.mode else {
        return undecided(
          "\(what): could not check the compatibility because it is known when it is applied",
          help: "write it as a word")
      }
      guard mode != registry.before || registry.actions.contains("create") else { return nil }
      // A registry that is told nothing keeps what it has by default.
      guard !mode.isEmpty else { return nil }
      guard let told = RegistryMode(registry: mode) else {
        return undecided("\(what): the compatibility `\(mode)` is not known", help: "use the mode of the policy")
      }
      guard !told.promises.isSuperset(of: least.promises) else { return nil }
      return finding(
        "\(what): the compatibility would be `\(mode)`, which promises less than `\(least.rawValue)`",
        help: "set it to \(least.rawValue.uppercased().replacing("-", with: "_"))")
    }
  }
}
