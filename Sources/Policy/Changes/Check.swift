package import Documents
package import Findings
package import Git
package import Policy

/// A required check: its rules, its policy, and how its subject is made of a change.
package protocol Check: CheckSuite {
  associatedtype Subject: Sendable
  associatedtype Policy: CheckPolicy

  /// The name of the executable and of the reports.
  static var name: String { get }

  /// The name under which a forge requires it.
  static var requiredName: String { get }

  /// What the ids of its rules begin with.
  static var rulePrefix: String { get }

  /// The name of its policy file in `.signalbox/`.
  static var policyFile: String { get }

  /// The compiled-in policy, which has a value for every key.
  static var defaultPolicy: [UInt8] { get }

  /// All rules, sorted by their ids.
  static var rules: [any Rule<Subject>] { get }

  /// The gate that goes by the same policy file; `nil` where the check has none.
  static var gate: (any DeploymentGate.Type)? { get }

  /// The folders whose changes the check wants to see.
  static func governedFolders(_ policy: EffectivePolicy<Policy>) -> [RepositoryPath]

  /// Reads and parses all that the rules look at. What cannot be read becomes part of the subject.
  static func subject(of change: Change, policy: EffectivePolicy<Policy>) async -> Subject

  /// What its rules could not be asked about a subject.
  static func notExecuted(for subject: Subject) -> [Report.NotExecuted]

  /// What a reader should know beside what was found.
  static func remarks(on subject: Subject) -> [String]

  /// What only this check has to say in the part `data` of its report.
  static func data(of subject: Subject) -> [(String, Node)]

  /// Whether the answer depends on the instant, so that a report has to name it.
  static var dependsOnInstant: Bool { get }

  /// What was looked at, as a noun phrase.
  static func scope(of subject: Subject) -> String

  /// The path that an example of a single file stands at.
  static var examplePath: String { get }
}

extension Check {
  package static var requiredName: String { name }

  package static var gate: (any DeploymentGate.Type)? { nil }

  package static func notExecuted(for subject: Subject) -> [Report.NotExecuted] { [] }

  package static func remarks(on subject: Subject) -> [String] { [] }

  package static func data(of subject: Subject) -> [(String, Node)] { [] }

  package static var dependsOnInstant: Bool { false }

  /// The policy file as it is shown.
  package static var policyPath: String { "\(PolicyFolder.name)/\(policyFile)" }

  /// Where the findings stand that were there when the check was adopted.
  package static var baselineFile: String {
    "\(policyFile.split(separator: ".").first.map(String.init) ?? name).baseline.json"
  }

  /// The files of the policy folder that the check reads: to change one is to change the policy.
  static var policyPaths: [RepositoryPath] {
    [policyFile, RolePolicy.fileName, baselineFile].map { RepositoryPath("\(PolicyFolder.name)/\($0)") }
  }

  /// The metadata of all rules, sorted by their ids: the check's own, its gate's, and those that every check has.
  package static var allMetadata: [RuleMetadata] {
    (ownMetadata + CommonRules(prefix: rulePrefix).all).sorted { $0.id < $1.id }
  }

  /// The metadata of the rules that the check and its gate ask, sorted by their ids.
  package static var ownMetadata: [RuleMetadata] {
    // No key paths into `any Rule<Subject>`: the compiler (6.3.1) crashes on them.
    (rules.map { $0.metadata } + (gate?.metadata ?? [])).sorted { $0.id < $1.id }
  }

  /// The rules that exist, sorted.
  static var ruleIDs: [String] { allMetadata.map(\.id) }

  /// The rules that a policy may waive: those about files.
  package static var waivableRuleIDs: [String] { rules.map { $0.metadata.id } }

  /// The rules whose severity a policy may set.
  package static var settableRuleIDs: [String] {
    (ownMetadata + CommonRules(prefix: rulePrefix).settable).map(\.id).sorted()
  }
}
