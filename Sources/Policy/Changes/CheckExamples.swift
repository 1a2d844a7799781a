package import Findings
package import Policy

extension Check {
  /// What a rule says about an example, in the order of a report; for documentation and tests.
  ///
  /// - Throws: `GitError`, which no example should give cause for, and `UnreadablePolicy` for a wrong default policy.
  package static func findings(of rule: any Rule<Subject>, on example: Example) async throws -> [Finding] {
    let defaults = try PolicyFile(layer: .defaults, path: policyFile, bytes: defaultPolicy)
    let policy = try EffectivePolicy<Policy>([defaults], ruleIDs: ruleIDs)
    let subject = await subject(of: try Change(example, of: self), policy: policy)
    let judgement = await Engine(rules: [rule], settings: policy.rules).judge(subject)
    return Report(
      check: name, version: "", context: Report.Context(stage: .merge), scope: "", findings: judgement.findings
    ).allFindings
  }

  /// The page of a rule, or of the rule under which the check reports that it could not begin; `nil` for no such id.
  package static func page(ofRule id: String) async throws -> RulePage? {
    guard let metadata = allMetadata.first(where: { $0.id == id }) else { return nil }
    var output = ""
    if let rule = rules.first(where: { $0.metadata.id == id }), let bad = metadata.bad.first {
      output = TextReportWriter().text(of: try await findings(of: rule, on: bad), check: name)
    }
    let language = examplePath.split(separator: ".").last.map(String.init) ?? "text"
    return RulePage(metadata, policyPath: policyPath, exampleLanguage: language, output: output)
  }
}
