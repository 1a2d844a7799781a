internal import Changes
internal import Compatibility
internal import Documents
internal import Git
internal import JSONSchema
internal import Policy

/// A state of the contracts: what schemas are read in, and what it is called.
struct ContractState {
  let library: ContractLibrary
  let snapshot: Snapshot
  /// A commit or a tag; nil for what the change is based on.
  let version: String?
}

/// The earlier states of the contracts that schemas are compared with, read when they are asked for, and once.
final class ContractHistory {
  private let base: Snapshot
  private let root: RepositoryPath
  private let latest: ContractState
  private var commits: [ContractState]?
  private var tagged: [[String]: [ContractState]] = [:]

  init(_ latest: ContractState, root: RepositoryPath) {
    base = latest.snapshot
    self.latest = latest
    self.root = root
  }

  /// The states that a demand is about, youngest first.
  ///
  /// - Throws: `GitError` where the history cannot be followed to its end.
  func states(for demand: CompatibilityPolicy.Demand) throws(GitError) -> [ContractState] {
    guard demand.mode.isTransitive else { return [latest] }
    guard demand.tags.isEmpty else {
      let names = demand.tags.map(\.text)
      if let known = tagged[names] { return known }
      let found = [latest] + states(of: try base.tagged(demand.tags))
      tagged[names] = found
      return found
    }
    if let commits { return commits }
    // The first of them is the state that the base shows.
    let found = [latest] + states(of: try base.history(of: root).dropFirst())
    commits = found
    return found
  }

  private func states(of earlier: some Sequence<EarlierSnapshot>) -> [ContractState] {
    earlier.map {
      ContractState(library: ContractLibrary($0.snapshot, root: root), snapshot: $0.snapshot, version: $0.name)
    }
  }
}
