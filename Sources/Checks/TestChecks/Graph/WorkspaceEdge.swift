internal import Findings
package import Git
internal import Policy

/// That a service depends on something outside its folder, as a file of a workspace shows it.
package struct WorkspaceEdge: Sendable, Hashable {
  /// The service by its name.
  package let service: String
  package let kind: Kind

  /// What it depends on: a folder or a file, from the root of the repository.
  package let target: RepositoryPath

  /// The file that shows it.
  package let file: RepositoryPath

  /// The line of that file, from 1, where it is known.
  package var line: Int?

  /// How the file names it.
  package let words: String

  package enum Kind: String, Sendable, Hashable {
    /// It reads files there.
    case reads
    /// It sends messages by a contract.
    case produces
    /// It receives messages by a contract.
    case consumes
  }

  /// The key of the policy that would say so.
  func key(in policy: TestPolicy) -> String {
    switch kind {
    case .produces: "produces"
    case .consumes: "consumes"
    case .reads: owner(in: policy) == nil ? "shared" : "depends"
    }
  }

  /// The value of that key.
  func value(in policy: TestPolicy) -> String {
    kind == .reads ? owner(in: policy)?.name ?? target.description : target.description
  }

  /// The service whose folder the target is in.
  func owner(in policy: TestPolicy) -> TestService? {
    policy.services.filter { target.hasPrefix($0.folder) }.max { $0.folder.bytes.count < $1.folder.bytes.count }
  }

  /// Whether the policy knows of it.
  package func isDeclared(in policy: TestPolicy) -> Bool {
    guard let own = policy.service(service) else { return true }
    if target.hasPrefix(own.folder) { return true }
    func names(_ patterns: [PathPattern]) -> Bool {
      // A folder is named by a pattern for it, or for what is below it.
      patterns.contains { $0.matches(target.bytes) || $0.matches(target.appending("package.json").bytes) }
    }
    let depends = owner(in: policy).map { own.depends.contains($0.name) } ?? false
    switch kind {
    case .reads: return depends || names(own.shared)
    case .consumes: return depends || names(own.consumes)
    case .produces: return names(own.produces)
    }
  }
}
