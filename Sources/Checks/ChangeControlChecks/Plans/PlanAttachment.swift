package import Changes
internal import Git
package import Terraform

/// Makes the envelope of a plan that was made for an environment, at the commit that is checked out.
package struct PlanAttachment: Sendable {
  private let closure: EnvironmentClosure
  private let names: [String]
  private let runbooks: String?

  /// - Throws: an `UnattachablePlan` where there is no such environment, or what it depends on cannot be read.
  package init(_ name: String, in tree: Snapshot, policy: ChangeControlPolicy) throws(UnattachablePlan) {
    let side = TerraformTree(snapshot: tree, policy: policy.infrastructure)
    let environments = side.environments()
    guard let environment = environments.first(where: { $0.name == name }) else {
      let known = environments.map(\.name).joined(separator: ", ")
      throw UnattachablePlan(
        "there is no environment `\(name)`; by the policy there are: \(known.isEmpty ? "none" : known)")
    }
    do throws(UnknownClosure) {
      closure = try side.closure(of: environment)
    } catch {
      throw UnattachablePlan("could not read \(error.path): \(error.message)")
    }
    names = environments.map(\.name)
    runbooks = policy.alerts.runbooks?.description
  }

  /// Takes the JSON of the plan.
  package var reader: PlanReader { PlanReader(environments: names, runbooks: runbooks) }

  /// - Throws: an `UnattachablePlan` where the JSON is not of the file.
  package func envelope(
    of plan: PlanEnvelope, _ facts: PlanFileFacts?
  ) throws(UnattachablePlan) -> PlanEnvelope {
    var plan = plan
    if let facts {
      guard facts.terraformVersion == plan.terraformVersion, facts.timestamp == plan.timestamp ?? facts.timestamp else {
        throw UnattachablePlan(
          "the JSON is not of this file: it was planned at \(plan.timestamp ?? "?"), and the file at \(facts.timestamp)"
        )
      }
    }
    plan.environment = closure.environment.name
    plan.closure = closure.digest
    plan.binary = facts
    return plan
  }
}

/// Why no envelope is made.
package struct UnattachablePlan: Error, Sendable {
  package let message: String

  init(_ message: String) {
    self.message = message
  }
}
