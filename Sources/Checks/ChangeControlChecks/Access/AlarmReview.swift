internal import Changes
internal import Findings
package import Git
internal import Policy
package import Terraform

/// The alarms of the plans that count, and the runbooks that they name.
package struct AlarmReview: Sendable {
  package let policy: AlertPolicy
  package let alarms: [(environment: String, alarm: PlannedAlarm)]

  /// Runbooks that alarms name and that are not there.
  package let missing: Set<String>

  /// Runbooks that the change removes although something names them: where it does, in words.
  package let removed: [(path: RepositoryPath, namedBy: [String])]

  init(_ change: Change, _ plans: PlanReview, policy: ChangeControlPolicy) {
    self.policy = policy.alerts
    let planned = plans.counting.flatMap { environment, plan in plan.alarms.map { (environment.name, $0) } }
    alarms = planned
    missing = Set(planned.flatMap(\.1.runbooks)).filter { !change.judged.has(RepositoryPath($0)) }
    let gone = change.files.filter { file in
      file.new == nil && file.path.isMarkdown && policy.alerts.runbooks.map(file.path.hasPrefix) == true
    }.map(\.path)
    removed = gone.compactMap { path in
      let sources = Self.places(naming: path, in: change.judged, below: policy.infrastructure.root)
      let named = planned.filter { $0.1.runbooks.contains(path.description) }.map { "`\($0.0)`: \($0.1.address)" }
      return sources.isEmpty && named.isEmpty ? nil : (path, sources + named)
    }
  }

  /// The files of Terraform that have the path of a runbook in one of their strings.
  static func places(naming runbook: RepositoryPath, in tree: Snapshot, below root: RepositoryPath?) -> [String] {
    guard let root else { return [] }
    return tree.paths(below: root).filter { path in
      guard TerraformTree.isConfiguration(path), let bytes = tree.bytes(path) else { return false }
      return strings(in: bytes, path).contains { $0.firstRange(of: runbook.description) != nil }
    }.map { "`\($0)`" }
  }

  /// The plain strings of a file; of one that is no HCL all of it.
  private static func strings(in bytes: [UInt8], _ path: RepositoryPath) -> [String] {
    do throws(HCLError) {
      let file = path.name.hasSuffix(".json") ? try HCLFile(json: bytes) : try HCLFile(bytes)
      return file.body.strings
    } catch {
      return [String(decoding: bytes, as: UTF8.self)]
    }
  }
}
