package import Findings
package import Policy

/// Says which contracts could not be read, so that nobody takes them for judged.
package struct UnreadableFile: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/unreadable-file",
    title: "File could not be read",
    rationale: """
      A file that is missing from this clone, damaged, too large, or kept in another repository was not checked. What \
      is not known blocks: the check is undecided until the file can be read or the policy excludes it.
      """,
    remedy: """
      The message says what to do: mostly a `git fetch` that completes the clone. A submodule belongs to another \
      repository and is checked there: move it out of the contracts root, or name it under `exclude` in \
      `.signalbox/contracts.yml`.
      """,
    severity: .error,
    requires: [.repository],
    bad: [Example("-- platform/contracts/billing (submodule) --")],
    good: [Example("{}")])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.files.compactMap { file in
      guard case .unreadable(let why, let help) = file.content else { return nil }
      return undecided(why, at: Place(path: file.path), help: help)
    }
  }
}
