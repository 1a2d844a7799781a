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
    guard case .members([Login("alice")]) = evidence.teams[FoldedName("acme/cab")] else {
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

  /// Puts values of every kind at every place of a document: the schema refuses them, or they can be read.
  @Test func `what the schema lets through can be read`() throws {
    let instant = "\"\(Self.at)\""
    let id = "\"\(Self.commit)\""
    let values = [
      "null", "true", "0", "1", "-1", "1.5", "1e30", "\"\"", "\"a\"", instant, id, "\"2026-12-31T23:59:60Z\"",
      "\"2026-12-31t00:00:00.123456789012z\"", "\"0000-01-01T00:00:00+23:59\"", "[]", "[1]", "[\"a\"]", "[null]", "{}",
      "{\"a\": 1}", "[{}]", id.uppercased(),
    ]
    let text = Self.whole
    let root = try Document.json(SourceText(text)).root
    var tried = 0
    for index in root.tape.entries.indices {
      let range = Node(tape: root.tape, index: index).range
      guard root.tape.entries[index].kind != .table, range.end > range.start else { continue }
      let bytes = Array(text.utf8)
      for value in values {
        let changed = Array(bytes[..<Int(range.start)]) + Array(value.utf8) + Array(bytes[Int(range.end)...])
        tried += 1
        do throws(UnreadableEvidence) {
          _ = try Evidence(SourceText(changed), path: "evidence.json")
        } catch {
          #expect(!error.message.contains("cannot be read, although"), "\(String(decoding: changed, as: UTF8.self))")
        }
      }
    }
    #expect(tried > 1000)
  }

  /// A document with every key that the schema knows.
  private static var whole: String {
    let delta = """
      {"path": "a", "old": null, "new": "\(commit)", "oldMode": "100644", "newMode": "100644"}
      """
    let change = """
      {"number": 1, "title": "t", "body": null, "author": "a", "draft": false,
       "base": {"ref": "main", "sha": "\(commit)", "since": "\(at)"},
       "head": {"ref": "x", "sha": "\(commit)", "fork": false},
       "group": {"base": "\(commit)", "head": "\(commit)"},
       "heads": [{"sha": "\(commit)", "pushedAt": "\(at)", "by": "a"}],
       "commits": [{"sha": "\(commit)", "authors": ["a", null], "committer": null, "parents": ["\(commit)"]}],
       "labels": [{"name": "l", "by": "a", "at": null}],
       "reviews": [{"by": "a", "state": "approved", "commit": "\(commit)", "at": "\(at)"}],
       "comments": [{"by": "a", "app": null, "at": "\(at)", "editedAt": "\(at)", "body": "b"}]}
      """
    return """
      {"version": 1,
       "source": {"kind": "manual", "repository": "a/b", "collectedAt": "\(at)", "serverTime": "\(at)"},
       "changes": [\(change)], "teams": {"a/b": {"members": ["a"]}, "a/c": {"unreadable": "404"}},
       "governedChanges": {"\(commit)": [\(delta)]},
       "checkRuns": [{"name": "n", "app": "a", "commit": "\(commit)", "conclusion": "success", "startedAt": "\(at)",
         "completedAt": "\(at)"}],
       "statuses": [{"context": "c", "by": "b", "commit": "\(commit)", "state": "success", "at": "\(at)"}],
       "deployments": [{"environment": "e", "commit": "\(commit)", "state": "success", "by": "b", "at": "\(at)"}],
       "artifacts": [{"name": "n", "digest": "sha256:\(String(repeating: "0", count: 64))", "commit": "\(commit)",
         "file": "f"}],
       "issues": [{"number": 9, "title": "t", "labels": ["l"], "openedAt": "\(at)", "closedAt": null}],
       "requiredChecks": [{"name": "n", "app": null, "mergeQueue": true}], "permissions": {"a": "write"},
       "unreadable": [{"what": "w", "why": "y"}]}
      """
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
