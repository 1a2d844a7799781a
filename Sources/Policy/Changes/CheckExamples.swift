package import Findings
package import Policy

extension Check {
  /// The report of a single rule of the check or of its gate about an example; `nil` for no such id.
  ///
  /// - Throws: as `report(of:on:)` does.
  package static func report(ofRule id: String, on example: Example) async throws -> Report? {
    if let rule = rules.first(where: { $0.metadata.id == id }) { return try await report(of: rule, on: example) }
    return try await gate?.report(ofRule: id, on: example)
  }

  /// The report of a single rule about an example, for documentation and tests.
  ///
  /// - Throws: `GitError`, which no example should give cause for, and `UnreadablePolicy` for a wrong default policy.
  package static func report(of rule: any Rule<Subject>, on example: Example) async throws -> Report {
    let policy = try policy(of: example)
    let subject = await subject(of: try Change(example, of: self), policy: policy)
    let judgement = await Engine(rules: [rule], settings: policy.rules).judge(subject)
    return Report(
      check: name, version: "", context: Report.Context(stage: .merge), scope: scope(of: subject),
      findings: judgement.findings, rules: [rule.metadata.summary])
  }

  /// What the rules look at in an example.
  ///
  /// - Throws: as `report(of:on:)` does.
  package static func subject(of example: Example) async throws -> Subject {
    await subject(of: try Change(example, of: self), policy: try policy(of: example))
  }

  fileprivate static func policy(of example: Example) throws -> EffectivePolicy<Policy> {
    let defaults = try PolicyFile(layer: .defaults, path: policyFile, bytes: defaultPolicy)
    return try EffectivePolicy([defaults] + example.policyFiles(of: self), knownRules: ruleIDs)
  }

  /// The page of a rule, or of the rule under which the check reports that it could not begin; `nil` for no such id.
  package static func page(ofRule id: String) async throws -> RulePage? {
    guard let metadata = allMetadata.first(where: { $0.id == id }) else { return nil }
    var output = ""
    if let bad = metadata.bad.first, let report = try await report(ofRule: id, on: bad) {
      output = TextReportWriter().findings(of: report)
    }
    let language = examplePath.split(separator: ".").last.map(String.init) ?? "text"
    return RulePage(metadata, policyPath: policyPath, exampleLanguage: language, output: output)
  }
}

extension DeploymentGate {
  /// The report of a single rule about the deployment of an example; `nil` for no such id.
  ///
  /// - Throws: `UnknownCircumstance` for an example of no deployment, and what `Check.report(of:on:)` throws.
  package static func report(ofRule id: String, on example: Example) async throws -> Report? {
    guard let rule = rules.first(where: { $0.metadata.id == id }) else { return nil }
    let policy = try Owner.policy(of: example)
    let subject = subject(of: try RequestedDeployment(example, of: Owner.self), policy: policy)
    let judgement = await Engine(rules: [rule], settings: policy.rules).judge(subject)
    return Report(
      check: Owner.name, version: "", context: Report.Context(stage: .merge), scope: scope(of: subject),
      findings: judgement.findings, rules: [rule.metadata.summary])
  }
}

extension Example {
  /// The policy file that the example gives, if it gives one.
  fileprivate func policyFiles(of check: (some Check).Type) throws -> [PolicyFile] {
    try files(path: check.examplePath).compactMap { file in
      guard file.side == .given, file.path == "policy", case .bytes(let bytes) = file.content else { return nil }
      return try PolicyFile(layer: .repository, path: check.policyPath, bytes: bytes)
    }
  }
}
