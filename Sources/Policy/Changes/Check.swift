package import Git
package import Policy

/// A required check: its rules, its policy, and how its subject is made of a change.
package protocol Check: CheckSuite {
  associatedtype Subject: CheckSubject
  associatedtype Policy: CheckPolicy

  /// How it is called, and where its policy is.
  static var identity: CheckIdentity { get }

  /// All rules, sorted by their ids.
  static var rules: [any Rule<Subject>] { get }

  /// The gate that goes by the same policy file; `nil` where the check has none.
  static var gate: (any DeploymentGate.Type)? { get }

  /// The folders whose changes the check wants to see.
  static func governedFolders(_ policy: EffectivePolicy<Policy>) -> [RepositoryPath]

  /// The folders that the policy names for the files of the check's kind: what they have is what is checked.
  static func namedRoots(_ policy: EffectivePolicy<Policy>) -> [NamedRoot]

  /// The folders of a tree that have files of the check's kind.
  static func survey(_ tree: SurveyedTree) -> [FoundRoot]

  /// Whether a report of a tool is in a format of this check, so that a check beside it is not given it.
  static func owns(_ report: ToolReport) -> Bool

  /// Reads and parses all that the rules look at. What cannot be read becomes part of the subject.
  static func subject(of change: Change, policy: EffectivePolicy<Policy>) async -> Subject
}

extension Check {
  package static var name: String { identity.name }
  package static var requiredName: String { identity.requiredName }
  package static var rulePrefix: String { identity.rulePrefix }
  package static var policyFile: String { identity.policyFile }
  package static var defaultPolicy: [UInt8] { identity.defaultPolicy }
  package static var examplePath: String { identity.examplePath }

  package static var gate: (any DeploymentGate.Type)? { nil }

  package static func owns(_ report: ToolReport) -> Bool { false }

  package static func namedRoots(_ policy: EffectivePolicy<Policy>) -> [NamedRoot] { [] }

  package static func survey(_ tree: SurveyedTree) -> [FoundRoot] { [] }

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
