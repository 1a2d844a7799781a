package import Changes
package import Git

extension ChangeControlPolicy {
  /// Files that the policy names and that rules read, each with what it is for.
  package var namedFiles: [(path: RepositoryPath, what: String)] {
    let files: [(RepositoryPath?, String)] = [
      (decisions.template, "the template of decisions"), (incidents.template, "the template of postmortems"),
      (onboarding, "the onboarding checklist"), (access.topics, "the register of topics"),
      (infrastructure.plan.workflow.map { RepositoryPath($0) }, "the workflow that makes plans"),
    ]
    return files.compactMap { path, what in path.map { ($0, what) } }
  }

  /// Whether it has environments of Terraform, whether or not they are there.
  package var namesEnvironments: Bool { !infrastructure.isEmpty }

  /// The environments of Terraform that are there.
  package func environmentNames(in tree: Snapshot) -> [String] {
    TerraformTree(snapshot: tree, policy: infrastructure).environments().map(\.name)
  }
}
