import Changes
import Documents
import Git
import Policy
import Testing

@Suite struct EvidenceTests {
  @Test func `everything that a document tells is read`() throws {
    let evidence = try Self.evidence(
      """
      "teams": {"Acme/CAB": {"members": ["Alice"]}, "acme/finance": {"unreadable": "404"}},
      "checkRuns": [{"name": "smoke", "app": null, "commit": "\(Self.commit)", "conclusion": null}],
      "statuses": [{"context": "ci/x", "by": "bob", "commit": "\(Self.commit)", "state": "success"}],
      "deployments": [{"environment": "staging", "commit": "\(Self.commit)", "state": "success", "at": "\(Self.at)"}],
      "artifacts": [{"name": "plan", "commit": "\(Self.commit)", "file": "plan.json"}],
      "issues": [{"number": 9, "labels": ["incident"], "openedAt": "\(Self.at)", "closedAt": null}],
      "requiredChecks": [{"name": "contracts", "app": "github-actions", "mergeQueue": true}],
      "permissions": {"Alice": "write"},
      "unreadable": [{"what": "rulesets", "why": "403"}]
      """)
    #expect(evidence.source.repository == "acme/platform")
    guard case .members([Login("alice")]) = evidence.teams["acme/cab"] else {
      Issue.record("the team has the name and the member of any case")
      return
    }
    #expect(evidence.checkRuns?.first?.commit == ObjectID(Self.commit))
    #expect(evidence.checkRuns?.first?.conclusion == nil)
    #expect(evidence.statuses?.first?.by == Login("BOB"))
    #expect(evidence.deployments?.first?.environment == "staging")
    #expect(evidence.artifacts?.first?.file == "plan.json")
    #expect(evidence.issues?.first?.closedAt == nil)
    #expect(evidence.requiredChecks?.first?.mergeQueue == true)
    #expect(evidence.permissions?[Login("alice")] == "write")
    #expect(evidence.unreadable.map(\.why) == ["403"])
  }

  @Test func `what was not collected is not empty`() throws {
    let nothing = try Self.evidence("\"unreadable\": []")
    #expect(nothing.checkRuns == nil && nothing.issues == nil && nothing.permissions == nil)
    let empty = try Self.evidence("\"checkRuns\": [], \"issues\": [], \"permissions\": {}")
    #expect(empty.checkRuns?.isEmpty == true && empty.issues?.isEmpty == true && empty.permissions?.isEmpty == true)
  }

  @Test(arguments: [
    "\"checkRuns\": {}", "\"checkRuns\": [{\"name\": \"x\"}]", "\"issues\": null", "\"permissions\": []",
    "\"governedChanges\": {\"main\": []}", "\"requiredChecks\": [{\"name\": \"x\", \"mergeQueue\": 1}]",
    "\"statuses\": [{\"context\": \"x\", \"commit\": \"abc\", \"state\": \"success\"}]",
  ])
  func `a list of anything else is refused`(member: String) {
    #expect(throws: UnreadableEvidence.self) { try Self.evidence(member) }
  }

  private static let commit = "0123456789abcdef0123456789abcdef01234567"
  private static let at = "2026-11-18T09:12:00Z"

  /// A document of no pull request with further members.
  private static func evidence(_ members: String) throws -> Evidence {
    let source = "{\"kind\": \"manual\", \"repository\": \"acme/platform\", \"collectedAt\": \"\(at)\"}"
    return try Evidence(
      SourceText("{\"version\": 1, \"source\": \(source), \"changes\": [], \(members)}"), path: "evidence.json")
  }
}
