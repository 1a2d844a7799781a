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
  /// - Throws: `GitError`, which no example should give cause for, and `Undecidable` for a wrong policy.
  package static func report(of rule: any Rule<Subject>, on example: Example) async throws -> Report {
    let change = try Change(example, of: self)
    let prepared = try PreparedCheck(Self.self, of: example, change.circumstances)
    let subject = await subject(of: change, policy: prepared.policy)
    let answer = await prepared.answer(about: subject, by: [rule], in: [])
    return prepared.report(of: subject, answer, rules: [rule.metadata])
  }

  /// What the rules look at in an example.
  ///
  /// - Throws: as `report(of:on:)` does.
  package static func subject(of example: Example) async throws -> Subject {
    let change = try Change(example, of: self)
    return await subject(of: change, policy: try PreparedCheck(Self.self, of: example, change.circumstances).policy)
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
    let deployment = try RequestedDeployment(example, of: Owner.self)
    let prepared = try PreparedCheck(
      Owner.self, of: example,
      Circumstances(stage: .merge, now: deployment.now, evidence: deployment.evidence))
    let subject = subject(of: deployment, policy: prepared.policy)
    let answer = await prepared.answer(about: subject, by: [rule], in: nil)
    return prepared.report(of: subject, answer, rules: [rule.metadata])
  }
}

extension PreparedCheck {
  /// A check by the policy that an example gives over the defaults.
  fileprivate init(_ check: C.Type, of example: Example, _ circumstances: Circumstances) throws(Undecidable) {
    try self.init(
      by: PolicyFiles(.files(example.policyFiles(of: check)), organisation: nil, base: Snapshot(nil)),
      Report.Context(stage: .merge), circumstances, version: "")
  }
}

extension Example {
  /// The policy file that the example gives, by its name.
  fileprivate func policyFiles(of check: (some Check).Type) -> [String: [UInt8]] {
    for file in files(path: check.examplePath) where file.side == .given && file.path == "policy" {
      if case .bytes(let bytes) = file.content { return [check.policyFile: bytes] }
    }
    return [:]
  }
}
