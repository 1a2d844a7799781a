package import Changes
internal import Git
package import Policy

/// A suite that has to run, as a plan lists it.
package struct PlannedSuite: Sendable {
  package let service: String
  package let suite: String
  package let folder: String
  package let command: [String]

  /// Why it is affected, as a phrase.
  package let why: String

  /// The suites that a change affects, sorted by service.
  package static func all(in change: Change, policy: EffectivePolicy<TestPolicy>) -> [PlannedSuite] {
    let affected = AffectedServices(change.files, policy: policy)
    return policy.own.services.flatMap { service -> [PlannedSuite] in
      guard let why = affected.reasons[service.name] else { return [] }
      return service.suites.map { suite in
        PlannedSuite(
          service: service.name, suite: suite.name, folder: service.folder.description, command: suite.command,
          why: why)
      }
    }
  }
}
