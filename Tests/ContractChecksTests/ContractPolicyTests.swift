import Changes
import ContractChecks
import Documents
import Policy
import SystemPackage
import TestSupport
import Testing

/// What a policy of the check may say, and how a mistake in one is told.
@Suite struct ContractPolicyTests {
  typealias Trial = RuleTrial<ContractCheck>

  @Test func `the default policy and those of this repository and its fixtures are valid`() throws {
    try Trial.policy(nil)
    for path in [".signalbox/contracts.yml", "Fixtures/platform/main/.signalbox/contracts.yml"] {
      let text = Project.text(of: Project.root.appending(path))
      #expect(text != nil, "\(path) is missing")
      try Trial.policy(text)
    }
  }
}
