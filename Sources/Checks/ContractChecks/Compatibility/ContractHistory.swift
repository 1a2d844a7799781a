internal import Changes
internal import Git
internal import Policy

/// A state of the contracts: what schemas are read in, and what it is called.
final class ContractState {
  let library: ContractLibrary
  let snapshot: Snapshot
  /// A commit or a tag; nil for what the change is based on.
  let version: String?
  let compiled: CompiledContracts
  private let policy: SchemaPolicy

  init(_ snapshot: Snapshot, version: String?, _ policy: ContractPolicy, _ contents: ContractContents) {
    self.snapshot = snapshot
    self.version = version
    self.policy = policy.schemas
    library = ContractLibrary(snapshot, policy, contents)
    compiled = CompiledContracts(library, policy.schemas)
  }

  /// Whether a schema stood at a path.
  func hasSchema(at path: RepositoryPath) -> Bool {
    guard let root = library.document(atPath: path) else { return false }
    return SchemaReading(library: library, policy: policy).isSchema(root, at: path)
  }
}

/// The earlier states of the contracts that schemas are compared with, read when they are asked for, and once.
final class ContractHistory {
  private let latest: ContractState
  private let policy: ContractPolicy
  private var commits: [ContractState]?
  private var tagged: [[PathPattern]: [ContractState]] = [:]

  init(_ latest: ContractState, _ policy: ContractPolicy) {
    self.latest = latest
    self.policy = policy
  }

  /// The states that a demand is about, youngest first.
  ///
  /// - Throws: `GitError` where the history cannot be followed to its end.
  func states(for demand: CompatibilityPolicy.Demand) throws(GitError) -> [ContractState] {
    guard demand.mode.isTransitive else { return [latest] }
    guard demand.tags.isEmpty else {
      if let known = tagged[demand.tags] { return known }
      let versions = try latest.snapshot.tagged(demand.tags)
      guard !versions.isEmpty else {
        let patterns = demand.tags.map(\.text).joined(separator: ", ")
        throw GitError(
          .unknownRevision, "the base contains no commit with a tag that matches \(patterns)",
          help: "`git fetch --tags`, or correct schemas.compatibility in \(ContractCheck.policyPath)")
      }
      let found = [latest] + states(of: versions)
      tagged[demand.tags] = found
      return found
    }
    if let commits { return commits }
    // The first of them is the state that the base shows.
    let found = [latest] + states(of: try latest.snapshot.history(of: policy.root).dropFirst())
    commits = found
    return found
  }

  private func states(of earlier: some Sequence<EarlierSnapshot>) -> [ContractState] {
    earlier.map { ContractState($0.snapshot, version: $0.name, policy, latest.library.contents) }
  }
}
