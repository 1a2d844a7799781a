package import Findings
package import Policy

extension Check {
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

  private static func policy(of example: Example) throws -> EffectivePolicy<Policy> {
    let defaults = try PolicyFile(layer: .defaults, path: policyFile, bytes: defaultPolicy)
    return try EffectivePolicy([defaults] + example.policyFiles(of: self), knownRules: ruleIDs)
  }

  /// The page of a rule, or of the rule under which the check reports that it could not begin; `nil` for no such id.
  package static func page(ofRule id: String) async throws -> RulePage? {
    guard let metadata = allMetadata.first(where: { $0.id == id }) else { return nil }
    var output = ""
    if let rule = rules.first(where: { $0.metadata.id == id }), let bad = metadata.bad.first {
      output = TextReportWriter().findings(of: try await report(of: rule, on: bad))
    }
    let language = examplePath.split(separator: ".").last.map(String.init) ?? "text"
    return RulePage(metadata, policyPath: policyPath, exampleLanguage: language, output: output)
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
