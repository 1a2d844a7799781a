internal import Calendars
internal import Git

/// Compares what tags record with what the code host does, by the order of commits in each environment.
struct LedgerComparison {
  /// All that either of them has.
  let union: [DeploymentRecord]

  /// Where one lacks what the other has, a sentence each.
  private(set) var behind: [String] = []

  /// Where the two tell different stories, by the name of the environment in lower case.
  private(set) var contradictions: [String: String] = [:]

  init(_ forge: [DeploymentRecord], _ tags: [DeploymentRecord], _ policy: ReleasePolicy) {
    var union = forge
    for name in policy.train.environments {
      let told = Self.successes(forge, name)
      let tagged = Self.successes(tags, name)
      // The forge keeps the last ones, the tags keep all: what both have is the same from some commit on.
      let (shorter, longer) = told.count <= tagged.count ? (told, tagged) : (tagged, told)
      if Self.isPart(shorter.map(\.commit), of: longer.map(\.commit)) {
        let missing = longer.count - shorter.count
        if missing > 0 {
          let (less, more) = told.count <= tagged.count ? ("the code host", "the tags") : ("the tags", "the code host")
          behind.append("\(less) lack \(missing) of the deployments to \(name) that \(more) have")
        }
        if tagged.count > told.count {
          union = union.filter { $0.environment.lowercased() != name.lowercased() || $0.outcome != .success } + tagged
        }
      } else {
        contradictions[name.lowercased()] = "the tags and the code host contradict each other about \(name)"
      }
    }
    self.union = union
  }

  private static func successes(_ records: [DeploymentRecord], _ name: String) -> [DeploymentRecord] {
    records.filter { EnvironmentName.equal($0.environment, name) && $0.outcome == .success }.sorted { $0.at < $1.at }
  }

  /// Whether commits come in the same order among others.
  private static func isPart(_ part: [ObjectID], of whole: [ObjectID]) -> Bool {
    var rest = part[...]
    for commit in whole where commit == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }
}
