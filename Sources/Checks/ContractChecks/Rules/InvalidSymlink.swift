internal import Changes
package import Findings
internal import Git
package import Policy

/// Flags a contract that is a symbolic link to nothing in the repository.
package struct InvalidSymlink: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/invalid-symlink",
    title: "Symbolic link leaves the contracts folder",
    rationale: """
      What lies outside of the repository is another file on every machine and was never approved. A link can also \
      show a reader a file of the machine that reads. What lies outside of the contracts root can change without \
      the reviewers of the contracts.
      """,
    remedy: "Commit the file itself, or link to a file below the contracts root by a relative path.",
    severity: .error,
    requires: [.repository],
    bad: [
      Example("-- platform/contracts/order.json -> ../../../shared/order.json --"),
      Example("-- platform/contracts/order.json -> /etc/hostname --"),
      Example("-- platform/contracts/order.json -> missing.json --"),
      Example("-- platform/contracts/order.json -> order.json --"),
      Example("-- shared/order.json --\n{}\n-- platform/contracts/orders -> ../../shared --"),
      Example("-- shared/order.json --\n{}\n-- platform/contracts -> ../shared --"),
      Example("-- schemas/v1.json --\n{}\n-- platform/contracts/latest.json -> ../../schemas/v1.json --"),
    ],
    good: [
      Example("-- platform/contracts/v1.json --\n{}\n-- platform/contracts/latest.json -> v1.json --")
    ],
    references: ["[POSIX, section 4.16: pathname resolution](https://pubs.opengroup.org/onlinepubs/9799919799/)"])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.files.compactMap { file in
      guard case .link(let target, let destination) = file.content,
        let problem = problem(with: destination, below: change.roots)
      else {
        return nil
      }
      return finding(
        "this symbolic link to \"\(target)\" \(problem)", at: Place(path: file.path),
        help: "commit the file itself, or link to a file below \(change.root) by a relative path")
    }
  }

  private func problem(with destination: LinkDestination, below roots: [RepositoryPath]) -> String? {
    switch destination {
    case .file(let path):
      roots.contains { path.hasPrefix($0) } ? nil : "points outside the contracts root, where changes are not checked"
    case .folder: "points to a folder, not a file"
    case .outside: "points outside the repository"
    case .nothing: "points to nothing"
    case .loop: "points back to itself"
    }
  }
}
